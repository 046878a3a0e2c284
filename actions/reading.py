"""Reads amounts and short answers from what customers type."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from courier.vocabulary import phone_tails, phones

_UNITS = {"万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000, "百": 100}
_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {"两": 2, "〇": 0, "俩": 2, "半": 5}
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000}
_AMOUNT = re.compile(
    r"(?<![\d.])(\d{1,3}(?:,\d{3})+|\d{1,7})(\.\d{1,2})?\s*([万千百]|[wk](?![a-z]))?(?![\d.])", re.IGNORECASE
)
_CHINESE_AMOUNT = re.compile(r"[零一二两三四五六七八九十百千万〇俩半]{2,}|[一二两三四五六七八九](?=\s*[块元])")
_LONE_SUM = re.compile(
    r"\W*(?:大?概|大约|差不多|一共|也就|就|值|about)?\s*[¥￥]?\s*[\d,.零一二两三四五六七八九十百千万]+\s*[wk]?\s*多?(?:元|块钱?|kuai(?: qian)?|rmb|yuan|cny)(?:吧|左右|钱)?\W*",
    re.IGNORECASE,
)
_CURRENCY = re.compile(r"[¥￥$元块]|rmb|yuan|kuai|cny|人民币", re.IGNORECASE)
_NAME = re.compile(
    r"^(?:我?(?:叫|姓|是)|(?:联系人|名字|姓名|称呼)(?:是|叫|为|改[成为]|换[成为]|应该是)?|my name is|i am|i'm|it's)?[:：\s]*(.+?)[。.!！,，\s]*$",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\d|[一二三四五六七八九十两]\s*[点个小天]|今|明|后天|早|上午|中午|下午|傍晚|晚|周|星期|礼拜|现在|马上|立刻|尽快|随时|都行|都可以|方便"
    r"|today|tomorrow|morning|noon|afternoon|evening|now|soon|any ?time|o'clock|monday|tuesday|wednesday|thursday|friday|saturday|sunday",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    r"(?:[1-3]?\d|[一二两三]?十[一二三四五六七八九]?|几|半个?)\s*(?:分钟|小时)(?:以内|之内|内)?|马上|立刻|立即|现在|right now|immediately|in \d+ min",
    re.IGNORECASE,
)
_NOT_KNOWN = re.compile(r"没有|没|无|不知道|不清楚|不记得|忘|找不到|跳过|no |none|skip|don'?t", re.IGNORECASE)
_MISSING = re.compile(r"没|未|不是|not|n't", re.IGNORECASE)
_YES = re.compile(r"^\W*(?:要|好|行|可以|需要|嗯|是|对|帮|约|麻烦|请|yes|ok|sure|please)", re.IGNORECASE)
# 要带什么, 是不是要钱, 可以自己送去吗: these begin like a yes and ask.
_ASKS_FIRST = re.compile(
    r"^\W*(?:需?要(?:不|多|什么|啥|怎么|几|带|准备|花|给|付|等)|是不是|对了|对方|好[久慢贵不]|行不行|可以(?:不|[^，。,]{1,10}[吗么不](?:\W|$))|请问)"
)
_QUESTION = re.compile(
    r"[?？]|[吗么呢]\W*$|多少|什么|怎么|为啥|咋|哪[里儿个些]|几[点天个号时]|多久|能不能|可不可以|是不是|有没有"
)
_ANOTHER_MATTER = re.compile(r"^\W*(?:对了|先|另外|顺便|等等|等一?下|还有|by the way|first)", re.IGNORECASE)
_ADDED_MATTER = re.compile(
    r"[，,。；;\s]*(?:另外|还有|顺便|对了|再(?:帮|查|问)|\balso\b|\bby the way\b)", re.IGNORECASE
)
_LEAVES = re.compile(r"先?放一放吧?[。！!]?|先放着吧?|leave it for now\W?", re.IGNORECASE)
_SELF = re.compile(r"自己|自行|直接打|(?:i'll|i will) call|myself", re.IGNORECASE)
# What is to be changed, without saying to what: 改地址, 换个收货时间, 电话写错了.
_CHANGE = re.compile(
    r"(?:改|换|更改|修改|变更|写错|填错|选错|错|change|wrong)|"
    r"(?:收货|收件|派送|配送|送货|快递)?(?:地址|电话|手机号?|号码|时间|日期|收[件货]人|名字|姓名|信息|address|phone|time|date|name)",
    re.IGNORECASE,
)
_CHANGE_FILLERS = re.compile(
    r"您好|你好|在吗|我|你们?|要|想|能|可以|可不可以|能不能|行|帮|请|麻烦|给|把|的|了|啦|呢|吗|么|嘛|吧|一下|下|一个|个|不|怎么|咋|办|整|还|来得及|"
    r"订单|快递|快件|包裹|件|单|这|那|please|can|you|i|my|the|want|to|would|like|it|is|[\W_]",
    re.IGNORECASE,
)
_KILOGRAMS = re.compile(
    r"\W*(?:大概|大约|差不多|约)?\s*(\d{1,4}(?:\.\d{1,3})?)\s*(?:kg|公斤|千克)?\s*(?:左右)?\W*", re.IGNORECASE
)
_MOST_KILOGRAMS = Decimal(100_000)
# The words around the thing in a question whether it may be sent; what stands first between them is the thing.
_ASKING_FRAME = re.compile(
    r"您好|你好|请问|问一?下|麻烦|我想|我要|想要?|咨询|哪个|哪些|快递|快件|包裹|中通|顺丰|圆通|德邦|你们|您们|咱们?|这个|那个|这种|那种|这些|东西|物品|是不是|"
    r"可不可以|能不能|能否|让不让|给不给|收不收|行不行|可以|允许|不(?=能|让|给|可|收|行|是|准)|能够?|准|让|给|收|帮我?|寄送|邮寄|托运|运送|寄|邮|发(?!动|电|票|夹|卡)|走|"
    r"吗|么|嘛|呢|吧|啊|呀|得了|有没有|怎么|什么|我|带|拿|去|到|的话|"
    r"\b(?:can|may|could|i|you|we|send|ship|mail|post|is|are|it|be|sent|allowed|to|a|an|the|some|please|parcel|courier|this|that|what|about)\b|[\W_]",
    re.IGNORECASE,
)
_LONE_TAIL = re.compile(r"(?<![0-9A-Z.])\d{4}(?![0-9A-Z.])", re.ASCII | re.IGNORECASE)
_NO_TELEPHONE = re.compile(r"单号|卡号|订单|waybill|card", re.IGNORECASE)
_LONGEST_NAME = 12
_LONGEST_ITEM = 10


def amount_yuan(text: str) -> float | None:
    """The first sum of money in the text, in CNY: 3000元, 1.2万, ￥88.5, 三千五百块; None when there is none."""
    plain = unicodedata.normalize("NFKC", text)
    written = _CHINESE_AMOUNT.search(plain) if not _AMOUNT.search(plain) else None
    if written:
        return _chinese_number(written.group())
    # Of several numbers the one next to a currency word is the sum: 2个杯子88元.
    found = sorted(
        _AMOUNT.finditer(plain),
        key=lambda match: not _CURRENCY.search(plain[max(0, match.start() - 1) : match.end() + 2]),
    )
    return _number(found[0]) if found else None


def is_lone_sum(text: str) -> bool:
    """Whether the message is a sum in CNY and nothing else, told by its currency: 120块, 2000 kuai."""
    return bool(_LONE_SUM.fullmatch(unicodedata.normalize("NFKC", text)))


def contact_name(text: str) -> str | None:
    """A person's name given as an answer, without 我叫 and the like; None for numbers and whole sentences."""
    match = _NAME.match(text.strip())
    name = match.group(1) if match else ""
    is_name = 0 < len(name) <= _LONGEST_NAME and not re.search(r"\d", name)
    return name if is_name and not is_question(text) else None


