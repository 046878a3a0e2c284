"""What a customer's message means as an answer to the buttons that the assistant offered."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.core import choices
from handoff.core.conversation import Author
from handoff.core.wording import say
from handoff.storage.tables import Conversation, Message, Understanding


@dataclass(frozen=True)
class Pressed:
    """A button of the assistant's latest answer, and the words that are kept."""

    payload: str
    text: str


async def pressed(
    session: AsyncSession, conversation: Conversation, text: str, payload: str | None, *, by_title: bool
) -> Pressed | None:
    """The button that was tapped, or named by its number; None for a message that is no choice.

    `by_title` means that the text is a tapped button's title.
    """
    offered = conversation.offered
    if by_title:
        return next((Pressed(payload, title) for payload, title in offered.items() if title == text), None)
    # Existing Rasa widgets send a tapped button's payload as the text itself.
    sent = text if payload is None else payload
    if sent in offered:
        return Pressed(sent, offered[sent])
    return await _named(session, conversation, text) if offered and payload is None else None


async def _named(session: AsyncSession, conversation: Conversation, text: str) -> Pressed | None:
    """A choice by its number; by its title too, where it was shown as text."""
    was_shown_as_text = not (conversation.connector or {}).get("buttons", True)
    if not (was_shown_as_text or choices.may_be_one(text)):
        return None
    buttons = await _latest_buttons(session, conversation)
    if was_shown_as_text and (typed := next((one for one in buttons if one["title"] == text), None)):
        return Pressed(typed["payload"], text)
    understood = await session.get(Understanding, (conversation.id, conversation.bot_handled_seq))
    asked = understood.requested_slot if understood else None
    button = choices.chosen(text, buttons, were_numbered=was_shown_as_text, asked=asked)
    if button is None:
        return None
    return Pressed(button["payload"], say("chose", conversation.lang, said=text, title=button["title"]))


async def _latest_buttons(session: AsyncSession, conversation: Conversation) -> list[dict[str, str]]:
    """Those of the last message that has any, as the customer sees them, of the latest answer."""
    answer = select(Message.buttons).where(
        Message.conversation_id == conversation.id,
        Message.author == Author.BOT,
        Message.reply_to == conversation.bot_handled_seq,
    )
    found = (await session.execute(answer.order_by(Message.seq.desc()))).scalars()
    return next((buttons for buttons in found if buttons), [])
