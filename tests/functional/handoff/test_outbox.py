"""What the outbox cannot send is tried again, given up in sight of everybody, and keeps nobody waiting."""

from dataclasses import dataclass, field
from uuid import uuid4

from handoff.channels.outbox import CRASHED, Outbox
from handoff.conversations.incoming import Incoming, Sender
from handoff.storage.leasing import ATTEMPTS
from handoff.storage.tables import Delivery
from tests.functional.handoff.conftest import Desk


@dataclass
class Broken:
    """A carrier that fails at one conversation in a way that nobody thought of."""

    at: str
    sent: list[str] = field(default_factory=list)

    async def deliver(self, delivery: Delivery) -> None:
        if delivery.conversation_id == self.at:
            raise ZeroDivisionError
        self.sent.append(delivery.conversation_id)

    async def close(self) -> None:
        """It has nothing."""


async def answered(desk: Desk, scheme: str) -> str:
    """A conversation whose answer waits in the outbox."""
    incoming = Incoming(text="到哪了", client_id=uuid4().hex, callback_url=f"{scheme}://bridge.example/hook")
    incoming = Incoming(**vars(incoming) | {"connector": {"answers": "callback"}})
    received = await desk.services.conversations.receive(Sender("rest", uuid4().hex), incoming)
    await desk.services.runner.wait_for(received.conversation_id)
    return received.conversation_id


async def test_what_fails_unforeseen_is_given_up_too_and_the_others_go_out(desk: Desk) -> None:
    broken, other = await answered(desk, "http"), await answered(desk, "http")
    carrier = Broken(broken)
    outbox = Outbox(desk.services.database, desk.services.bus, desk.clock, {"http": carrier})
    for _ in range(ATTEMPTS):
        await outbox.send_due()
        desk.clock.forward(600)

    async with desk.services.database.reading() as session:
        row = await session.get_one(Delivery, (broken, 2))
    assert (row.state, row.attempts, row.last_error) == ("dead", ATTEMPTS, CRASHED)
    assert other in carrier.sent
