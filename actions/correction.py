"""What a short message changes of what was known: 那10斤呢, 不是上海是杭州, 单号发错了 是73100000000012."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from actions.turn import Turn

if TYPE_CHECKING:
    from actions.questions import Question


def changed(questions: Sequence[Question], turn: Turn) -> dict[str, Any]:
    """The slots that the message fills anew: by the readers of the questions that were answered before.

    A message that only takes a fact back empties its slot, so that it is asked for.
    """
    # 不对 sounds like a no, but it answers no question.
    said = replace(turn, text=str(turn.brief.get("plain") or turn.text), intent="inform")
    answered = [one for one in questions if not one.open and _value(turn, one) is not None]
    for question in sorted(answered, key=lambda one: _likelihood(turn, one)):
        answers = question.answer(said)
        if answers:
            return {**_besides(answered, said, answers), **answers}
    return {one.slot: None for one in answered if _is_denied(turn, one)}


def _likelihood(turn: Turn, question: Question) -> tuple[bool, int]:
    """What was taken back comes first, then what was given last; a variation varies what was asked first."""
    puts_right = turn.corrects or turn.followed.get("case_number")
    return not _is_denied(turn, question), -turn.given_at(question.slot) if puts_right else 0


def _besides(answered: Sequence[Question], said: Turn, answers: dict[str, Any]) -> dict[str, Any]:
    """What else the message tells beyond doubt: 那20公斤寄到广州呢 changes two facts."""
    told = {slot: value for one in answered for slot, value in one.volunteered(said).items()}
    return {slot: value for slot, value in told.items() if value not in answers.values()}


def _is_denied(turn: Turn, question: Question) -> bool:
    return any(value in str(_value(turn, question)) for value in turn.denied)


def _value(turn: Turn, question: Question) -> Any:
    return turn.slots.get(question.slot)
