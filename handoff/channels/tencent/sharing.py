"""Which of a conversation's messages go out together, and which wait, when room runs short."""

from collections.abc import Sequence

from handoff.channels.tencent.outbound import Menus, Part, parts_of_bodies, saying_of
from handoff.storage.outgoing import HELD
from handoff.storage.tables import Delivery

WINDOW_USED = "no more messages are taken until the customer writes"
_RESERVE_KEPT = "the last message is kept for agents and promises"
_RESERVED = 1


def hold(waiting: Sequence[Delivery], left: int | None) -> str | None:
    """Why nothing may be sent now, if so."""
    if left == 0:
        return WINDOW_USED
    matters = any(saying_of(one.body).matters for one in waiting)
    return _RESERVE_KEPT if left is not None and left <= _RESERVED and not matters else None


def freeze(row: Delivery, waiting: Sequence[Delivery], left: int | None, menus: Menus) -> list[Part]:
    """The parts of this delivery, or of all that wait together where there is no room for each by itself."""
    together = [one for one in waiting if one is not row]
    sayings = [saying_of(one.body) for one in waiting]
    spare = left if left is None or any(saying.matters for saying in sayings) else left - _RESERVED
    needed = sum(len(parts_of_bodies([one.body], menus)) for one in waiting)
    is_alone = "parts" in row.body or not together
    is_roomy = spare is None or (needed <= spare and all(one.state != HELD for one in together))
    if is_alone or is_roomy:
        return list(row.body.get("parts") or parts_of_bodies([row.body], menus))
    for one in together:
        one.state, one.last_error = "sent", f"sent together with {row.seq}"
    return parts_of_bodies([one.body for one in waiting], menus)
