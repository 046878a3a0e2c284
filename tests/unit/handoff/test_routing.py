from handoff.core.routing import Reason, Skill, priority_for, skill_for


def test_an_emergency_is_served_before_anger_and_anger_before_the_rest() -> None:
    order = [priority_for(r) for r in (Reason.EMERGENCY, Reason.ANGRY, Reason.CUSTOMER_REQUEST)]
    assert order == sorted(set(order))


def test_a_vanished_agent_does_not_cost_the_customer_the_place() -> None:
    assert priority_for(Reason.AGENT_LEFT) < priority_for(Reason.CUSTOMER_REQUEST)


def test_the_latest_business_wish_decides_the_skill() -> None:
    assert skill_for(["track_parcel", "claim_compensation", "request_human"]) is Skill.CLAIM
    assert skill_for(["greet"]) is Skill.GENERAL
