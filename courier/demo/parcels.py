"""Which demo parcels there are. Only the times depend on the clock: the same seed gives the same parcels."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from courier.demo import KNOWN_WAYBILLS, TAIL_OF_RECEIVER, TAIL_OF_SENDER
from courier.facts.schemas import Facts, Outlet
from courier.tracking.model import Status

SEED = 20_240_601
STATES: dict[Status, int] = {
    "in_transit": 62,
    "out_for_delivery": 40,
    "signed": 60,
    "in_locker": 20,
    "problem": 20,
    "returned": 14,
    "stuck": 14,
    "no_record": 4,
}
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
GIVEN_NAMES = (
    "伟",
    "芳",
    "娜",
    "敏",
    "静",
    "丽",
    "强",
    "磊",
    "洋",
    "艳",
    "秀英",
    "建国",
    "晓明",
    "雨桐",
    "子涵",
    "欣怡",
    "浩然",
    "志强",
    "桂兰",
    "思远",
)
GOODS = (
    "衣服",
    "鞋子",
    "书籍",
    "茶叶",
    "手机壳",
    "化妆品",
    "玩具",
    "厨具",
    "床上用品",
    "零食",
    "耳机",
    "文具",
    "奶粉",
    "灯具",
    "宠物用品",
)
DOCUMENTS = ("合同", "发票", "标书", "证书", "单据")
STREETS = ("人民路", "建设路", "和平街", "新华路", "文化路", "中山路", "解放大道", "学院路")


@dataclass(frozen=True)
class DemoParcel:
    """One parcel; ``sender`` and ``receiver`` are (name, telephone), ``declared`` is CNY."""

    waybill: str
    status: Status
    start: Outlet
    end: Outlet
    sender: tuple[str, str]
    receiver: tuple[str, str]
    address: str
    kind: str
    content: str
    weight_kg: str
    insured: bool = False
    declared: int = 0


def demo_parcels(facts: Facts, random: Random) -> Iterator[DemoParcel]:
    """Yield the well-known parcels, then those that fill the picture."""
    outlets = [one for one in facts.outlets if one.kind == "outlet"]
    for waybill, status in KNOWN_WAYBILLS.items():
        yield _well_known(_parcel(waybill, status, outlets, random))
    taken = set(KNOWN_WAYBILLS)
    for status, count in STATES.items():
        for _ in range(count):
            waybill = _waybill(random, taken)
            yield _parcel(waybill, status, outlets, random)


def _waybill(random: Random, taken: set[str]) -> str:
    while (number := f"7{random.choice('3568')}{random.randrange(10**12):012d}") in taken:
        continue
    taken.add(number)
    return number


def _parcel(waybill: str, status: Status, outlets: list[Outlet], random: Random) -> DemoParcel:
    start, end = random.sample(outlets, 2)
    is_document = random.random() < 0.2
    insured = random.random() < 0.3
    return DemoParcel(
        waybill,
        status,
        start,
        end,
        _person(random),
        _person(random),
        f"{_division(end)}{random.choice(STREETS)}{random.randint(1, 300)}号{random.randint(1, 30)}栋{random.randint(101, 2804)}室",
        "document" if is_document else "goods",
        random.choice(DOCUMENTS if is_document else GOODS),
        "0.3" if is_document else f"{random.uniform(0.2, 12):.1f}",
        insured,
        random.choice((500, 1000, 2000, 8000)) if insured and not is_document and random.random() < 0.4 else 0,
    )


def _well_known(parcel: DemoParcel) -> DemoParcel:
    """Give a well-known parcel the telephones, and the kind and insurance, that its documentation promises."""
    is_document = parcel.waybill.endswith("21")
    return replace(
        parcel,
        sender=(parcel.sender[0], f"1390000{TAIL_OF_SENDER}"),
        receiver=(parcel.receiver[0], f"1380000{TAIL_OF_RECEIVER}"),
        kind="document" if is_document else "goods",
        content="合同" if is_document else "茶叶",
        insured=parcel.waybill.endswith("22"),
        declared=5000 if parcel.waybill.endswith("23") else 0,
    )


def _person(random: Random) -> tuple[str, str]:
    name = random.choice(SURNAMES) + random.choice(GIVEN_NAMES)
    return name, f"13900{random.randrange(10**6):06d}"


def _division(outlet: Outlet) -> str:
    return "".join(dict.fromkeys((outlet.province, outlet.city, outlet.district)))
