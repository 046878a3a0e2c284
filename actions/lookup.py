"""Looking a parcel up for a customer, also while the source is silent or wants to know who asks."""

from dataclasses import replace

import structlog

from actions.privacy import attempts_left, count_wrong
from actions.questions import Answers, Question, Slots
from actions.services import Services
from actions.turn import Turn
from courier.tracking import PhoneTailNeeded, SourceUnavailable, Tracking, unknown
from courier.vocabulary import phone_tails, phones

log = structlog.get_logger(__name__)


async def look_up(services: Services, waybill: str, turn: Turn) -> Tracking:
    """The parcel's record; one that is `is_unseen` where the source gives none, so that somebody else has to look.

    Raises PhoneTailNeeded, for actions that can ask for it. A wrong tail costs an attempt as at the gate, and where none
    is left the carrier is not shown another.
    """
    tail = given_tail(turn)
    if tail and not await attempts_left(services, turn, [waybill]):
        tail = None
    try:
        return await services.source.track(waybill, phone_tail=tail)
    except PhoneTailNeeded as needed:
        if needed.mismatch:
            await count_wrong(services, turn, waybill)
        raise
    except SourceUnavailable as error:
        log.warning(
            "actions.tracking.unavailable",
            conversation_id=turn.conversation_id,
            reason=str(error.reason),
            hint=error.hint,
        )
        return _unseen(waybill)


async def record_if_given(services: Services, waybill: str, turn: Turn) -> Tracking:
    """The parcel's record for those who can do without; never an error."""
    try:
        return await look_up(services, waybill, turn)
    except PhoneTailNeeded:
        return _unseen(waybill)


def given_tail(turn: Turn) -> str | None:
    """The four digits that the customer gave for a carrier to compare, now or earlier in the conversation."""
    return tail_in(turn) or turn.slots.get("parcel_tail") or None


def tail_in(turn: Turn, *, asked: bool = False) -> str | None:
    """The tail in the message, or that of a telephone in it; bare digits count only where they were asked for."""
    told = [one.value for one in phone_tails(turn.text) if one.cued or asked]
    of_phones = [one.tail for one in phones(turn.text) if one.kind != "hotline"]
    return next(iter([*told, *of_phones]), None)


def meant_parcels(turn: Turn) -> list[str]:
    """The parcels that a message without a number is about: those that wait for a tail, or the one of before."""
    known = turn.slots.get("waybill")
    waiting: list[str] = turn.slots.get("tail_for") or []
    return waiting if known in waiting else [str(known)] if known else []


def _tail_answer(turn: Turn) -> Answers:
    tail = tail_in(turn, asked=True)
    return {"parcel_tail": tail} if tail else {}


def _waits_for_tail(slots: Slots) -> bool:
    return bool(slots.get("tail_for"))


# Some carriers tell where a parcel is only to who knows a telephone on it.
PARCEL_TAIL = Question("parcel_tail", "utter_question_parcel_tail", _tail_answer, needed=_waits_for_tail)


def _unseen(waybill: str) -> Tracking:
    return replace(unknown(waybill), is_stale=True)
