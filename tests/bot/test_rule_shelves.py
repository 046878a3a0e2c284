"""Sorted rules are the same rules: what cannot fit is left out, and nothing else."""

from typing import Any

from bot.rule_shelves import RuleShelves

LISTEN = {"action_name": "action_listen"}
RULES: dict[str, list[dict[str, Any]]] = {
    "asks": [{"prev_action": LISTEN, "user": {"intent": "track_parcel"}}],
    "any intent": [{"prev_action": LISTEN, "active_loop": {"name": "claim_form"}}],
    "not this loop": [{"prev_action": LISTEN, "user": {"intent": "should_not_be_set"}}],
    "after an action": [
        {"prev_action": LISTEN, "user": {"intent": "greet"}},
        {"prev_action": {"action_name": "action_track"}},
    ],
    "beginning": [{}],
    "after a text": [{"prev_action": {"action_text": "您好"}}],
}


def shelves(lookup: dict[str, str]) -> RuleShelves:
    return RuleShelves(lookup, RULES.__getitem__)


def found(latest: dict[str, Any]) -> set[str]:
    return set(shelves(dict.fromkeys(RULES, "")).candidates(latest))


def test_a_message_finds_the_rules_of_its_intent_and_those_of_any() -> None:
    latest = {"prev_action": LISTEN, "user": {"intent": "track_parcel"}}

    assert found(latest) == {"asks", "any intent", "not this loop", "after a text"}


def test_after_an_action_only_rules_about_it_are_found() -> None:
    latest = {"prev_action": {"action_name": "action_track"}, "user": {"intent": "track_parcel"}}

    assert found(latest) == {"after an action", "after a text"}


def test_the_beginning_of_a_conversation_has_rules_of_its_own() -> None:
    assert found({}) == {"beginning"}


def test_rules_that_were_taken_away_are_noticed() -> None:
    lookup = dict.fromkeys(RULES, "")
    sorted_rules = shelves(lookup)
    assert sorted_rules.are_of(lookup)

    del lookup["asks"]

    assert not sorted_rules.are_of(lookup)
