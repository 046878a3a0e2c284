import pytest

from handoff.core.conversation import Owner
from handoff.core.identities import Course, course

BOT, QUEUE, AGENT = Owner.BOT, Owner.QUEUE, Owner.AGENT


@pytest.mark.parametrize(
    ("visitors", "own", "expected"),
    [
        (None, None, Course.NOTHING),
        (None, AGENT, Course.NOTHING),
        (BOT, None, Course.MOVE),
        (AGENT, None, Course.MOVE),
        (BOT, BOT, Course.LEAVE),
        (BOT, AGENT, Course.LEAVE),
        (QUEUE, BOT, Course.REPLACE),
        (AGENT, BOT, Course.REPLACE),
        (QUEUE, AGENT, Course.WAIT),
        (AGENT, QUEUE, Course.WAIT),
    ],
)
def test_whoever_waits_for_a_person_stays_in_that_conversation(
    visitors: Owner | None, own: Owner | None, expected: Course
) -> None:
    assert course(visitors, own) is expected
