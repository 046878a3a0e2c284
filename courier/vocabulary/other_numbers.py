"""Numbers that are no waybills although they look like some: bank cards, orders, invoices, dates, addresses of pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from courier.vocabulary import identity
from courier.vocabulary.checks import is_luhn
from courier.vocabulary.phones import PHONE
from courier.vocabulary.text import NormalText, blank_out, normalise

Span = tuple[int, int]

DATE = re.compile(r"(?<!\d)(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}(?!\d)", re.ASCII)
# 20261124153000 and 202611241530, as systems write a moment.
MOMENT = re.compile(
    r"(?<![0-9A-Z])20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?(?![0-9A-Z])",
    re.ASCII,
)
BANK_CARD = re.compile(r"(?<![0-9A-Z])[3-6]\d{3}(?:(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?|\d{12,15})(?![0-9A-Z])", re.ASCII)
PAGE = re.compile(
    r"(?:HTTPS?://|WWW\.)[^\s\u4e00-\u9fff，。；、]+|[A-Z0-9.-]+\.(?:COM|CN|NET|TB)/[^\s\u4e00-\u9fff，。；、]*",
    re.ASCII,
)
# Words right before a number that say what it is, if not a waybill.
OTHER_CUE = re.compile(
    r"(?:(?:投诉|案件|客户|会员|商品|合同|工单|交易|流水|车票|型|货|序列|产品)(?:编号|号码|单号|号|码)"
    r"|(?:发票|身份证|护照|证件|税务|银行卡|信用卡)(?:代码|号码|卡号|号|编号)|卡号|[账帐]号|税号|信用代码|条形?码"
    r"|QQ号?|微信号?|取件码|提货码|券码|支付宝|IMEI)[ :是为]*$"
)
CUE_LENGTH = 14

ORDER = re.compile(
    r"(?:订单|交易|单据)(?:编号|号码|号|ID)?(?:[ :是为]|就是){0,4}(?P<number>\d{6}-\d{15}|[0-9A-Z]?\d(?:[ -]?\d){6,22}|[A-Z]{1,4}\d{7,20})"
    r"(?![0-9A-Z])"
    r"|ORDER (?:(?:NO\.?|NUMBER|ID) ?)?(?:IS |[:#] ?)?(?P<english>\d(?:[ -]?\d){6,22})(?![0-9A-Z])",
    re.ASCII,
)
# Two shops write orders in forms that nothing else has: date and fifteen digits, or eighteen to nineteen digits.
ORDER_SHAPE = re.compile(r"(?<![0-9A-Z-])(?:2\d[01]\d[0-3]\d-\d{15}|\d{18,19})(?![0-9A-Z])", re.ASCII)


GROUP_BEFORE = re.compile(r"\d[ -]{1,2}$", re.ASCII)
GROUP_AFTER = re.compile(r"[ -]{1,2}\d", re.ASCII)


@dataclass(frozen=True)
class OrderNumber:
    """A shop's own number of an order, as written but without blanks. No carrier can look it up."""

    value: str
    start: int
    end: int


def order_numbers(text: str) -> list[OrderNumber]:
    """Find order numbers: after the word, or by the two forms that nothing else has."""
    normal = normalise(text)
    return [OrderNumber(value, *normal.span(*span)) for value, span in order_spans(normal)]


def order_spans(normal: NormalText) -> Iterator[tuple[str, Span]]:
    """Yield value and place of the order numbers of a text that is normalised already; waybills among them too."""
    taken: list[Span] = list(identity.spans(normal))
    for match in ORDER.finditer(normal.text):
        group = "number" if match["number"] else "english"
        taken.append(match.span(group))
        yield re.sub(r" |(?<=\d{7})-", "", match[group]), match.span(group)
    rest = blank_out(normal.text, [*taken, *bank_cards(normal.text)])
    for match in ORDER_SHAPE.finditer(rest):
        could_be_waybill = len(match[0]) == 18 and match[0].startswith("88")
        could_be_identity = len(match[0]) == 18 and identity.has_birthday(match[0])
        if not could_be_waybill and not could_be_identity:
            yield match[0], match.span()


def bank_cards(text: str) -> Iterator[Span]:
    """Yield where a normalised text has numbers of bank cards: right check digit, or called one."""
    for match in BANK_CARD.finditer(text):
        digits = re.sub(r"[ -]", "", match[0])
        if is_luhn(digits) or is_called_otherwise(text, match.start()):
            yield match.span()


def is_called_otherwise(text: str, start: int) -> bool:
    """Say whether the words before ``start`` call the number there something else than a waybill."""
    return OTHER_CUE.search(text, max(0, start - CUE_LENGTH), start) is not None


def never_waybills(normal: NormalText) -> Iterator[Span]:
    """Yield the telephones, identity cards, bank cards, dates and unmistakable orders of a text."""
    yield from (match.span() for match in PHONE.finditer(normal.text) if not _is_group(match))
    yield from identity.spans(normal)
    yield from (match.span() for match in DATE.finditer(normal.text))
    yield from (match.span() for match in MOMENT.finditer(normal.text))
    yield from bank_cards(normal.text)
    yield from (span for value, span in order_spans(normal) if "-" in value or (value.isdigit() and len(value) > 18))


def pages(text: str) -> list[Span]:
    """Give where a normalised text has addresses of pages; their numbers are mostly the shop's own."""
    return [match.span() for match in PAGE.finditer(text)]


def _is_group(match: re.Match[str]) -> bool:
    """Say whether a landline or hotline is rather a middle group of a longer number: 7310 95311 00001."""
    if match["mobile"] or re.search(r"[()-]", match[0]):
        return False
    if not GROUP_BEFORE.search(match.string, max(0, match.start() - 3), match.start()):
        return False
    return match["area"] is not None or GROUP_AFTER.match(match.string, match.end()) is not None
