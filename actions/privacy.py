"""The gate before what identifies people: it opens for who knows the tail of a telephone on the parcel (DESIGN D9).

A conversation remembers which parcels were verified and when, never the tail. Wrong tails are counted for each parcel
across conversations, and for each conversation across parcels (courier/tails.py). A parcel that does not exist is
treated like one whose tail is always wrong, so that nobody can tell the two apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from actions.base import LOCKED
from actions.forms import SkillForm
from actions.questions import Answers, Progress, Question, Slots
from actions.reading import telephone_tail
from actions.services import Services
from actions.turn import Turn
from courier.tracking import SourceUnavailable
from courier.vocabulary import mask_waybill

log = structlog.get_logger(__name__)

# What stands for a tail that is still to be given; the form asks while it is there.
TO_VERIFY = "to_verify"
Verified = Mapping[str, str]


@dataclass(frozen=True)
class Verdict:
    """What came of a tail: the parcels it fits, or that no more may be tried, or how many more may."""

    fits: tuple[str, ...] = ()
    locked: bool = False
    left: int = 0


def is_verified(services: Services, slots: Slots, waybill: str) -> bool:
    """Whether this conversation gave a right tail for the parcel, not too long ago."""
    verified: Verified = slots.get("verified") or {}
    lasts = timedelta(hours=services.facts.privacy.verified_hours)
    at = verified.get(waybill)
    return bool(at) and services.clock() - datetime.fromisoformat(str(at)) < lasts


def with_verified(services: Services, slots: Slots, waybills: Sequence[str]) -> dict[str, str]:
    """The slot `verified` once these parcels are verified too."""
    now = services.clock().isoformat(timespec="seconds")
    return {**(slots.get("verified") or {}), **dict.fromkeys(waybills, now)}


async def try_tail(services: Services, turn: Turn, parcels: Mapping[str, str], tail: str) -> Verdict:
    """See which of the parcels the tail fits. It costs an attempt if it fits none of them.

    `parcels` gives for each name by which a parcel was called, a case number perhaps, its waybill.
    """
    subjects = [_conversation(turn), *map(_parcel, parcels)]
    reserved = [one for one in subjects if await services.tails.reserve(one, turn.message_id)]
    is_locked = _conversation(turn) not in reserved or len(reserved) == 1
    open_ones = [] if is_locked else [one for one in parcels if _parcel(one) in reserved]
    fits: list[str] | None = None
    try:
        fits = [one for one in open_ones if await _knows(services, parcels[one], tail)]
    finally:
        # A tail that was right, or that could not be looked at, costs nothing.
        if fits or fits is None or is_locked:
            for subject in reserved:
                await services.tails.release(subject)
    if fits:
        return _noted(turn, parcels, Verdict(tuple(fits)))
    left = await attempts_left(services, turn, list(parcels))
    return _noted(turn, parcels, Verdict(locked=is_locked or not left, left=left))


def _noted(turn: Turn, parcels: Mapping[str, str], verdict: Verdict) -> Verdict:
    """Leave a trace for audits: who tried which parcel, and what came of it; never the tail (BUSINESS B14)."""
    log.info(
        "privacy.tail.checked",
        conversation_id=turn.conversation_id,
        parcels=",".join(map(mask_waybill, parcels)),
        fits=len(verdict.fits),
        locked=verdict.locked,
    )
    return verdict


async def attempt(services: Services, turn: Turn) -> bool:
    """Whether the conversation may try a tail that is tried on no parcel in particular; it costs an attempt."""
    return await services.tails.reserve(_conversation(turn), turn.message_id)


async def count_wrong(services: Services, turn: Turn, waybill: str) -> None:
    """A carrier found the tail wrong."""
    for subject in (_conversation(turn), _parcel(waybill)):
        await services.tails.reserve(subject, turn.message_id)


async def attempts_left(services: Services, turn: Turn, waybills: Sequence[str]) -> int:
    """How many wrong tails the conversation has left for any of these parcels."""
    of_parcels = [await services.tails.left(_parcel(one)) for one in waybills]
    return min(await services.tails.left(_conversation(turn)), max(of_parcels, default=0))


async def _knows(services: Services, waybill: str, tail: str) -> bool:
    return await services.source.knows_tail(waybill, tail)


def _conversation(turn: Turn) -> str:
    return f"conversation:{turn.conversation_id}"


def _parcel(waybill: str) -> str:
    return f"parcel:{waybill}"


def tail_answer(turn: Turn) -> Answers:
    """The tail that was asked for, also as the end of a whole number."""
    tail = telephone_tail(turn.text)
    return {"phone_tail": tail} if tail else {}


def tail_volunteered(turn: Turn) -> Answers:
    """Unasked, only what is called a tail is one."""
    tail = turn.value("phone_tail")
    return {"phone_tail": tail} if tail else {}


def _is_unverified(slots: Slots) -> bool:
    return bool(slots.get(TO_VERIFY))


TAIL = Question(
    "phone_tail",
    "utter_question_tail",
    tail_answer,
    volunteered=tail_volunteered,
    needed=_is_unverified,
    unknown="utter_question_tail_unknown",
)


class GatedForm(SkillForm):
    """A form with the question TAIL: what it is for is told or recorded only for parcels that were verified."""

    def protected(self, turn: Turn, progress: Progress) -> list[str]:
        """The waybills for which a tail is needed."""
        waybill = progress.slots.get("waybill")
        return [str(waybill)] if waybill else []

    def parcel_behind(self, subject: str, progress: Progress) -> str:
        """The waybill of what `protected` names."""
        return subject

    async def pass_gate(self, turn: Turn, progress: Progress) -> None:
        """Check a tail that was told, and say which parcels still need one. May end the form."""
        waybills = self._unverified(turn, progress)
        tail = progress.slots.get("phone_tail")
        progress.set(phone_tail=None)
        if tail and waybills:
            parcels = {one: self.parcel_behind(one, progress) for one in waybills}
            await self._try(tail, parcels, turn, progress)
            waybills = self._unverified(turn, progress)
        elif waybills and not await attempts_left(self.services, turn, waybills):
            progress.end(LOCKED)
        progress.slots[TO_VERIFY] = waybills
        progress.values["waybills"] = "、".join(waybills)

    async def _try(self, tail: str, parcels: Mapping[str, str], turn: Turn, progress: Progress) -> None:
        try:
            self._take(await try_tail(self.services, turn, parcels, tail), progress)
        except SourceUnavailable:
            # Nobody can say now whether the tail is right; a person can help otherwise.
            progress.ask_instead = "utter_question_tail_unknown"

    def _take(self, verdict: Verdict, progress: Progress) -> None:
        if verdict.locked:
            return progress.end(LOCKED)
        if verdict.fits:
            progress.set(verified=with_verified(self.services, progress.slots, verdict.fits))
            progress.values["fits"] = "、".join(verdict.fits)
            progress.ask_instead = "utter_question_tail_of_others"
            return
        progress.ask_instead = "utter_question_tail_wrong"
        progress.values["left"] = verdict.left

    def _unverified(self, turn: Turn, progress: Progress) -> list[str]:
        waybills = self.protected(turn, progress)
        return [one for one in waybills if not is_verified(self.services, progress.slots, one)]
