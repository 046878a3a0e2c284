"""Who owns a conversation, and which changes of owner exist (DESIGN D5)."""

from enum import StrEnum


class Owner(StrEnum):
    """Exactly one of these serves a conversation at any time."""

    BOT = "bot"
    QUEUE = "queue"
    AGENT = "agent"
    CLOSED = "closed"


class Author(StrEnum):
    """Who wrote a message."""

    CUSTOMER = "customer"
    BOT = "bot"
    AGENT = "agent"
    SYSTEM = "system"


OPEN_OWNERS = (Owner.BOT, Owner.QUEUE, Owner.AGENT)

_ALLOWED = {
    Owner.BOT: {Owner.QUEUE, Owner.CLOSED},
    Owner.QUEUE: {Owner.AGENT, Owner.BOT, Owner.CLOSED},
    Owner.AGENT: {Owner.AGENT, Owner.QUEUE, Owner.BOT, Owner.CLOSED},
    Owner.CLOSED: set[Owner](),
}


def may_move(current: Owner, to: Owner) -> bool:
    """Whether a conversation may change hands this way; a closed one never opens again."""
    return to in _ALLOWED[current]
