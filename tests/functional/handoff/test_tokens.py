"""Access tokens over real databases: fetched by one process before their end, used by all (PROTOCOLS §1.5)."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

import pytest

from handoff.channels.tencent.errors import SILENT, CallFailed
from handoff.channels.tencent.token import Fetched, Tokens
from tests.functional.handoff.conftest import HeldClock, open_desk

LIFE_S = 7200


@dataclass
class Issuer:
    """Gives tokens of two hours out, and may be slow or down."""

    given: int = 0
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    is_down: bool = False

    async def fetch(self) -> Fetched:
        self.asked.set()
        await self.may_answer.wait()
        if self.is_down:
            raise CallFailed(None, SILENT)
        self.given += 1
        return Fetched(f"token-{self.given}", timedelta(seconds=LIFE_S))


@dataclass
class Two:
    """Two processes over one database, with one app at one issuer."""

    one: Tokens
    other: Tokens
    clock: HeldClock
    issuer: Issuer
    app: str = field(default_factory=lambda: uuid4().hex)

    async def both(self) -> list[str]:
        return await asyncio.gather(*(each.current(self.app, self.issuer.fetch) for each in (self.one, self.other)))


@pytest.fixture
async def two(migrated_url: str) -> AsyncIterator[Two]:
    clock, issuer = HeldClock(), Issuer()
    async with open_desk(migrated_url, clock) as one, open_desk(migrated_url, clock) as other:
        issuer.may_answer.set()
        yield Two(Tokens(one.services.database, clock), Tokens(other.services.database, clock), clock, issuer)


async def test_a_token_is_fetched_once_and_used_until_five_minutes_before_its_end(two: Two) -> None:
    assert await two.both() == ["token-1", "token-1"]
    two.clock.forward(LIFE_S - 301)
    assert await two.both() == ["token-1", "token-1"]
    two.clock.forward(2)
    await two.both()
    assert await two.both() == ["token-2", "token-2"]
    assert two.issuer.given == 2


async def test_while_one_fetches_the_other_goes_on_with_the_old_token(two: Two) -> None:
    await two.both()
    two.clock.forward(LIFE_S - 60)
    two.issuer.may_answer.clear()
    two.issuer.asked.clear()
    fetching = asyncio.create_task(two.one.current(two.app, two.issuer.fetch))
    await two.issuer.asked.wait()
    assert await two.other.current(two.app, two.issuer.fetch) == "token-1"
    two.issuer.may_answer.set()
    assert await fetching == "token-2"
    assert two.issuer.given == 2


async def test_a_refused_token_is_replaced_once_however_many_hear_of_it(two: Two) -> None:
    await two.both()
    for each in (two.one, two.other):
        await each.refuse(two.app, "token-1")
    assert await two.both() == ["token-2", "token-2"]
    await two.other.refuse(two.app, "token-1")
    assert await two.both() == ["token-2", "token-2"]


async def test_who_dies_while_it_fetches_is_followed_by_another(two: Two) -> None:
    silent = Issuer()
    dying = asyncio.create_task(two.one.current(two.app, silent.fetch))
    await silent.asked.wait()
    two.clock.forward(8)
    assert await two.other.current(two.app, two.issuer.fetch) == "token-1"
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    assert await two.both() == ["token-1", "token-1"]


async def test_an_issuer_that_is_down_is_told_and_asked_again_the_next_time(two: Two) -> None:
    two.issuer.is_down = True
    with pytest.raises(CallFailed):
        await two.one.current(two.app, two.issuer.fetch)
    two.issuer.is_down = False
    assert await two.both() == ["token-1", "token-1"]
