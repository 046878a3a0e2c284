"""What customers say of a case that runs, in words that sound like the wish that it was opened for.

No classifier tells 取消取件 from a wish for a pickup, or 里面是毕业证 from a wish to send one.
"""

import re

_LONGEST = 40
_WITHDRAWS = re.compile(
    r"(?:撤销|撤回|取消)(?:掉|了|吧|一下|这个|那个|我的)*(?:投诉|理赔|取件|预约|查件|工单|登记|申请|上门|吧|了|$)|真(?:的)?取消"
    r"|(?:不|别|不用|不要|不必|无需)(?:再)?(?:查|找|追究|投诉|理赔|赔|取|上门|来取|来)(?:件)?(?:了|吧|啦)"
    r"|(?:找|收|拿|取|领)到(?:了|啦|咯)(?!吗|么|没)"
    r"|\b(?:cancel|withdraw)\b|\bfound it\b|\b(?:got|received) it\b|\bno need to (?:look|search|come)",
    re.IGNORECASE,
)
# 还没找到了, 没收到, 怎么取消, 不能取消吗: nothing is taken back.
_KEEPS = re.compile(
    r"没|未|怎么|怎样|如何|能不能|可以|吗|么[？?]?$|投诉你|但|还是|少了|坏|破|碎|空|别人|不是我|how|can i|n't|but",
    re.IGNORECASE,
)


def withdraws(text: str) -> bool:
    """Whether the message does nothing but take back what runs, or tell that it is no longer needed."""
    return len(text) <= _LONGEST and bool(_WITHDRAWS.search(text)) and not _KEEPS.search(text)


# What is in the parcel, and what hangs on it: told after a case, it belongs to it (BUSINESS B2).
_CONTENTS = re.compile(
    r"^(?:我?(?:这|那)?(?:个|件)?(?:快递|包裹|件)?)?(?:里面|里头|内件)(?:是|有|装的?是?|都是)(?!什么|啥|吗)"
    r"|补不(?:了|回来)|没法补|无法补办|(?:等着|急等)(?:用|救命)|救命(?:的)?药|就这么一(?:件|份|个)"
    r"|\b(?:there is|it has|it contains|inside is)\b.{2,}|\bcannot be replaced\b",
    re.IGNORECASE,
)
_UNREACHABLE = re.compile(
    r"打不通|打不进|没人接|无人接听|一直占线|不接电话|换(?:一)?个(?:电话|号码|能打通)|^换(?:一)?个$|nobody answers|no answer|line is busy",
    re.IGNORECASE,
)


def tells_contents(text: str) -> bool:
    """Whether the message does nothing but tell what is in the parcel, or why it matters."""
    return len(text) <= _LONGEST and bool(_CONTENTS.search(text)) and not re.search(r"[?？]|吗$|赔", text)


def cannot_reach(text: str) -> bool:
    """Whether the telephone that was just told does not help: 打不通, 换一个."""
    return len(text) <= _LONGEST and bool(_UNREACHABLE.search(text))
