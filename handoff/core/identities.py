"""What becomes of a visitor's open conversation when the site says who the visitor is (decision 17)."""

from enum import StrEnum

from handoff.core.conversation import Owner

_WITH_PEOPLE = (Owner.QUEUE, Owner.AGENT)


class Course(StrEnum):
    """What is done with the two open conversations; one customer can have one."""

    NOTHING = "nothing"
    """The visitor has none open."""
    MOVE = "move"
    """The visitor's becomes the customer's."""
    REPLACE = "replace"
    """The customer's own, which only the assistant has, is closed first, and the visitor's takes its place."""
    LEAVE = "leave"
    """The customer goes on in their own; the visitor's stays in the history of the same person."""
    WAIT = "wait"
    """People serve both: the visitor goes on where they are until that conversation ends."""


def course(visitors: Owner | None, own: Owner | None) -> Course:
    """What to do, by who has the visitor's open conversation and who the customer's own; None where there is none.

    Whoever waits for a person, or has one, is never taken away from that conversation.
    """
    if visitors is None:
        return Course.NOTHING
    if own is None:
        return Course.MOVE
    if visitors not in _WITH_PEOPLE:
        return Course.LEAVE
    return Course.WAIT if own in _WITH_PEOPLE else Course.REPLACE