def pickup_time(text: str) -> str | None:
    """The customer's own words for a time, if they are about a time at all."""
    return text.strip()[:60] if _TIME.search(text) else None


def names_only_what_to_change(text: str) -> bool:
    """Whether a wish for a change leaves open to what: 改地址 does, 改送到人民路5号 and 不要放驿站 do not."""
    return bool(_CHANGE.search(text)) and not beyond_change(text)


def beyond_change(text: str) -> str:
    """What a wish for a change says besides wishing it: 人民路5号 of 我想改到人民路5号."""
    return _CHANGE_FILLERS.sub("", _CHANGE.sub("", text))


def telephone_tail(text: str) -> str | None:
    """The last four digits of a telephone as an answer: 1234, 尾号一二三四, or those of the whole number."""
    tails, whole = phone_tails(text), [one for one in phones(text) if one.kind != "hotline"]
    if tails or whole:
        return tails[0].value if tails else whole[0].tail
    alone = _LONE_TAIL.findall(unicodedata.normalize("NFKC", text))
    return alone[0] if len(alone) == 1 and not _NO_TELEPHONE.search(text) else None


def kilograms(text: str) -> str | None:
    """A weight as an answer without its unit (3) or in kilograms, as decimal text; None for anything else."""
    match = _KILOGRAMS.fullmatch(unicodedata.normalize("NFKC", text))
    return match.group(1) if match and is_weight(match.group(1)) else None


