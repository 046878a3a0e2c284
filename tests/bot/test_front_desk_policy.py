"""The policy as Rasa runs it: above the rules, visible thresholds, its reason in a slot."""

from dataclasses import asdict
from typing import Any, Callable, Dict, List

import pytest
from rasa.core.policies.policy import PolicyPrediction
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import InvalidConfigException

from bot.brief import read
from bot.front_desk_policy import FrontDeskPolicy


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load("domain.yml")


@pytest.fixture
def make_policy(storage: Any) -> Callable[..., FrontDeskPolicy]:
    def make(**config: Any) -> FrontDeskPolicy:
        full = {**FrontDeskPolicy.get_default_config(), **config}
        return FrontDeskPolicy.create(full, storage, Resource("policy"), ExecutionContext(GraphSchema({})))

    return make


@pytest.fixture
def policy(make_policy: Callable[..., FrontDeskPolicy]) -> FrontDeskPolicy:
    return make_policy()


def message(text: str, intent: str, confidence: float = 0.9, **parsed: Any) -> UserUttered:
    ranking = [{"name": intent, "confidence": confidence}, {"name": "greet", "confidence": 0.01}]
    data: Dict[str, Any] = {"intent": ranking[0], "intent_ranking": ranking, "entities": [], "text": text, **parsed}
    return UserUttered(text, data["intent"], data["entities"], data)


def decide(policy: FrontDeskPolicy, domain: Domain, *events: Event) -> PolicyPrediction:
    tracker = DialogueStateTracker.from_events("c-1", [ActionExecuted("action_listen"), *events], slots=domain.slots)
    return policy.predict_action_probabilities(tracker, domain)


def action_of(prediction: PolicyPrediction, domain: Domain) -> str:
    best = max(prediction.probabilities)
    return domain.action_names_or_texts[prediction.probabilities.index(best)] if best else ""


def slots_of(prediction: PolicyPrediction) -> List[Any]:
    return [event.value for event in prediction.optional_events if isinstance(event, SlotSet)]


def test_it_leaves_a_plain_question_to_the_rules(policy: FrontDeskPolicy, domain: Domain) -> None:
    assert action_of(decide(policy, domain, message("到哪了", "track_parcel")), domain) == ""


def test_it_says_why_a_person_is_due(policy: FrontDeskPolicy, domain: Domain) -> None:
    angry = message("你们就是骗子", "complain", emotion={"name": "angry", "confidence": 0.8}, anger=0.8)
    prediction = decide(policy, domain, angry)

    assert action_of(prediction, domain) == "action_escalate"
    assert slots_of(prediction) == [{"reason": "angry", "evidence": ["你们就是骗子"], "score": 0.8}]


def test_it_stands_above_an_open_form(policy: FrontDeskPolicy, domain: Domain) -> None:
    prediction = decide(policy, domain, ActiveLoop("claim_form"), message("转人工", "request_human"))

    assert action_of(prediction, domain) == "action_escalate"
    assert prediction.is_no_user_prediction


def test_it_asks_back_when_unsure_but_not_in_the_middle_of_a_form(policy: FrontDeskPolicy, domain: Domain) -> None:
    muddle = message("那个", "track_parcel", 0.1)

    assert action_of(decide(policy, domain, muddle), domain) == "action_fallback"
    assert action_of(decide(policy, domain, ActiveLoop("claim_form"), muddle), domain) == ""


PARCEL: Dict[str, Any] = {
    "of": "action_track",
    "takes": ["waybill"],
    "corrects": [],
    "answers": {"why": "action_track"},
}


def short(text: str, intent: str, confidence: float = 0.2, **form: Any) -> UserUttered:
    return message(text, intent, confidence, brief={**asdict(read(text, [])), **form})  # type: ignore[call-overload]


def test_a_short_message_goes_on_with_the_answer_before_it(policy: FrontDeskPolicy, domain: Domain) -> None:
    topic = SlotSet("topic", {**PARCEL, "below": None})
    prediction = decide(policy, domain, topic, short("那怎么还没到", "out_of_scope"))

    assert action_of(prediction, domain) == "action_follow_on"
    assert slots_of(prediction) == [topic.value]


def test_short_messages_that_were_served_are_understood(policy: FrontDeskPolicy, domain: Domain) -> None:
    served = [
        short("那怎么还没到", "track_parcel"),
        ActionExecuted("action_follow_on"),
        ActionExecuted("action_listen"),
    ]
    prediction = decide(policy, domain, SlotSet("topic", PARCEL), *served, short("那怎么还没到", "track_parcel"))

    assert action_of(prediction, domain) == "action_follow_on"


def test_when_and_why_are_not_the_question_where(policy: FrontDeskPolicy, domain: Domain) -> None:
    where = [message("到哪了", "track_parcel"), ActionExecuted("action_track"), ActionExecuted("action_listen")]
    why = [short("怎么还没到", "track_parcel"), ActionExecuted("action_follow_on"), ActionExecuted("action_listen")]

    def third(*asked: Event) -> str:
        latest = short("怎么还没到", "track_parcel", 0.9)
        return action_of(decide(policy, domain, SlotSet("topic", PARCEL), *asked, latest), domain)

    assert third(*where, *why) == "action_follow_on"
    assert third(*why, *why) == "action_escalate"


