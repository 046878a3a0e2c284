"""Answers inside WeChat's own request, for accounts that may not send by themselves."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from time import monotonic
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.attachments.links import Links
from handoff.channels.rich.rendering import Saying
from handoff.channels.tencent.outbound import attached_to, saying_of
from handoff.channels.tencent.shipping import link_text
from handoff.channels.wechat.outbound import passive_texts
from handoff.conversations.incoming import Received
from handoff.conversations.runner import TurnRunner
from handoff.conversations.service import Conversations
from handoff.storage.engine import Database
from handoff.storage.locking import for_change
from handoff.storage.outgoing import HELD
from handoff.storage.tables import Conversation, Delivery
from handoff.storage.uninterrupted import uninterrupted

BUDGET_S = 4.0
"""Seconds an answer may take: after five WeChat asks again, and after three times tells the customer that we are broken."""
_LOOK_EVERY_S = 0.25


class PassiveReplies:
    """What is not answered in time waits for the customer's next message, before whose answer it is told."""

    def __init__(self, database: Database, conversations: Conversations, runner: TurnRunner, links: Links) -> None:
        self._database = database
        self._conversations = conversations
        self._runner = runner
        self._links = links

    async def wait_for_answer(self, received: Received, began_at: float) -> bool:
        """Whether the message is answered, or with people, before the time since `began_at` is over."""
        while (await self._conversations.answer_to(received)) is None:
            rest = began_at + BUDGET_S - monotonic()
            if rest <= 0:
                return False
            # The turn may run in another desk process, so our own tasks are not the whole truth.
            await self._runner.wait_for(received.conversation_id, at_most_s=min(rest, _LOOK_EVERY_S))
            await asyncio.sleep(min(rest, _LOOK_EVERY_S) / 10)
        return True

    @uninterrupted
    async def take(self, received: Received) -> str | None:
        """What the customer has not got yet, as far as one reply holds it; None if there is nothing.

        For a repeat of the same request it is the same reply again: WeChat asks again when it did not get the first.
        """
        async with self._database.transaction() as session:
            held = await _held(session, received)
            # Only now: the locks on what is held may have been waited for while the first request took it.
            known = await _given_before(session, received)
            return known if known is not None else _hand_over(held, received, self._links)


async def _held(session: AsyncSession, received: Received) -> Sequence[Delivery]:
    statement = (
        select(Delivery)
        .join(Conversation, Conversation.id == Delivery.conversation_id)
        .where(Conversation.customer_id == received.customer_id, Delivery.state == HELD)
        .order_by(Conversation.opened_at, Delivery.seq)
    )
    return list((await session.execute(for_change(statement, of=Delivery))).scalars())


async def _given_before(session: AsyncSession, received: Received) -> str | None:
    statement = (
        select(Delivery)
        .join(Conversation, Conversation.id == Delivery.conversation_id)
        .where(Conversation.customer_id == received.customer_id, Delivery.reply_key == received.client_id)
    )
    given = (await session.execute(statement.limit(1))).scalar_one_or_none()
    return None if given is None else str(given.body["reply"])


def _hand_over(held: Sequence[Delivery], received: Received, links: Links) -> str | None:
    """One reply; what it cannot hold stays with the last of them."""
    if not held:
        return None
    reply, *rest = passive_texts([_saying(one.body, links) for one in held])
    first, last = held[0], held[-1]
    for one in held:
        one.state = "sent"
    first.reply_key, first.body = received.client_id, first.body | {"reply": reply}
    if rest:
        last.state, last.body = HELD, last.body | {"parts": [{"msgtype": "text", "text": {"content": t}} for t in rest]}
    return reply


def _saying(body: Mapping[str, Any], links: Links) -> Saying:
    """With attachments as links: a reply to a request is one text."""
    saying = saying_of(body)
    shown = [link_text(links, part["attachment"]) for part in attached_to(body)]
    return replace(saying, text="\n".join(filter(None, (saying.text, *shown))))
