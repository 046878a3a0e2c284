"""Kuaidi100's states (PROTOCOLS §5.1, resultv2=4) as our scan types, with the reason where the parcel cannot go on.

The reasons are ours: the free text of an event names couriers and recipients, so that nothing of it is shown.
"""

import re
from typing import NamedTuple


class State(NamedTuple):
    """A scan type; None for what happens before the parcel is taken in, or says nothing of where it is."""

    scan_type: str | None
    reason: str = ""


STATES: dict[str, State] = {
    "0": State("到件"),
    "1001": State("到件"),
    "1002": State("发件"),
    "1003": State("发件"),
    "1": State("收件"),
    "101": State(None),
    "102": State(None),
    "103": State("收件"),
    "2": State("问题件"),
    # These two are found by waiting, not by scanning; our own clock finds them too.
    "201": State(None),
    "202": State(None),
    "203": State("问题件", "收件人拒收"),
    "204": State("问题件", "派送遇到异常"),
    "205": State("入柜"),
    "206": State("问题件", "暂时联系不上收件人"),
    "207": State("问题件", "地址超出派送范围"),
    "208": State("问题件", "快件滞留"),
    "209": State("问题件", "快件破损"),
    "210": State("问题件", "运单已取消"),
    "3": State("签收"),
    "301": State("签收"),
    "302": State("签收"),
    "303": State("签收"),
    "304": State("签收"),
    "4": State("退件"),
    "401": State("问题件", "运单已取消"),
    "14": State("退件", "收件人拒签"),
    "5": State("派件"),
    "501": State("入柜"),
    "6": State("退件"),
    "7": State("发件"),
    "8": State("到件"),
    "10": State("到件"),
    "11": State("到件"),
    "12": State("到件"),
    "13": State("问题件", "清关遇到异常"),
}
# Without resultv2, and for some carriers, an event has only the name of its state.
NAMES = {
    "在途": "0",
    "揽收": "1",
    "疑难": "2",
    "签收": "3",
    "退签": "4",
    "派件": "5",
    "退回": "6",
    "转投": "7",
    "清关": "8",
}
ON_THE_WAY = State("到件")
_LEAVES = re.compile("离开|发往|已发出|已从.{0,30}发出")


def state_of(code: str | None, name: str | None, context: str) -> State:
    """The state of one event. One that is not known, as there will be, counts as on the way."""
    state = STATES.get(code or "") or STATES.get(NAMES.get((name or "")[:2], "")) or ON_THE_WAY
    is_plain = state.scan_type == ON_THE_WAY.scan_type and code != "1001"
    return State("发件") if is_plain and _LEAVES.search(context) else state
