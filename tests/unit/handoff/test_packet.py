from datetime import UTC, datetime
from typing import Any

from handoff.core import packet
from handoff.core.packet import Said, Understood, completeness, missing, restate, slots

AT = datetime(2026, 11, 21, tzinfo=UTC)


def turn(seq: int, intent: str, form: str | None = None, **collected: Any) -> Understood:
    return Understood(seq, AT, intent, 0.9, collected, form)


def test_the_problem_is_the_wish_in_the_customers_own_words() -> None:
    understood = [turn(1, "greet"), turn(3, "track_parcel", waybill="73100000000011"), turn(5, "request_human")]
    understood[-1].slots["waybill"] = "73100000000011"
    said = [Said(1, "你好"), Said(3, "我的快递怎么还没到"), Said(5, "转人工")]
    assert restate(understood, said) == "查询快件（单号 73100000000011）：我的快递怎么还没到"


def test_what_is_answered_or_asked_within_a_form_does_not_replace_the_wish_that_opened_it() -> None:
    said = [Said(1, "我要投诉快递员骂人"), Said(3, "查不到单号"), Said(5, "寄北京多少钱"), Said(7, "转人工")]
    turns = [turn(1, "complain", "complaint_form"), turn(3, "track_parcel", "complaint_form")]
    turns += [turn(5, "ask_price", "complaint_form"), turn(7, "request_human")]
    assert restate(turns, said) == "投诉：我要投诉快递员骂人"


def test_another_wish_replaces_the_first_when_its_form_takes_over_or_nobody_knows_what_opened_it() -> None:
    said = [Said(1, "查快递"), Said(3, "不查了，我要投诉")]
    taken_over = [turn(1, "track_parcel", "track_form"), turn(3, "complain", "complaint_form")]
    offered = [turn(1, "affirm", "complaint_form"), turn(3, "complain", "complaint_form")]
    assert {restate(turns, said) for turns in (taken_over, offered)} == {"投诉：不查了，我要投诉"}


def test_the_words_of_a_burst_belong_together_whatever_comes_last() -> None:
    burst = [Said(3, "你好"), Said(4, "我的快递 73100000000011"), Said(5, "怎么还没到"), Said(6, "谢谢")]
    understood = [turn(1, "greet"), turn(6, "track_parcel", waybill="73100000000011")]
    assert restate(understood, [Said(1, "在吗"), *burst]) == (
        "查询快件（单号 73100000000011）：我的快递 73100000000011；怎么还没到"
    )


def test_what_was_written_to_people_before_is_no_part_of_a_burst() -> None:
    said = [Said(3, "跟同事说过的话"), Said(5, "再查一下"), Said(6, "再查一下")]
    assert restate([turn(1, "greet"), turn(6, "track_parcel")], said) == "查询快件：再查一下"


def test_a_burst_of_greetings_is_told_as_it_is() -> None:
    assert restate([turn(2, "track_parcel")], [Said(1, "你好"), Said(2, "在吗")]) == "查询快件：你好；在吗"


def test_without_a_wish_the_last_words_are_the_problem() -> None:
    assert restate([], [Said(1, "喂 有人吗")]) == "喂 有人吗"
    assert restate([], []) == "客户尚未说明问题"


def test_a_long_story_is_shortened() -> None:
    assert len(restate([], [Said(1, "很长的故事" * 50)])) == 60


def test_a_slot_names_the_message_that_supplied_it() -> None:
    understood = [turn(3, "track_parcel", waybill="73100000000011", item_kind="goods")]
    waybill, kind = slots(understood, [Said(1, "你好"), Said(3, "7310 0000 0000 11 到哪了")])
    assert (waybill.supplied_by, waybill.seq) == ("customer", 3)
    assert (kind.supplied_by, kind.seq) == ("bot", 3)


def test_an_elderly_customer_is_shown_as_one() -> None:
    (kind,) = slots([turn(1, "greet", customer_type="elderly")], [Said(1, "我年纪大了")])
    assert (kind.label, kind.value) == ("客户类型", "年长客户，请用简短的话")


def test_completeness_counts_what_the_wish_needs() -> None:
    assert completeness([]) == 0
    assert completeness([turn(1, "track_parcel")]) == 50
    assert completeness([turn(1, "track_parcel", waybill="1")]) == 100
    assert missing([turn(1, "track_parcel")]) == ["运单号"]


def test_codes_and_amounts_are_shown_as_agents_say_them() -> None:
    shown = slots([turn(1, "claim_compensation", incident="lost", loss_value=350.0, insurance="none")], [])
    assert [slot.value for slot in shown] == ["丢失", "未保险、未保价", "350"]


def test_a_pickup_is_not_about_the_parcel_that_was_talked_about_before() -> None:
    understood = [turn(1, "pickup_request", waybill="73100000000011")]
    assert restate(understood, [Said(1, "上门取件")]) == "预约取件：上门取件"


def test_taps_and_typed_amounts_come_from_the_customer() -> None:
    understood = [turn(3, "claim_compensation", incident="damaged", loss_value=260.0)]
    incident, loss = slots(understood, [Said(2, "破损"), Said(3, "大概 260 块")])
    assert (incident.supplied_by, incident.seq) == ("customer", 2)
    assert (loss.supplied_by, loss.seq) == ("customer", 3)


def test_without_a_wish_the_last_few_words_are_kept_together() -> None:
    assert restate([], [Said(1, "快件一直没动静"), Said(2, "单号是 73100000000017")]) == (
        "快件一直没动静；单号是 73100000000017"
    )


def test_every_wish_and_what_it_needs_has_a_label() -> None:
    assert set(packet._NEEDED) == set(packet._INTENT_LABELS)
    assert {name for needed in packet._NEEDED.values() for name in needed} <= set(packet.SLOTS)
