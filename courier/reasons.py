"""Why a parcel was set aside or goes back, told without what the courier's note says about people.

A note is free text and may hold a name, an address or a telephone; a reason is one of a list (DESIGN D9).
"""

from courier.facts.schemas import Reason, TrackingRules


def reason_of(rules: TrackingRules, note: str) -> Reason | None:
    """The first reason of ``tracking.yaml`` of which the note has a word; None if it has none of them."""
    return next((one for one in rules.reasons if any(word in note for word in one.words)), None)
