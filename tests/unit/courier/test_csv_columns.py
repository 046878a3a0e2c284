from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courier.importing import columns
from courier.importing.columns import PARCEL_COLUMNS, SCAN_COLUMNS


def test_columns_are_those_of_the_contract() -> None:
    assert ",".join(PARCEL_COLUMNS) == (
        "waybill,carrier,sender_name,sender_phone,receiver_name,receiver_phone,origin,destination,address,"
        "kind,content,weight_kg,insured,declared_value,sent_at"
    )
    assert ",".join(SCAN_COLUMNS) == "waybill,time,type,outlet,city,courier,courier_phone,note"


@pytest.mark.parametrize("text", ["2026-11-21 08:30", "2026-11-21 08:30:00", "2026/11/21 8:30", "2026-11-21T08:30"])
def test_times_are_beijing_times(text: str) -> None:
    assert columns.moment(text) == datetime(2026, 11, 21, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("column", "text", "says"),
    [
        ("waybill", "", "not a waybill"),
        ("waybill", "12", "6 to 32"),
        ("waybill", "7.31E+13", "as text"),
        ("carrier", "中通", "carrier code"),
        ("sender_phone", "call me", "telephone"),
        ("origin", "", "empty"),
        ("address", "x" * 301, "too many"),
        ("sender_name", "a\x00b", "control character"),
        ("kind", "box", "document, goods"),
        ("weight_kg", "heavy", "not a number"),
        ("weight_kg", "NaN", "out of range"),
        ("weight_kg", "-1", "out of range"),
        ("insured", "yes", "0, 1"),
        ("insured", "", "empty value"),
        ("declared_value", "1e99", "out of range"),
        ("sent_at", "yesterday", "YYYY-MM-DD"),
        ("sent_at", "2026-02-30 10:00", "does not exist"),
        ("sent_at", "0001-01-01 00:00", "does not exist"),
    ],
)
def test_bad_value_is_explained(column: str, text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        PARCEL_COLUMNS[column].parse(text)


def test_good_values_become_what_the_database_holds() -> None:
    assert PARCEL_COLUMNS["weight_kg"].parse("1.5") == 1500
    assert PARCEL_COLUMNS["declared_value"].parse("99.90") == 9990
    assert PARCEL_COLUMNS["insured"].parse("1") is True
    assert PARCEL_COLUMNS["waybill"].parse("jdvb 12345678901-1-1-") == "JDVB12345678901"
    assert PARCEL_COLUMNS["address"].parse("某路\n1号") == "某路 1号"
    assert SCAN_COLUMNS["type"].parse("问题件") == "问题件"


@given(st.sampled_from([*PARCEL_COLUMNS.values(), *SCAN_COLUMNS.values()]), st.text(max_size=60))
def test_any_text_is_read_or_refused_and_never_an_accident(column: columns.Column, text: str) -> None:
    with suppress(ValueError):
        column.parse(text)
