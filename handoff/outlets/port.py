"""How a case reaches an outlet: one port, chosen by a setting, with a twin that only keeps what it was given."""

from dataclasses import asdict, dataclass, field
from typing import Any, Protocol


class NotDelivered(Exception):
    """The case did not reach the outlet; it is tried again. The message holds no customer's data."""


@dataclass(frozen=True)
class Letter:
    """What an outlet is told about a case, and where it answers."""

    id: str
    """The same on each attempt, so that a repeat can be told from a new letter."""
    number: str
    kind: str
    outlet: str
    waybill: str | None
    summary: str
    details: dict[str, Any]
    note: str
    deadline_at: str
    answer_url: str

    def as_dict(self) -> dict[str, Any]:
        """The letter as JSON."""
        return asdict(self)


class OutletSender(Protocol):
    """A way to the outlets."""

    async def send(self, letter: Letter) -> None:
        """Hand the letter over. Raises NotDelivered."""

    async def close(self) -> None:
        """Give back connections."""


@dataclass
class RecordingSender:
    """Sends nothing: the stack starts without any outlet's address, and tests look at what would have gone out."""

    sent: list[Letter] = field(default_factory=list)

    async def send(self, letter: Letter) -> None:
        """Keep the letter."""
        self.sent.append(letter)

    async def close(self) -> None:
        """Nothing to give back."""
