import re
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest
import yaml
from pydantic import SecretStr

from handoff.agents.passwords import hash_password, new_token, token_hash, verify_password
from handoff.agents.schemas import ConfigOut
from handoff.channels.events import AgentEvent, CustomerEvent, RasaEvent
from handoff.channels.limits import RateLimit, RateLimits
from handoff.channels.rasa_widgets import opening_text, utterances, valid_session_id
from handoff.channels.visitors import Visitors
from handoff.conversations.schemas import WrapUp
from handoff.core.routing import Reason, Skill
from handoff.core.wording import _sentences, say
from handoff.errors import TooManyMessages

PROTOCOL = Path(__file__).parents[3] / "web" / "src" / "shared" / "protocol.ts"


def test_desk_and_web_use_the_same_event_names() -> None:
    in_web = set(re.findall(r":\s*[\"']([a-z_]+)[\"']", PROTOCOL.read_text("utf-8")))
    for events in (CustomerEvent, AgentEvent):
        assert {event.value for event in events} <= in_web
    assert not {event.value for event in RasaEvent} & {event.value for event in CustomerEvent}


def test_a_visitor_token_brings_the_same_visitor_back() -> None:
    visitors = Visitors(SecretStr("a-secret-of-the-test"))
    visitor, token = visitors.welcome(None)
    assert visitors.welcome(token) == (visitor, token)


@pytest.mark.parametrize("token", ["", "nonsense", "eyJ.a.b"])
def test_a_token_that_is_not_ours_makes_a_new_visitor(token: str) -> None:
    visitors = Visitors(SecretStr("a-secret-of-the-test"))
    _, foreign = Visitors(SecretStr("another-secret-here")).welcome(None)
    assert visitors.welcome(token or foreign)[1] not in (token, foreign)


def test_the_rate_limit_forgets_after_its_window() -> None:
    now = [0.0]
    limit = RateLimit(most=2, window_s=10, timer=lambda: now[0])
    limit.check()
    limit.check()
    now[0] = 2.5
    with pytest.raises(TooManyMessages) as refused:
        limit.check()
    assert refused.value.retry_after_s == 8
    now[0] = 10.1
    limit.check()


def test_senders_are_limited_each_by_itself_and_forgotten_when_quiet() -> None:
    now = [0.0]
    limits = RateLimits(most=2, window_s=10, timer=lambda: now[0])
    for sender in ("a", "b", "a"):
        limits.check(sender)
    for _ in range(3):
        with pytest.raises(TooManyMessages):
            limits.check("a")
    limits.check("b")
    now[0] = 10.1
    limits.check("c")
    assert list(limits._limits) == ["c"]
    limits.check("a")


def test_passwords_are_verified_and_never_stored_in_the_clear() -> None:
    hashed = hash_password("很长的密码")
    assert hashed.startswith("$argon2id$")
    assert verify_password(hashed, "很长的密码")
    assert not verify_password(hashed, "很长的密马")
    assert not verify_password(None, "x")
    assert not verify_password("not a hash", "x")


def test_a_session_token_is_kept_only_as_its_hash() -> None:
    token = new_token()
    assert len(token) >= 43
    assert token not in token_hash(token)


def test_rasa_widgets_get_one_bubble_per_paragraph_and_no_extra_keys() -> None:
    view = {
        "text": "第一段\n\n第二段",
        "buttons": [{"title": "是", "payload": "/affirm"}],
        "card": None,
        "attachments": [],
    }
    first, last = utterances(view)
    assert first == {"text": "第一段"}
    assert last == {
        "text": "第二段",
        "quick_replies": [{"content_type": "text", "title": "是", "payload": "/affirm"}],
    }


def test_rasa_widgets_get_pictures_as_pictures_and_files_as_lines() -> None:
    picture = {"kind": "image", "name": "a.jpg", "url": "https://desk.example/attachments/1"}
    file = {"kind": "file", "name": "b.pdf", "url": "https://desk.example/attachments/2"}
    view = {"text": "[图片][文件]", "buttons": [], "card": {"type": "image"}, "attachments": [picture, file]}
    assert utterances(view) == [
        {"attachment": {"type": "image", "payload": {"src": picture["url"], "title": "a.jpg"}}},
        {"text": "b.pdf https://desk.example/attachments/2"},
    ]
    assert utterances({**view, "text": "请看", "card": None})[0] == {"text": "请看"}


@pytest.mark.parametrize("payload", ["/get_started", '/greet{"a": 1}', " /hello "])
def test_a_widgets_opening_payload_is_a_greeting(payload: str) -> None:
    assert opening_text(payload) == "你好"
    assert opening_text("/ 这是客户写的") == "/ 这是客户写的"


@pytest.mark.parametrize("session_id", [None, "", "有汉字", "a b", "x" * 129])
def test_a_session_id_is_short_printable_ascii(session_id: str | None) -> None:
    assert valid_session_id(session_id) is None
    assert valid_session_id("user-1") == "user-1"


def test_every_sentence_of_the_desk_exists_in_both_languages_and_keeps_the_rules() -> None:
    for key, sentence in _sentences().items():
        assert set(sentence) == {"zh", "en"}, key
        assert not sentence["zh"].startswith(("不", "我不")), key
    assert say("agent_joined", "en", agent="Lin") == "Lin is now serving you."


def test_every_code_that_agents_see_has_a_name() -> None:
    labels = ConfigOut.model_validate(yaml.safe_load(files("handoff.agents").joinpath("labels.yml").read_text("utf-8")))
    assert [label.code for label in labels.wrap_ups] == list(get_args(WrapUp))
    assert [label.code for label in labels.skills] == [skill.value for skill in Skill]
    assert {label.code for label in labels.reasons} == {reason.value for reason in Reason}
