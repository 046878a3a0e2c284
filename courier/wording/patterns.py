"""The notation of the patterns in courier/facts/wording.yaml, which the file explains to its editors."""

import re
from functools import cache

from courier.wording.condensed import END, PAUSE

FOUND = "found"
# What <name> in a pattern stands for.
_SETS = {
    "you": "(?:[你您]们?)",
    "we": "(?:我们?|咱们?|本人|我?这边|我?这里)",
    "end": "(?:吧|啊|呀|呗|嘛|好了|就是了|得了|算了|去吧|[了喽]|(?=[。，]|$))",
    "later": (
        "(?<!昨天)(?<!前天)(?<!今早)"
        "(?:(?:[0-9]{1,3}|[一二两三四五六七八九十几半])个?半?(?:分钟|小时|钟头|刻钟|工作日|天|日|周|星期)(?:之?内|以内|左右|之?后|以后)?"
        "|(?:今天|今晚|今日|明天|明早|明晚|后天|上午|中午|下午|晚上|傍晚|下班|天黑|月底|周末|周[一二三四五六日天]"
        "|[0-9一二两三四五六七八九十]{1,3}点半?)(?:之?前|之?内|以内)?|(?:稍后|晚点|晚些|晚一点|回头|待会儿?|一会儿?|等一?下))"
    ),
}
_SETS["time"] = f"(?:{_SETS['later']}|马上|尽快|尽早|立刻|立即|第一时间)"
_NAME = re.compile("<([a-z]+)>")
_CHARACTER = re.compile("[\u4e00-\u9fff]")
# Little words before a sentence's first one, such as 嗯， and 那.
_FILLERS = f"(?:(?:嗯|哦|噢|额|呃|哎|唉|啊|亲|那|这个|那个|先生|女士){PAUSE}?)*"
_BEGINNING = f"(?:^|(?<={END})){PAUSE}*{_FILLERS}"


def is_chinese(pattern: str) -> bool:
    """Whether the pattern is for Chinese text, where words have no blanks between them."""
    return _CHARACTER.search(_NAME.sub(_set, pattern)) is not None


@cache
def compiled(pattern: str, *, at_beginning: bool = False) -> "re.Pattern[str]":
    """The pattern for condensed text; its group `found` is what it finds. Raises ValueError for one that is wrong."""
    named = _NAME.sub(_set, pattern)
    if is_chinese(pattern):
        named = named.replace(" ", f"{PAUSE}?")
    else:
        named = rf"\b(?:{named.replace(' ', f'[ {PAUSE}]{{1,2}}')})\b"
    try:
        return re.compile(f"{_BEGINNING if at_beginning else ''}(?P<{FOUND}>{named})", re.IGNORECASE)
    except re.error as error:
        raise ValueError(f"{pattern!r} is not a pattern: {error}") from error


def _set(match: "re.Match[str]") -> str:
    if match[1] not in _SETS:
        raise ValueError(f"<{match[1]}> is not one of {', '.join(f'<{name}>' for name in _SETS)}")
    return _SETS[match[1]]
