import itertools

import pytest

from handoff.core.conversation import OPEN_OWNERS, Owner, may_move


def test_a_closed_conversation_never_moves() -> None:
    assert not any(may_move(Owner.CLOSED, owner) for owner in Owner)


@pytest.mark.parametrize("owner", OPEN_OWNERS)
def test_every_open_conversation_can_be_closed(owner: Owner) -> None:
    assert may_move(owner, Owner.CLOSED)


def test_an_agent_gets_a_conversation_only_through_the_queue_or_a_colleague() -> None:
    ways = {before for before, to in itertools.product(Owner, Owner) if to is Owner.AGENT and may_move(before, to)}
    assert ways == {Owner.QUEUE, Owner.AGENT}
