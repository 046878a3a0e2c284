"""Kuaidi100's states as our scan types."""

import pytest

from courier.tracking.kuaidi100_states import STATES, state_of
from courier.tracking.model import SCAN_TYPES


def test_every_state_has_a_scan_type_of_ours_or_none() -> None:
    assert {state.scan_type for state in STATES.values()} - {None} <= set(SCAN_TYPES)


def test_only_what_stops_a_parcel_has_a_reason() -> None:
    assert {state.scan_type for state in STATES.values() if state.reason} == {"问题件", "退件"}


@pytest.mark.parametrize(
    ("code", "name", "context", "scan_type"),
    [
        ("103", "已揽收", "", "收件"),
        ("501", "投柜或驿站", "", "入柜"),
        ("304", "投柜或站签收", "", "签收"),
        ("6", "退回", "", "退件"),
        ("101", "已下单", "", None),
        (None, "派件", "", "派件"),
        (None, "签收", "", "签收"),
        ("0", "在途", "【上海市】快件已到达【上海中转部】", "到件"),
        ("0", "在途", "【上海市】快件离开【上海中转部】，已发往【南通中转部】", "发件"),
        ("1001", "到达派件城市", "快件离开了", "到件"),
        ("4711", "新的状态", "", "到件"),
        (None, None, "", "到件"),
    ],
)
def test_an_event_becomes_a_scan(code: str | None, name: str | None, context: str, scan_type: str | None) -> None:
    assert state_of(code, name, context).scan_type == scan_type
