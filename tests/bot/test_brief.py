"""What short messages say by their form."""

from typing import Any, Dict, List

import pytest
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.brief import Brief, read
from bot.brief_messages import BRIEF, BriefMessages

PLACES = ("上海", "杭州", "成都", "北京", "广州")


def found(text: str, **others: str) -> List[Dict[str, Any]]:
    marked = dict.fromkeys(PLACES, "place") | {words: kind for kind, words in others.items()}
    return [
        {"entity": kind, "value": words, "start": text.index(words), "end": text.index(words) + len(words)}
        for words, kind in marked.items()
        if words in text
    ]


def brief(text: str, **others: str) -> Brief:
    form = read(text, found(text, **others))
    assert form
    return form


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("什么时候能到", "arrival"),
        ("今天能送到吗", "arrival"),
        ("多久能送到啊", "arrival"),
        ("那怎么还没到", "why"),
        ("为什么", "why"),
        ("还没到", "why"),
        ("那赔多少", "compensation"),
        ("能赔吗", "compensation"),
        ("多久能赔", "payout"),
        ("要什么材料", "material"),
        ("电话多少", "phone"),
        ("有电话吗", "phone"),
        ("什么时候", "when"),
        ("多久给答复", "when"),
        ("多少錢", "price"),
        ("到哪了", "where"),
        ("几点关门", "hours"),
        ("那怎么办", "what_now"),
        ("什么问题", "why"),
        ("好了吗", "when"),
        ("when will the courier come", "arrival"),
        ("when will it arrive", "arrival"),
        ("how much", "price"),
    ],
)
def test_the_question_word_is_read_and_nothing_is_left(text: str, asks: str) -> None:
    assert (brief(text).asks, brief(text).rest) == (asks, "")


@pytest.mark.parametrize("text", ["那我能投诉吗", "那榴莲呢", "我的快递到哪了"])
def test_words_of_their_own_are_left(text: str) -> None:
    assert brief(text).rest in {"投诉", "榴莲", "快递"}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("那10斤呢", {"weight": "10斤"}),
        ("那成都呢", {}),
        ("从北京寄呢", {}),
        ("寄文件呢", {"item_kind": "文件"}),
        ("那要是寄到广州呢", {}),
        ("What about 10 kg?", {"weight": "10 kg"}),
    ],
)
def test_a_variation_is_a_fact_with_little_words(text: str, facts: Dict[str, str]) -> None:
    form = brief(text, **facts)

    assert (form.rest, form.asks, form.corrects, form.goes_on) == ("", None, False, True)


@pytest.mark.parametrize(
    ("text", "facts", "plain"),
    [
        ("说错了是上海", {}, "上海"),
        ("不对，是3公斤", {"weight": "3公斤"}, "3公斤"),
        ("单号发错了 是73100000000012", {"waybill": "73100000000012"}, "73100000000012"),
        ("不是上海是杭州", {}, "杭州"),
        ("打错了，应该是广州", {}, "广州"),
        ("Sorry, it's 3 kg", {"weight": "3 kg"}, "3 kg"),
    ],
)
def test_a_correction_leaves_what_holds_where_it_was(text: str, facts: Dict[str, str], plain: str) -> None:
    form = brief(text, **facts)

    assert (form.corrects, form.rest, len(form.plain)) == (True, "", len(text))
    assert form.plain.replace("，", " ").split() == plain.split()


def test_what_is_denied_does_not_hold() -> None:
    assert brief("不是上海是杭州").denied == [{"entity": "place", "value": "上海"}]
    assert brief("不是上海吗").denied == []


@pytest.mark.parametrize("text", ["送错了", "快递员寄错了"])
def test_a_courier_who_went_wrong_is_no_correction(text: str) -> None:
    assert not brief(text).corrects


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("好", "yes"),
        ("可以", "yes"),
        ("嗯嗯", "yes"),
        ("好吧", "yes"),
        ("行吧。", "yes"),
        ("好的，谢谢", "yes"),
        ("yes please", "yes"),
        ("不用了", "no"),
        ("不用了，谢谢", "no"),
        ("No, thanks", "no"),
        ("哦", "heard"),
        ("哦哦知道了", "heard"),
        ("got it", "heard"),
        ("好久不见", None),
        ("不要放驿站", None),
    ],
)
def test_a_bare_yes_no_or_heard(text: str, says: str) -> None:
    assert brief(text).says == says


@pytest.mark.parametrize("text", ["不是这个，另一个单号", "另一个呢", "不是这个", "换个单号", "the other one"])
def test_another_parcel_is_meant(text: str) -> None:
    assert brief(text).another


def test_another_address_is_no_other_parcel() -> None:
    assert not brief("那换个收货地址可以吗").another


def test_another_parcel_that_is_named_needs_no_asking() -> None:
    assert not brief("另一个单号73100000000012", waybill="73100000000012").another


@pytest.mark.parametrize("text", ["都不是", "两个都不是", "neither"])
def test_neither_turns_both_down(text: str) -> None:
    assert brief(text).neither


def test_a_long_message_speaks_for_itself() -> None:
    text = "我上周在你们上海网点寄的那个包裹到现在一点消息都没有"

    assert read(text, found(text)) is None


@pytest.mark.parametrize("text", ["", "？？？", "ʬʬʬ", "İİ不是上海是杭州"])
def test_odd_messages_are_read_without_harm(text: str) -> None:
    form = read(text, found(text))

    assert form
    assert len(form.plain) == len(text)


def test_the_component_takes_away_what_does_not_hold(make_component: Any) -> None:
    text = "不是上海是杭州"
    message = Message({TEXT: text, ENTITIES: found(text)})
    make_component(BriefMessages).process([message])

    assert [one["value"] for one in message.get(ENTITIES)] == ["杭州"]
    assert message.get(BRIEF)["corrects"]


def test_the_component_leaves_buttons_alone(make_component: Any) -> None:
    message = Message({TEXT: "/affirm"})
    make_component(BriefMessages).process([message])

    assert message.get(BRIEF) is None
