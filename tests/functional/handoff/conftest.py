"""A real database and real services; the assistant is the shipped recording twin."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from argon2 import PasswordHasher
from pydantic import SecretStr

from courier.collected import Collections, NoCollections
from courier.facts import load_facts
from courier.tracking import NullSource
from handoff.agents import passwords
from handoff.agents.service import Me
from handoff.attachments.settings import AttachmentSettings
from handoff.bot import RecordingBot
from handoff.channels.wechat.settings import WeChatSettings
from handoff.channels.wecom_kf.settings import WeComSettings
from handoff.conversations.incoming import Incoming, Received, Sender
from handoff.core.events import Event
from handoff.outlets.port import RecordingSender
from handoff.services import Services, make_services
from handoff.settings import Settings
from handoff.storage.engine import Database
from handoff.storage.migrate import migrate
from tests.databases import Databases

SECRET = SecretStr("a-secret-of-the-tests")
FACTS = load_facts()


@pytest.fixture(autouse=True, scope="module")
def _quick_passwords() -> Iterator[None]:
    """Each test makes agents of its own, and a real hash takes a tenth of a second of the processor by design."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@dataclass
class HeldClock:
    """Moves only when a test says so."""

    now: datetime = field(default_factory=lambda: datetime(2026, 11, 21, 12, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class Desk:
    """The desk without its server, and what happened in it."""

    services: Services
    bot: RecordingBot
    clock: HeldClock
    events: list[Event]
    outlets: RecordingSender

    async def write(
        self, customer: str, text: str, client_id: str | None = None, payload: str | None = None
    ) -> Received:
        incoming = Incoming(text=text, client_id=client_id or uuid4().hex, payload=payload)
        return await self.services.conversations.receive(Sender("web", customer), incoming)

    async def said(self, received: Received) -> list[tuple[int, str, str]]:
        """Once the assistant is done: (seq, author, text) of the conversation."""
        await self.services.runner.wait_for(received.conversation_id)
        _, stored = await self.services.conversations.catch_up(received.customer_id, received.conversation_id, 0)
        return [(view["seq"], view["author"], view["text"]) for view in stored]

    async def queued(self, customer: str, text: str = "转人工") -> str:
        """A conversation that waits for an agent."""
        return await self.services.conversations.request_human(Sender("web", customer), uuid4().hex)

    async def agent(self, name: str | None = None, role: str = "agent") -> Me:
        username = name or f"agent-{uuid4().hex[:8]}"
        await self.services.agents.ensure(username, username, "correct-password", role)
        _, me = await self.services.agents.login(username, "correct-password")
        return me


def _migrate(url: str) -> None:
    async def run() -> None:
        database = Database(url)
        await migrate(database)
        await database.close()

    asyncio.run(run())


@pytest.fixture(scope="module")
def migrated_url(database_kind: str, databases: Databases) -> str:
    return databases.prepared(database_kind, _migrate)


@asynccontextmanager
async def open_desk(
    url: str,
    clock: HeldClock,
    burst_window_ms: int = 0,
    automatic: Collection[str] = (),
    collections: Collections | None = None,
) -> AsyncIterator[Desk]:
    """A desk process over a migrated database; several may share one."""
    settings = Settings(
        _env_file=None,
        database_url=url,
        secret_key=SECRET,
        internal_token=SECRET,
        bot_token=SECRET,
        burst_window_ms=burst_window_ms,
        agent_grace_s=60,
    )
    bot, events, wechat = RecordingBot(), list[Event](), WeChatSettings(_env_file=None)
    sender = RecordingSender()
    folder = tempfile.TemporaryDirectory()
    attachments = AttachmentSettings(_env_file=None, attachment_store=folder.name)
    services = make_services(
        settings,
        bot=bot,
        source=NullSource(),
        collections=collections or NoCollections(),
        facts=FACTS,
        sender=sender,
        automatic=frozenset(automatic),
        wechat=wechat,
        attachments=attachments,
        wecom=WeComSettings(_env_file=None),
        clock=clock,
    )

    async def record(event: Event) -> None:
        events.append(event)

    services.bus.subscribe(record)
    yield Desk(services, bot, clock, events, sender)
    await services.runner.stop()
    await services.outbox.close()
    await services.database.close()
    folder.cleanup()


@pytest.fixture
async def desk(migrated_url: str) -> AsyncIterator[Desk]:
    async with open_desk(migrated_url, HeldClock()) as opened:
        yield opened


@pytest.fixture
def customer() -> str:
    return uuid4().hex