def is_weight(value: str) -> bool:
    """Whether decimal text is a weight in kilograms that a parcel may have."""
    try:
        return 0 < Decimal(value) < _MOST_KILOGRAMS
    except InvalidOperation:
        return False


def item_asked_about(text: str) -> str | None:
    """The thing in a question whether it may be sent: 榴莲 of 你们能寄榴莲吗; None when nothing is named."""
    parts = [part for part in _ASKING_FRAME.split(text) if part and not part.isdigit()]
    if not parts:
        return None
    return parts[0] if len(parts[0]) <= _LONGEST_ITEM else text.strip()


def says_missing(text: str) -> bool:
    """Whether the message says that something is not there, rather than only asks: 没收到, 签收人不是我."""
    return bool(_MISSING.search(text))


def is_yes(text: str) -> bool:
    """Whether a short answer begins with a yes: 要的，快点."""
    return bool(_YES.match(text)) and not _ASKS_FIRST.match(text)


def is_question(text: str) -> bool:
    """Whether the words ask something: 多少钱, 几点来."""
    return bool(_QUESTION.search(text))


def changes_subject(text: str) -> bool:
    """Whether the message announces another matter: 对了…, 先看看…, by the way."""
    return bool(_ANOTHER_MATTER.match(text))


def before_added_matter(text: str) -> str:
    """What stands before the words that add another matter: 明天上午 of 明天上午，顺便查下…; empty without such words."""
    added = _ADDED_MATTER.search(text)
    return text[: added.start()] if added else ""


def leaves_it(text: str) -> bool:
    """Whether the customer writes what stands on the button that stops a form: 先放一放."""
    return bool(_LEAVES.fullmatch(text.strip()))


def says_self(text: str) -> bool:
    """Whether the customer would rather do it alone: 我自己打吧."""
    return bool(_SELF.search(text))


def at_once(text: str) -> str | None:
    """The customer's words for within minutes (BUSINESS B5): 十分钟内, 马上; None for any later time."""
    match = _AT_ONCE.search(unicodedata.normalize("NFKC", text))
    return match.group() if match else None


def is_not_known(text: str) -> bool:
    """Whether the customer says that there is none or that it is not at hand."""
    return bool(_NOT_KNOWN.search(text))


def _number(match: re.Match[str]) -> float:
    whole, fraction, unit = match.groups()
    return float(whole.replace(",", "") + (fraction or "")) * _UNITS.get((unit or "").lower(), 1)


def _chinese_number(written: str) -> float:
    total, section, digit = 0, 0, 0
    last_unit = 10
    for character in written:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character == "万":
            total, section, digit, last_unit = (total + section + digit) * 10_000, 0, 0, 10_000
        else:
            last_unit = _CHINESE_UNITS[character]
            section, digit = section + (digit or 1) * last_unit, 0
    # A last digit without its unit means the next lower one: 三千五 is 3500, but 三千零五 is 3005.
    tail = digit * (last_unit // 10 if last_unit > 10 and "零" not in written[-2:] else 1)
    return float(total + section + tail)
