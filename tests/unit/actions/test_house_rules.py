"""Every sentence that a customer may read obeys BUSINESS B10, as courier/facts/wording.yaml has it."""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from string import Formatter
from typing import Any

import pytest
import yaml

from courier.facts import load_facts
from courier.wording import PROMISE
from courier.wording.variations import ASPECTS, conditions
from tests.unit.actions.conftest import CHECKER, RETOLD, ROOT

DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))
RESPONSES: Mapping[str, list[dict[str, Any]]] = DOMAIN["responses"]
DESK = yaml.safe_load((ROOT / "handoff" / "wording.yml").read_text("utf-8"))
FACTS = load_facts()

# Which rules do not hold, by what the sentence is.
EXEMPT: Mapping[str, frozenset[str]] = {
    "answer": frozenset(),
    "desk": frozenset(),
    "letter": frozenset(),
    "fact": frozenset(),
    # Nobody knows whether a fragment begins a sentence.
    "fragment": frozenset({"beginning"}),
    # The customer says it, and may say no.
    "button": frozenset({"beginning", "address", "negative"}),
    # The one case in which a plain refusal is right (BUSINESS B8).
    "law": frozenset({"refusal", "beginning"}),
}
FRAGMENT = "utter_phrase_"
# Only a frame for a question; fragments that agents read, which are Chinese.
WITHOUT_ENGLISH = re.compile(
    r"utter_question_plain|utter_phrase_(language_|promise_|enquiry_|(suggestion|demand|claim|pickup|complaint|praise|survey|amended|withdrawn|route)$)"
)
RECORDING = frozenset({"promise", "promise_answer", "enquire", "open_enquiry"})


def _said() -> Iterator[tuple[str, str, str]]:
    """(what it is, where it stands, text)."""
    for name, variations in RESPONSES.items():
        for one in variations:
            yield "fragment" if name.startswith(FRAGMENT) else "answer", name, one["text"]
            yield from (("button", name, button["title"]) for button in one.get("buttons") or [])
    for key, languages in DESK.items():
        # Letters to outlets ask colleagues for something, and promise them nothing.
        kind = "letter" if key.startswith("outlet_") else "desk"
        yield from ((kind, key, text) for text in languages.values())
    yield from _facts()


def _facts() -> Iterator[tuple[str, str, str]]:
    limits = FACTS.compensation
    rules = (limits.insured_goods, limits.insured_documents, limits.uninsured, limits.declared_value)
    for one in (*rules, *limits.route):
        yield from (("fact", "compensation", text) for text in (one.zh, one.en))
    yield from (("fact", "compensation", text) for text in (*limits.material_zh, *limits.material_en))
    for notes in (FACTS.coverage, FACTS.prices, FACTS.holidays):
        yield from (("fact", type(notes).__name__, text) for text in (notes.note_zh, notes.note_en))
    for goods in FACTS.prohibited:
        texts = (goods.reason_zh, goods.reason_en, goods.conditions_zh, goods.conditions_en)
        yield from (("law", goods.code, text) for text in texts)


@pytest.mark.parametrize(("kind", "where", "text"), sorted(set(_said())))
def test_no_sentence_is_out_of_order(kind: str, where: str, text: str) -> None:
    found = [one for one in CHECKER.check(text, "en") if one.rule not in EXEMPT[kind] | {PROMISE}]

    assert found == []


# --- languages and variations ---------------------------------------------------------------------------------------


def _variants() -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """(name, variation for everybody in the same language, variation for some)."""
    for name, variations in RESPONSES.items():
        for one in variations:
            asked = conditions(one)
            language = {"lang": asked["lang"]} if "lang" in asked else {}
            if asked != language:
                yield name, next(other for other in variations if conditions(other) == language), one


VARIANTS = list(_variants())
UPSET = [variant for variant in VARIANTS if "emotion" in conditions(variant[2])]
WECHAT = [variant for variant in VARIANTS if conditions(variant[2]).get("channel") == "wechat"]
ELDERLY = [variant for variant in VARIANTS if conditions(variant[2]).get("customer_type") == "elderly"]
CHEERFUL = re.compile(r"[！!~～]|很高兴|愉快|太客气|happy|pleased|nice day|welcome", re.IGNORECASE)
LONGEST_FOR_ELDERLY = {"zh": 32, "en": 90}


@pytest.mark.parametrize("name", [name for name in RESPONSES if not WITHOUT_ENGLISH.match(name)])
def test_whatever_is_said_is_said_in_both_languages_with_the_same_values(name: str) -> None:
    chinese = {_readers(one): one for one in RESPONSES[name] if "lang" not in conditions(one)}
    english = {_readers(one): one for one in RESPONSES[name] if conditions(one).get("lang") == "en"}

    assert chinese.keys() == english.keys()
    assert len(chinese) + len(english) == len(RESPONSES[name])
    for readers, one in english.items():
        assert name.startswith(FRAGMENT) or _values(one) <= _values(chinese[readers])


