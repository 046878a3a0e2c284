"""What a form asks: its questions as data, and how far it has come within one message."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from actions.turn import Turn
from actions.wording import Button

Slots = Mapping[str, Any]
Answers = dict[str, Any]
# A response that says what is wrong with an answer, and its values.
Flaw = tuple[str, Mapping[str, Any]]


def nothing(turn: Turn) -> Answers:
    """Reads no answer."""
    return {}


def entity_answer(entity: str) -> Callable[[Turn], Answers]:
    """Reads the slot that is named as the entity: its first value in the message."""

    def read(turn: Turn) -> Answers:
        value = turn.value(entity)
        return {entity: value} if value else {}

    return read


def no_flaw(turn: Turn) -> Flaw | None:
    """Finds nothing wrong."""
    return None


def always(slots: Slots) -> bool:
    """Every customer is asked."""
    return True


def never(slots: Slots) -> bool:
    """Taken if it is told, and not asked for."""
    return False


@dataclass(frozen=True)
class Question:
    """One slot to fill. `answer` reads the reply to the question, `volunteered` what a customer says unasked.

    `ask` is the response that asks. A question that is `open` takes the customer's story, so a wish in it is no
    digression unless it says so (对了, 先 …). `needed` says whether this customer must be asked at all,
    `unknown` is the response to somebody who does not have it at hand, `another` to somebody who means another one,
    and `flaw` finds the response to an answer that cannot be right (minus five kilograms).
    """

    slot: str
    ask: str
    answer: Callable[[Turn], Answers]
    volunteered: Callable[[Turn], Answers] = nothing
    needed: Callable[[Slots], bool] = always
    open: bool = False
    unknown: str | None = None
    another: str | None = None
    flaw: Callable[[Turn], Flaw | None] = no_flaw


@dataclass
class Progress:
    """Where a form stands within one message: what is known, what to fill in into the question, whether it ended."""

    slots: dict[str, Any]
    changes: Answers = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    buttons: list[Button] | None = None
    ask_instead: str | None = None
    told_instead_of: str | None = None
    """The slot that was asked for, where the message told another fact of the form."""

    def set(self, **answers: Any) -> None:
        """Fill slots; None empties one."""
        self.slots.update(answers)
        self.changes.update(answers)

    @property
    def ended(self) -> str | None:
        """How the form ended, if something ended it before its last question."""
        ended: str | None = self.changes.get("form_ended")
        return ended

    def end(self, how: str) -> None:
        """Ask nothing more."""
        self.set(form_ended=how)
