"""Messages that bring attachments, with words or without."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from courier.vocabulary import star_out_id_cards
from handoff.attachments.sniffing import Kind
from handoff.core.conversation import Author, Owner
from handoff.core.text import clean_text
from handoff.core.wording import say
from handoff.errors import TooManyAttachments
from handoff.storage.tables import Case, Conversation, Message, Understanding

MOST_ATTACHMENTS = 9
PROOFS = {Kind.IMAGE: "photo", Kind.VIDEO: "photo", Kind.FILE: "document"}
"""What attachments prove in a claim, by the names of the slot `proof`."""
_KINDS = frozenset(Kind)
# People send several pictures one by one; one answer is enough.
_TOGETHER = timedelta(minutes=2)
_CLAIM_FORM, _CLAIM = "claim_form", "action_claim"


@dataclass(frozen=True)
class Wordless:
    """What stands for a message that is attachments alone."""

    text: str
    """What stands in its place where no picture can be shown: [图片]."""
    card: dict[str, Any]
    """`{type: kind}`: the text is no words of anybody, so the assistant does not read it and pages do not show it."""
    payload: str | None = None
    """What it says to the assistant, if it says something in this dialogue."""
    notice: str | None = None
    """What the desk says to it."""


def cleaned(text: str, attachments: Sequence[str]) -> str:
    """The text without what nobody may keep; empty only beside attachments.

    Raises EmptyMessage, MessageTooLong, TooManyAttachments.
    """
    if len(attachments) > MOST_ATTACHMENTS:
        raise TooManyAttachments
    return "" if attachments and not text.strip() else star_out_id_cards(clean_text(text))


def wordless(kinds: Sequence[str], lang: str) -> Wordless:
    """Attachments of some kinds that came without words, in a dialogue with people."""
    return Wordless("".join(say(f"sent_{kind}", lang) for kind in kinds), {"type": kinds[0]})


def kinds_of(message: Message) -> list[str]:
    """The kinds of what is attached to a message, also of what its messenger still keeps."""
    kept = [str(one["kind"]) for one in message.attachments]
    coming = (message.card or {}).get("type")
    return kept or ([coming] if message.author == Author.CUSTOMER and coming in _KINDS else [])


async def told_wordless(
    session: AsyncSession, conversation: Conversation, kinds: Sequence[str], now: datetime
) -> Wordless:
    """The same with what the customer hears, and the assistant too where a claim is talked about.

    Of several in a row only the first is answered, but each recording: who is asked for words may speak again.
    """
    lang = conversation.lang
    plain = wordless(kinds, lang)
    speaks = kinds[0] == Kind.VOICE
    if conversation.owner != Owner.BOT or (not speaks and await _follows_another(session, conversation, now)):
        return plain
    understood = await _understood(session, conversation)
    claim = await _open_claim(session, understood)
    key, payload = _meaning(understood, claim, set(map(Kind, kinds)))
    notice = say(key, lang, what=say(f"what_{kinds[0]}", lang)) if key else None
    return Wordless(plain.text, plain.card, payload, notice)


def _meaning(understood: Understanding | None, claim: Case | None, kinds: set[Kind]) -> tuple[str | None, str | None]:
    """The key of the desk's answer, and the payload for the assistant."""
    form = understood.active_loop if understood else None
    if understood is None or not (form == _CLAIM_FORM or (form is None and claim)):
        return ("attachment_in_form" if form else "attachment_received"), None
    news = _news(kinds, str(understood.slots.get("proof") or ""))
    if form:
        # It is acknowledged here, and the assistant asks on.
        return ("attachment_proof", news) if news else ("attachment_proof_in_form", None)
    # The assistant notes it with the claim, while that is what is talked about.
    is_topic = understood.slots.get("topic") == _CLAIM
    return (None, news) if news and is_topic else ("attachment_proof", None)


def _news(kinds: set[Kind], known: str) -> str | None:
    """What attachments tell the assistant, as its buttons do (`utter_question_proof`); None if it knew that already."""
    told = [one for one in known.split() if one != "none"]
    shown = sorted({PROOFS[kind] for kind in kinds & PROOFS.keys()} - set(told))
    return f"/inform{json.dumps({'proof': ' '.join([*told, *shown])})}" if shown else None


async def _open_claim(session: AsyncSession, understood: Understanding | None) -> Case | None:
    """The claim that the dialogue opened or put right last."""
    number = understood.slots.get("case_number") if understood else None
    case = await session.get(Case, str(number)) if number else None
    return case if case and case.kind == "claim" else None


async def _follows_another(session: AsyncSession, conversation: Conversation, now: datetime) -> bool:
    written = select(Message).where(Message.conversation_id == conversation.id, Message.author == Author.CUSTOMER)
    last = (await session.execute(written.order_by(Message.seq.desc()).limit(1))).scalar_one_or_none()
    is_bare = last is not None and last.card is not None and bool(kinds_of(last))
    return last is not None and is_bare and now - last.at < _TOGETHER


async def _understood(session: AsyncSession, conversation: Conversation) -> Understanding | None:
    """What the assistant's dialogue stands at; nothing once people have spoken in between."""
    if conversation.human_from_seq is not None:
        return None
    turns = select(Understanding).where(Understanding.conversation_id == conversation.id)
    return (await session.execute(turns.order_by(Understanding.seq.desc()).limit(1))).scalar_one_or_none()
