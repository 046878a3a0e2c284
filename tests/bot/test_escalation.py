"""When a person is due: the rules alone, without Rasa."""

from dataclasses import replace
from typing import Any, List, Optional

import pytest

from bot.escalation import Escalation, Thresholds, Turn, escalation, is_unsure

LIMITS = Thresholds()


def said(text: str, intent: str = "track_parcel", mood: str = "calm", **other: Any) -> Turn:
    known = {
        "confidence": 0.9,
        "runner_up": 0.05,
        "emotion_confidence": 0.8,
        "anger": 0.8 if mood == "angry" else 0.0,
        "facts": frozenset(),
        "threats": (),
        "pressed": False,
    }
    return Turn(text=text, intent=intent, emotion=mood, **{**known, **other})


def due(*turns: Turn) -> Optional[Escalation]:
    return escalation(turns, LIMITS)


def reasons(turns: List[Turn]) -> List[Optional[str]]:
    found = [due(*turns[: length + 1]) for length in range(len(turns))]
    return [one.reason if one else None for one in found]


def test_nothing_said_needs_nobody() -> None:
    assert due() is None


def test_a_calm_customer_with_a_hard_question_stays_with_the_assistant() -> None:
    hard = said("电视机在海关被扣了要补税 税单要谁签 能不能改成公司抬头", "ask_shipping_howto", confidence=0.5)

    assert due(hard) is None


def test_the_wish_for_a_person_is_granted_with_the_words_as_evidence() -> None:
    assert due(said("帮我转个真人", "request_human")) == Escalation("customer_request", ["帮我转个真人"], 0.9)


def test_a_doubtful_wish_for_a_person_is_not() -> None:
    assert due(said("人", "request_human", confidence=0.39)) is None


def test_an_emergency_goes_before_everything_else() -> None:
    hurt = said("快递员撞到人了 转人工！！", "report_emergency", "angry", threats=("报警",))

    assert due(hurt).reason == "emergency"


def test_one_angry_message_is_enough() -> None:
    found = due(said("你们就是骗子", "complain", "angry"))

    assert found == Escalation("angry", ["你们就是骗子"], 0.8)


def test_a_faint_guess_of_anger_is_not() -> None:
    assert due(said("你们可真行啊", "out_of_scope", "angry", emotion_confidence=0.14, anger=0.14)) is None


def test_one_word_tells_little_of_a_mood() -> None:
    guess = said("火星", "out_of_scope", "angry", emotion_confidence=0.28, anger=0.28)

    assert due(guess) is None
    assert due(replace(guess, text="送到火星去了吧")).reason == "angry"
    asks = said("我的快递呢？", "track_parcel", "angry", emotion_confidence=0.71, anger=0.71)
    assert due(asks) is None
    insults = said("什么素质", "complain", "angry", emotion_confidence=0.87, anger=0.87)
    assert due(insults).reason == "angry"


def test_upset_with_some_heat_is() -> None:
    heated = said("每次都是已升级处理 升到哪去了", "follow_up_case", "upset", emotion_confidence=0.6, anger=0.35)

    assert due(heated).reason == "angry"
    assert due(replace(heated, emotion="calm")) is None


def test_upset_has_to_rise_over_several_messages() -> None:
    turns = [
        said(f"怎么还没到{number}", facts=frozenset({str(number)}), mood="upset", emotion_confidence=1.0)
        for number in range(3)
    ]

    assert reasons(turns) == [None, None, "angry"]


def test_upset_that_fades_calls_nobody() -> None:
    turns = [
        said("都三天了", mood="upset", facts=frozenset("a")),
        said("好的", "affirm"),
        said("嗯", "affirm"),
        said("怎么还没到", mood="upset", facts=frozenset("b")),
    ]

    assert reasons(turns) == [None] * 4


def test_anger_calls_once_until_it_has_cooled_down() -> None:
    angry = said("什么玩意", "complain", "angry")
    calm = [said("好吧", "affirm")] * 4

    assert reasons([angry, angry]) == ["angry", None]
    assert reasons([angry, *calm, angry])[-1] == "angry"


@pytest.mark.parametrize(("mood", "reason"), [("calm", None), ("upset", "threat"), ("angry", "threat")])
def test_naming_the_regulator_threatens_only_with_displeasure(mood: str, reason: Optional[str]) -> None:
    found = due(said("12305是投诉快递的吗", "ask_outlet_contact", mood, threats=("12305",)))

    assert (found.reason if found else None) == reason


def test_two_messages_in_a_row_that_were_not_understood() -> None:
    muddle = said("那个啥", "out_of_scope", confidence=0.2)

    assert reasons([muddle, said("到哪了"), muddle, muddle]) == [None, None, None, "not_understood"]


@pytest.mark.parametrize(
    ("confidence", "runner_up", "pressed", "unsure"),
    [(0.29, 0.1, False, True), (0.4, 0.38, False, True), (0.4, 0.1, False, False), (0.1, 0.1, True, False)],
)
def test_unsure_is_little_confidence_or_a_close_second(
    confidence: float, runner_up: float, pressed: bool, unsure: bool
) -> None:
    turn = said("那个", confidence=confidence, runner_up=runner_up, pressed=pressed)

    assert is_unsure(turn, LIMITS) is unsure


def test_asking_for_the_same_parcel_a_third_time_in_any_words() -> None:
    turns = [said("到哪了"), said("今天能到吗"), said("好", "affirm"), said("快点送", "urge_delivery")]

    assert reasons(turns) == [None, None, None, "repeated_question"]
    assert due(*turns).evidence == ["到哪了", "今天能到吗", "快点送"]


def test_another_parcel_is_another_question() -> None:
    turns = [said(f"7310000000{number}", facts=frozenset({str(number)})) for number in range(3)]

    assert reasons(turns) == [None] * 3


def test_other_goods_are_other_questions() -> None:
    turns = [said(text, "ask_prohibited_item") for text in ("酒能寄吗", "充电宝可不可以发", "菜刀给邮不")]

    assert reasons(turns) == [None] * 3


def test_the_same_words_three_times_are_the_same_question() -> None:
    assert reasons([said("寄到成都多少钱", "ask_price")] * 3) == [None, None, "repeated_question"]


def test_pressed_buttons_and_small_talk_never_count_as_repeated() -> None:
    assert reasons([said("/track_parcel", pressed=True)] * 4) == [None] * 4
    assert reasons([said("谢谢", "thank")] * 4) == [None] * 4