@pytest.mark.parametrize(("name", "plain", "variant"), VARIANTS)
def test_a_variation_keeps_what_matters_of_the_plain_one(
    name: str, plain: dict[str, Any], variant: dict[str, Any]
) -> None:
    assert set(conditions(variant)) <= set(ASPECTS)
    assert _values(variant) <= _values(plain)
    assert _values(variant) >= _values(plain) & {
        "number",
        "deadline",
        "amount",
        "limit",
        "question",
        "first",
        "hotline",
    }


@pytest.mark.parametrize(("name", "plain", "variant"), UPSET)
def test_the_upset_hear_no_cheerfulness_and_lose_no_choice(
    name: str, plain: dict[str, Any], variant: dict[str, Any]
) -> None:
    assert CHEERFUL.search(variant["text"]) is None
    assert _payloads(variant) >= _payloads(plain)


@pytest.mark.parametrize(("name", "plain", "variant"), WECHAT)
def test_wechat_is_shorter_and_without_lists(name: str, plain: dict[str, Any], variant: dict[str, Any]) -> None:
    assert len(variant["text"]) < len(plain["text"])
    assert "\n" not in variant["text"]


@pytest.mark.parametrize(("name", "plain", "variant"), ELDERLY)
def test_elderly_people_read_short_sentences(name: str, plain: dict[str, Any], variant: dict[str, Any]) -> None:
    longest = LONGEST_FOR_ELDERLY[conditions(variant).get("lang", "zh")]
    sentences = re.split(r"[。！？\n；]|(?<=[.!?:]) ", re.sub(r"\{\w+\}", "", variant["text"]))

    assert [one for one in sentences if len(one) > longest] == []


def test_many_answers_have_variations_and_most_for_elderly_people_offer_a_person() -> None:
    offering = [variant for _, _, variant in ELDERLY if "/request_human" in _payloads(variant)]

    assert len({name for name, _, _ in VARIANTS}) >= 25
    assert len(offering) >= 0.7 * len(ELDERLY)


# --- promises -----------------------------------------------------------------------------------------------------------


@cache
def _promising() -> frozenset[str]:
    """The responses that promise something, in any variation."""
    told = ((name, one["text"]) for name, variations in RESPONSES.items() for one in variations)
    return frozenset(name for name, text in told if PROMISE in {found.rule for found in CHECKER.check(text)})


@cache
def _modules() -> Mapping[str, tuple[frozenset[str], bool]]:
    """For each module of actions: the promising responses that it names, and whether it records promises."""
    found = {}
    for file in (ROOT / "actions").glob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        patterns = [pattern for node in ast.walk(tree) if (pattern := _named(node))]
        called = {_called(node) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        names = frozenset(name for name in _promising() if any(re.fullmatch(one, name) for one in patterns))
        found[file.name] = names, bool(called & RECORDING)
    return found


def test_whatever_has_a_deadline_is_known_as_a_promise() -> None:
    with_deadline = {
        name for name, variations in RESPONSES.items() if any("deadline" in _values(v) for v in variations)
    }

    assert with_deadline == _promising()


@pytest.mark.parametrize("name", sorted(_promising() - RETOLD))
def test_a_promise_is_only_made_where_promises_are_recorded(name: str) -> None:
    speakers = {file: records for file, (names, records) in _modules().items() if name in names}

    assert speakers
    assert all(speakers.values()), f"{name} is said in {sorted(speakers)}; record a promise before it is said"


def test_what_is_retold_are_promises() -> None:
    assert _promising() >= RETOLD


def test_the_desk_and_the_facts_promise_nothing() -> None:
    promising = [text for kind, _, text in _said() if kind in ("desk", "fact", "law") and _promises(text)]

    assert promising == []


def test_buttons_lead_to_intents_that_exist() -> None:
    payloads = {payload for variations in RESPONSES.values() for one in variations for payload in _payloads(one)}

    assert payloads
    intents = {one if isinstance(one, str) else next(iter(one)) for one in DOMAIN["intents"]}
    assert {re.match(r"/(\w+)", payload)[1] for payload in payloads} <= intents  # type: ignore[index]


def _promises(text: str) -> bool:
    return PROMISE in {found.rule for found in CHECKER.check(text)}


def _named(node: ast.AST) -> str | None:
    """The names that a string of the code may be, as a pattern; what is filled into it may be anything."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value) if node.value.startswith("utter_") else None
    if isinstance(node, ast.JoinedStr):
        parts = (re.escape(str(one.value)) if isinstance(one, ast.Constant) else ".*" for one in node.values)
        pattern = "".join(parts)
        # The constant parts of an f-string are strings of the code as well, but no names.
        return pattern if pattern.startswith("utter_") else None
    return None


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _readers(variation: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    return frozenset((name, value) for name, value in conditions(variation).items() if name != "lang")


def _values(variation: Mapping[str, Any]) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(variation["text"]) if field}


def _payloads(variation: Mapping[str, Any]) -> set[str]:
    return {button["payload"].format() for button in variation.get("buttons") or []}
