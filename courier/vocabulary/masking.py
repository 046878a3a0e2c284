"""Hiding what identifies a person, for output and for logs (PROTOCOLS §7.4)."""

import re

from courier.vocabulary.identity import id_cards
from courier.vocabulary.phones import phones
from courier.vocabulary.places import places
from courier.vocabulary.waybills import waybills

COMPOUND_SURNAME = re.compile(
    "(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|长孙|宇文|轩辕|夏侯|南宫|独孤|端木|百里|呼延|闻人|申屠|太史|公冶|濮阳|"
    "澹台|淳于|单于)."
)
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def mask_phone(number: str) -> str:
    """138****1234, 021-****5678; what is too short to keep four digits becomes stars only."""
    digits = re.sub(r"[^0-9]", "", number)
    if len(digits) < 7:
        return "*" * max(len(digits), 4)
    area, dash, rest = number.strip().partition("-")
    if dash and area.startswith("0") and area.isdigit():
        return f"{area}-****{re.sub(r'[^0-9]', '', rest)[-4:]}"
    return f"{digits[:3]}****{digits[-4:]}"


def mask_name(name: str) -> str:
    """Keep the surname: 张*, 王**, 欧阳*; of a name in Latin letters, the first letter."""
    name = name.strip()
    kept = 2 if COMPOUND_SURNAME.match(name) else 1
    return name[:kept] + "*" * max(len(name) - kept, 1) if name else ""


def mask_address(address: str) -> str:
    """Keep province, city and district, hide the rest: 江苏省南通市如东县***."""
    found = places(address)
    if not found or found[0].start != 0:
        return "***"
    # A town says more than a mask may show, and it is read together with its county.
    kept = found[0].end if not found[0].town else _end_of_county(address[: found[0].end])
    return address[:kept] + "***"


def _end_of_county(address: str) -> int:
    shorter = (places(address[:end])[:1] for end in range(len(address) - 1, 0, -1))
    return next((one.end for found in shorter for one in found if one.start == 0 and not one.town), 0)


def mask_id_card(number: str) -> str:
    """Keep the first three and the last four characters of an identity-card number."""
    return number[:3] + "*" * max(len(number) - 7, 4) + number[-4:] if len(number) > 7 else "****"


def star_out_id_cards(text: str) -> str:
    """Star out the middle of each identity-card number, however it is written; the length stays the same.

    It is what customers' messages go through before anything stores or logs them.
    """
    for card in id_cards(text):
        start, end = card.start + 3, card.end - 4
        text = text[:start] + "*" * (end - start) + text[end:]
    return text


def mask_waybill(number: str) -> str:
    """Keep the first and the last four characters, for logs: 7310******1386."""
    return number[:4] + "*" * max(len(number) - 8, 4) + number[-4:] if len(number) > 8 else "****"


def mask_email(address: str) -> str:
    """Keep the first letter and the domain: a***@example.com."""
    local, _, domain = address.partition("@")
    return f"{local[:1]}***@{domain}"


def mask_text(text: str) -> str:
    """Mask telephones, identity cards, waybills and e-mail addresses in running text, before it is logged."""
    spans = [(one.start, one.end, mask_phone(one.value)) for one in phones(text) if one.kind != "hotline"]
    spans += [(one.start, one.end, mask_waybill(one.value)) for one in waybills(text)]
    spans += [(m.start(), m.end(), mask_email(m[0])) for m in EMAIL.finditer(text)]
    spans += [(one.start, one.end, mask_id_card(one.value)) for one in id_cards(text)]
    return _replace(text, sorted(spans))


def _replace(text: str, spans: list[tuple[int, int, str]]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end, mask in spans:
        if start >= at:
            pieces += [text[at:start], mask]
            at = end
    return "".join([*pieces, text[at:]])