def test_a_bare_yes_has_no_mood(policy: FrontDeskPolicy, domain: Domain) -> None:
    angry = short("好吧", "affirm", 0.9, says="yes")
    angry.parse_data.update(emotion={"name": "angry", "confidence": 0.9}, anger=0.9)

    assert action_of(decide(policy, domain, angry), domain) == ""


def test_it_speaks_only_right_after_the_customer(policy: FrontDeskPolicy, domain: Domain) -> None:
    acted = [message("转人工", "request_human"), ActionExecuted("action_escalate")]

    assert action_of(decide(policy, domain, *acted), domain) == ""


def test_what_was_said_before_people_served_the_customer_is_dealt_with(policy: FrontDeskPolicy, domain: Domain) -> None:
    asked = [message("到哪了", "track_parcel"), ActionExecuted("action_listen")]
    human = [BotUttered("您好，我是小林。", metadata={"source": "human", "seq": 4}), ActionExecuted("action_listen")]

    assert action_of(decide(policy, domain, *asked, *asked, asked[0]), domain) == "action_escalate"
    assert action_of(decide(policy, domain, *asked, *asked, *human, asked[0]), domain) == ""


def test_words_that_threaten_are_evidence(policy: FrontDeskPolicy, domain: Domain) -> None:
    found = {"entity": "threat", "start": 3, "end": 8, "value": "regulator"}
    parsed = {"entities": [found], "emotion": {"name": "upset", "confidence": 0.6}}
    prediction = decide(policy, domain, message("我就找12305", "complain", **parsed))

    assert slots_of(prediction)[0]["reason"] == "threat"
    assert slots_of(prediction)[0]["evidence"] == ["我就找12305", "12305"]


def test_a_threshold_that_is_no_number_is_named(make_policy: Any) -> None:
    with pytest.raises(InvalidConfigException, match="angry, alike must be a number"):
        make_policy(angry="high", alike=True)


@pytest.mark.parametrize("form", [None, "claim_form"])
def test_another_language_is_answered_as_such(policy: FrontDeskPolicy, domain: Domain, form: str) -> None:
    foreign = message("荷物はどこですか", "out_of_scope", 1.0, language="ja")
    opened = [ActiveLoop(form), ActionExecuted("action_listen")] if form else []

    assert action_of(decide(policy, domain, *opened, foreign), domain) == "action_other_language"


def test_english_is_left_to_the_rules(policy: FrontDeskPolicy, domain: Domain) -> None:
    assert action_of(decide(policy, domain, message("where is it", "track_parcel", language="en")), domain) == ""


def test_marks_alone_have_no_mood(policy: FrontDeskPolicy, domain: Domain) -> None:
    marks = message("？！。。。", "out_of_scope", emotion={"name": "angry", "confidence": 0.9}, anger=0.9)

    assert action_of(decide(policy, domain, marks), domain) == ""


def attempts(count: int, *said: UserUttered) -> List[Event]:
    """A form that understood none of what was said."""
    form: List[Event] = [ActiveLoop("claim_form"), SlotSet("attempts", count)]
    return [*form, *(event for one in said for event in (ActionExecuted("action_listen"), one))]


def test_a_form_that_goes_round_in_circles_is_left_to_people(policy: FrontDeskPolicy, domain: Domain) -> None:
    said = [message(text, "inform") for text in ("啊", "什么", "你说啥", "哎呀", "那咋整")]
    prediction = decide(policy, domain, *attempts(4, *said))
    assert action_of(prediction, domain) == "action_escalate"
    assert slots_of(prediction)[0]["reason"] == "not_understood"


def test_wrong_answers_are_answers(policy: FrontDeskPolicy, domain: Domain) -> None:
    sum_of_money = {"entity": "money", "value": "0", "start": 0, "end": 2}
    said = [message("-500", "inform"), message("0元", "inform", entities=[sum_of_money]), message("不知道", "inform")]
    assert action_of(decide(policy, domain, *attempts(4, *said)), domain) == ""


@pytest.mark.parametrize("text", ["找到了，在邻居那", "撤销投诉", "里面是毕业证"])
def test_what_is_said_of_a_case_goes_to_it(policy: FrontDeskPolicy, domain: Domain, text: str) -> None:
    latest = message(text, "not_received", 0.35)
    assert action_of(decide(policy, domain, SlotSet("case_number", "CX1"), latest), domain) == "action_on_case"
    assert action_of(decide(policy, domain, latest), domain) != "action_on_case"


def test_a_rating_some_messages_later_is_one(policy: FrontDeskPolicy, domain: Domain) -> None:
    events = [SlotSet("summed_up", []), message("很不满意", "complain")]
    assert action_of(decide(policy, domain, *events), domain) == "action_rate"


def test_a_bare_fact_has_no_mood(policy: FrontDeskPolicy, domain: Domain) -> None:
    term = {"entity": "incident", "value": "damaged", "start": 0, "end": 2}
    mood = {"emotion": {"name": "angry", "confidence": 0.9}, "anger": 0.9}
    assert action_of(decide(policy, domain, message("破损", "inform", entities=[term], **mood)), domain) == ""
    assert action_of(decide(policy, domain, message("破损呢", "inform", **mood)), domain) == "action_escalate"
