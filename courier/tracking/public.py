"""What of a carrier's record may be shown to anyone who knows the waybill."""

from collections.abc import Iterable

from courier.vocabulary import mask_name, mask_text, places

# Other notes may say who signed, or the code that opens the locker.
PUBLIC_NOTES = frozenset({"问题件", "退件"})


def public_note(kind: str, note: str, people: Iterable[str] = ()) -> str:
    """The reason of a 问题件 or 退件, with numbers and the given names masked; of any other scan, nothing."""
    if kind not in PUBLIC_NOTES:
        return ""
    for name in filter(None, people):
        note = note.replace(name, mask_name(name))
    return mask_text(note)


def down_to_county(text: str) -> str:
    """Keep the division of what may be a full address; what names no known place is not shown at all."""
    found = places(text)
    if not found:
        return ""
    is_ambiguous = len(found) > 1 and found[1].start == found[0].start
    return found[0].text if is_ambiguous else found[0].full_name
