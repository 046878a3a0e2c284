from datetime import UTC, datetime, timedelta

import pytest

from courier.tracking import People, Person, Scan
from courier.tracking.model import phone_tail, status_of

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
LIMIT = timedelta(hours=48)


def scans(*types: str, newest_age_h: float = 1) -> tuple[Scan, ...]:
    """Scans of these types, the newest first, one hour apart."""
    newest = NOW - timedelta(hours=newest_age_h)
    return tuple(Scan(newest - timedelta(hours=i), one, "某网点", "南通市") for i, one in enumerate(types))


@pytest.mark.parametrize(
    ("types", "status"),
    [
        ((), "no_record"),
        (("收件",), "in_transit"),
        (("到件", "发件", "收件"), "in_transit"),
        (("派件", "到件"), "out_for_delivery"),
        (("入柜", "派件"), "in_locker"),
        (("签收", "派件"), "signed"),
        (("签收", "入柜"), "signed"),
        (("问题件", "派件"), "problem"),
        (("派件", "问题件"), "out_for_delivery"),
        (("退件", "派件"), "returned"),
        (("到件", "退件", "派件"), "returned"),
        (("签收", "到件", "退件"), "returned"),
        (("神秘",), "in_transit"),
    ],
)
def test_status_follows_the_newest_scan(types: tuple[str, ...], status: str) -> None:
    assert status_of(scans(*types), NOW, LIMIT) == status


@pytest.mark.parametrize(("age_h", "status"), [(48, "in_transit"), (48.1, "stuck")])
def test_parcel_is_stuck_only_after_the_limit(age_h: float, status: str) -> None:
    assert status_of(scans("发件", "收件", newest_age_h=age_h), NOW, LIMIT) == status


@pytest.mark.parametrize(
    ("kind", "status"), [("入柜", "in_locker"), ("签收", "signed"), ("问题件", "problem"), ("派件", "stuck")]
)
def test_only_a_parcel_that_should_move_gets_stuck(kind: str, status: str) -> None:
    assert status_of(scans(kind, newest_age_h=500), NOW, LIMIT) == status


@pytest.mark.parametrize(
    ("number", "tail"),
    [
        ("13800001234", "1234"),
        ("13800001234-5678", "5678"),
        ("021-55501234", "1234"),
        ("123", ""),
        ("", ""),
        ("5551234", "1234"),
    ],
)
def test_tail_of_a_stored_number(number: str, tail: str) -> None:
    assert phone_tail(number) == tail


def test_people_are_shown_only_to_who_knows_a_tail() -> None:
    people = People(
        "731", Person("张三", "13800001234"), Person("李四", ""), "某路1号", "茶叶", None, ("取件码123456",)
    )
    assert people.knows_tail("1234")
    assert not any(people.knows_tail(tail) for tail in ("", "5678", "234", "01234"))


def test_representation_gives_nobody_away() -> None:
    people = People(
        "731", Person("张三", "13800001234"), Person("李四", "13900005678"), "某路1号", "茶叶", None, ("取件码",)
    )
    assert not any(secret in repr(people) for secret in ("张三", "1234", "李四", "某路", "茶叶", "取件码"))
