"""A storm: many followers write at once, WeChat repeats and shuffles what it delivers, and desks die meanwhile."""

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from random import Random
from statistics import quantiles
from time import time
from uuid import uuid4

import httpx

from handoff.calling import http_client
from tests.functional.server.conftest import Opening, RunningDesk
from tests.functional.server.tencent import Accepted, Follower, Tencent
from tests.functional.server.wechat_customers import follower
from tests.waiting import eventually

ACCOUNTS_USED = ("safe", "plain", "compatible")
_MARK = re.compile(r"#\d+-\d+")
_PATIENCE_S, _GIVEN_UP_S = 5.0, 60.0
_AT_ONCE = 16
"""Callbacks that are under way at any moment."""


@dataclass
class Letter:
    """One message of a follower, with a mark that its answer repeats."""

    customer: Follower
    mark: str
    fields: dict[str, str]
    attempts: int = 0
    begun_at: float = 0.0
    taken_at: float = 0.0
    """When a desk said first that it is stored; 0 until then."""


@dataclass
class Incarnation:
    """One life of a desk."""

    name: str
    desk: RunningDesk
    closing: AbstractContextManager[RunningDesk]
    died_at: float | None = None


@dataclass
class Fleet:
    """Desks over one database, each of which may die at any moment and come back."""

    opening: Opening
    api_url: str
    lives: list[Incarnation] = field(default_factory=list)

    @property
    def alive(self) -> list[Incarnation]:
        return [life for life in self.lives if life.died_at is None]

    async def start(self) -> Incarnation:
        name = uuid4().hex[:8]
        closing = self.opening(WECHAT_API_URL=f"{self.api_url}/by/{name}", BOT_TIMEOUT_S="1")
        life = Incarnation(name, await asyncio.to_thread(closing.__enter__), closing)
        self.lives.append(life)
        return life

    def kill(self, life: Incarnation) -> None:
        """Without a chance to put anything in order."""
        life.died_at = time()
        life.desk.process.kill()


@contextmanager
def fleet(opening: Opening, tencent: Tencent) -> Iterator[Fleet]:
    """No desk outlives the block."""
    with ExitStack() as stack:
        desks = Fleet(opening, tencent.url)
        stack.callback(lambda: [life.closing.__exit__(None, None, None) for life in desks.lives])
        yield desks


class Storm:
    """What is sent, by whom and how often; everything random follows from the seed."""

    def __init__(self, desks: Fleet, tencent: Tencent, seed: int, *, users: int) -> None:
        random = Random(seed)  # noqa: S311  # Only for chance, and the same again with the same seed.
        self.letters = [
            Letter(someone, mark := f"#{user}-{number}", someone.text(f"{mark} 到哪了{random.choice(('', '。'))}"))
            for user in range(users)
            for someone in [follower(tencent, ACCOUNTS_USED[user % len(ACCOUNTS_USED)])]
            for number in range(random.choice((1, 1, 2)))
        ]
        self.pushes = [letter for letter in self.letters for _ in range(random.randint(1, 3))]
        random.shuffle(self.pushes)
        self._desks = desks
        self._tencent = tencent
        self._random = random

    async def rage(self, *, kills: int, spare: int) -> None:
        """Deliver everything, and let a desk die again and again meanwhile; `spare` of them always live."""
        waiting = iter(enumerate(self.pushes))
        # In the first part of the storm, so that the rest of it does not wait for the end of dead desks' leases.
        deaths = sorted(self._random.sample(range(len(self.pushes) * 2 // 3), kills), reverse=True)
        async with http_client(timeout=_PATIENCE_S) as client, asyncio.TaskGroup() as group:

            async def deliver_on() -> None:
                for number, letter in waiting:
                    while deaths and deaths[-1] <= number and len(self._desks.alive) > spare:
                        deaths.pop()
                        self._desks.kill(self._random.choice(self._desks.alive))
                        group.create_task(self._desks.start())
                    await self._deliver(client, letter)

            for _ in range(_AT_ONCE):
                group.create_task(deliver_on())

    async def _deliver(self, client: httpx.AsyncClient, letter: Letter) -> None:
        """As WeChat does: again if nobody says in time that it was stored. (It would give up after three attempts.)"""
        letter.begun_at = letter.begun_at or time()
        letter.customer.tencent.since_written[letter.customer.openid] = 0
        await eventually(lambda: self._attempt(client, letter), within_s=_GIVEN_UP_S)
        letter.taken_at = letter.taken_at or time()

    async def _attempt(self, client: httpx.AsyncClient, letter: Letter) -> bool:
        if not self._desks.alive:
            return False
        letter.attempts += 1
        url = self._random.choice(self._desks.alive).desk.url
        query, body = letter.customer.packed(letter.fields)
        try:
            response = await client.post(f"{url}/channels/wechat/{letter.customer.account}", params=query, content=body)
        except httpx.TransportError:
            return False
        assert response.text == "success", response.text
        return True

    async def is_over(self) -> bool:
        """Whether every letter is answered; looked for seldom, as looking takes the processor from the desks."""
        await asyncio.sleep(0.5)
        return not self.unanswered()

    def unanswered(self) -> list[str]:
        """The marks of letters whose answer has not reached its follower."""
        answers = self.answers()
        return [letter.mark for letter in self.letters if letter.mark not in answers]

    def answers(self) -> dict[str, list[Accepted]]:
        """What followers were sent, by the mark of the letter that it answers."""
        found: dict[str, list[Accepted]] = defaultdict(list)
        # The platform remembers what the followers of other storms were sent as well.
        ours = {letter.customer.openid for letter in self.letters}
        for sent in [one for one in list(self._tencent.accepted) if one.openid in ours]:
            for mark in _MARK.findall(sent.text):
                found[mark].append(sent)
        return found

    def disorder(self) -> list[tuple[str, str]]:
        """Pairs of which the first was stored before the second was sent, and answered after it."""
        answers = self.answers()
        of_customer: dict[str, list[Letter]] = defaultdict(list)
        for letter in self.letters:
            of_customer[letter.customer.openid].append(letter)
        return [
            (one.mark, other.mark)
            for theirs in of_customer.values()
            for one in theirs
            for other in theirs
            if one.taken_at < other.begun_at
            and _place(answers[one.mark][0], one) > _place(answers[other.mark][0], other)
        ]

    def doubles(self) -> list[list[Accepted]]:
        """What was sent more often than once, each with its first sending at the head."""
        return [sent for sent in self.answers().values() if len(sent) > 1]

    def figures(self) -> str:
        """One line about what happened."""
        answers = self.answers()
        waits = [answers[letter.mark][0].at - letter.begun_at for letter in self.letters]
        cuts = quantiles(waits, n=20)
        kills = sum(life.died_at is not None for life in self._desks.lives)
        return (
            f"{len(self.letters)} messages, {len(self.pushes) - len(self.letters)} repeats, {kills} kills, "
            f"{len(self.doubles())} answered twice, answer after p50 {cuts[9]:.1f} s, p95 {cuts[18]:.1f} s, "
            f"longest {max(waits):.1f} s, at most {max(letter.attempts for letter in self.letters)} attempts"
        )


def _place(sent: Accepted, letter: Letter) -> tuple[float, int]:
    """Where an answer stands in what its customer read."""
    return sent.at, sent.text.index(letter.mark)
