"""The way of a demo parcel: from outlet through distribution centres to outlet, and when it is scanned where."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from courier.clock import BEIJING
from courier.facts.schemas import Facts, Outlet
from courier.tracking.model import ScanType, Status

DAY_BEGINS, DAY_ENDS = 9, 19


@dataclass(frozen=True)
class Step:
    """One scan: where, and how many minutes after the one before."""

    type: ScanType
    at: Outlet
    minutes: int
    note: str = ""


# The newest scan's age in minutes, by state: an out-for-delivery parcel left this morning, a stuck one long ago.
AGES: dict[Status, tuple[int, int]] = {
    "in_transit": (20, 1200),
    "out_for_delivery": (20, 180),
    "signed": (60, 12_000),
    "in_locker": (60, 2000),
    "problem": (120, 1800),
    "returned": (300, 6000),
    "stuck": (4400, 12_000),
}
SIGNED_BY = ("本人签收", "家人代收", "同事代收", "门卫代收", "前台代收")
PROBLEMS = (
    "收件人电话无人接听，改约再派",
    "收件地址不详，待与寄件人核实",
    "外包装破损，已登记待核实",
    "收件人要求改日派送",
    "错发，已转回正确线路",
)
RETURNS = ("收件人拒收，退回寄件人", "寄件人要求退回", "多次派送未联系上收件人，退回寄件人")


def centre_for(facts: Facts, outlet: Outlet) -> Outlet:
    """The distribution centre of an outlet: in its province, else in its price zone, else the first one."""
    zone = next((provinces for provinces in facts.prices.zones.values() if outlet.province in provinces), ())
    centres = [one for one in facts.outlets if one.kind == "centre"]
    return min(centres, key=lambda one: (one.province != outlet.province, one.province not in zone, one.code))


def way(facts: Facts, start: Outlet, end: Outlet, random: Random) -> list[Step]:
    """The scans up to the arrival at the destination outlet."""
    first, last = centre_for(facts, start), centre_for(facts, end)
    steps = [Step("收件", start, 0), Step("发件", start, random.randint(60, 240))]
    for centre in dict.fromkeys((first, last)):
        steps.append(Step("到件", centre, random.randint(150, 900)))
        steps.append(Step("发件", centre, random.randint(40, 180)))
    return [*steps, Step("到件", end, random.randint(180, 600))]


def history(facts: Facts, start: Outlet, end: Outlet, status: Status, random: Random) -> list[Step]:
    """All scans of a parcel in this state, the oldest first."""
    steps = way(facts, start, end, random)
    if status == "no_record":
        return []
    if status in ("in_transit", "stuck"):
        return steps[: random.randint(2, len(steps))]
    steps.append(Step("派件", end, random.randint(60, 240)))
    return [*steps, *_ending(facts, end, status, random)]


def _ending(facts: Facts, end: Outlet, status: Status, random: Random) -> list[Step]:
    after = random.randint(40, 240)
    if status == "signed":
        return [Step("签收", end, after, random.choice(SIGNED_BY))]
    if status == "in_locker":
        return [Step("入柜", end, after, f"已放入小区快递柜，取件码{random.randint(100_000, 999_999)}")]
    if status == "problem":
        return [Step("问题件", end, after, random.choice(PROBLEMS))]
    if status == "returned":
        back = [Step("退件", end, after, random.choice(RETURNS)), Step("发件", end, random.randint(60, 300))]
        return [*back, Step("到件", centre_for(facts, end), random.randint(200, 800))]
    return []


def times(steps: list[Step], status: Status, now: datetime, random: Random) -> list[datetime]:
    """When each step was scanned, in Beijing time, so that the newest has an age that suits the state."""
    if not steps:
        return []
    newest = now.astimezone(BEIJING) - timedelta(minutes=random.randint(*AGES[status]))
    if status in ("out_for_delivery", "signed", "in_locker", "problem"):
        newest = _in_daytime(newest)
    backwards = [newest]
    for step in reversed(steps[1:]):
        backwards.append(backwards[-1] - timedelta(minutes=step.minutes))
    return backwards[::-1]


def _in_daytime(at: datetime) -> datetime:
    """Couriers ring between nine and seven: move a scan at night to the evening before."""
    if DAY_BEGINS <= at.hour < DAY_ENDS:
        return at
    if at.hour < DAY_BEGINS:
        at -= timedelta(days=1)
    return at.replace(hour=DAY_ENDS - 1)
