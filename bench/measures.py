"""What is measured of an assistant, all of it through Rasa's REST channel."""

import asyncio
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.assistants import Assistant
from bench.conversations import conversation
from bench.rest_client import RestClient

AT_ONCE = 20
EARLY, LATE = 5, 200


@dataclass
class Figures:
    """The repeated measurements of one assistant; what is shown is their median."""

    rates: list[float] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    growths: list[tuple[float, float]] = field(default_factory=list)
    actions: list[float] = field(default_factory=list)
    memory_mb: float = 0.0

    @property
    def rate(self) -> float:
        """Messages per second, AT_ONCE conversations at once."""
        return median(self.rates)

    @property
    def latency_ms(self) -> float:
        """Median time to an answer in a single conversation."""
        return median(self.latencies) * 1000

    @property
    def early_ms(self) -> float:
        """Time to the answer to message EARLY."""
        return median(early for early, _ in self.growths) * 1000

    @property
    def late_ms(self) -> float:
        """Time to the answer to message LATE, which is the same text as message EARLY."""
        return median(late for _, late in self.growths) * 1000


async def warm_up(assistant: Assistant) -> None:
    """Load what is loaded at the first message."""
    async with RestClient(assistant.port) as client:
        await _talk(client, conversation())


async def measure_rate(assistant: Assistant, figures: Figures, rounds: int) -> None:
    """AT_ONCE customers write at once, each `rounds` whole conversations, the next message when the last is answered."""

    async def customer(number: int) -> int:
        async with RestClient(assistant.port) as client:
            return sum([len((await _talk(client, conversation(number + one)))[1]) for one in range(rounds)])

    started = time.perf_counter()
    messages = sum(await asyncio.gather(*map(customer, range(AT_ONCE))))
    figures.rates.append(messages / (time.perf_counter() - started))


async def measure_latency(assistant: Assistant, figures: Figures, token: str) -> None:
    """One customer writes, and nobody else."""
    async with RestClient(assistant.port) as client:
        for start in range(4):
            sender, seconds = await _talk(client, conversation(start))
            figures.latencies += seconds
            figures.actions.append(await client.actions_run(sender, token) / len(seconds))


async def measure_growth(assistant: Assistant, figures: Figures) -> None:
    """One conversation of more than LATE messages, in which message LATE says the same as message EARLY."""
    cycle = conversation()
    if (LATE - EARLY) % len(cycle):
        raise ValueError("The conversation must repeat itself from message EARLY to message LATE.")
    async with RestClient(assistant.port) as client:
        _, seconds = await _talk(client, cycle * (LATE // len(cycle) + 1))
    # Single messages scatter, so each is taken with the whole cycle around it; the first one still warms up.
    half = len(cycle) // 2
    figures.growths.append(
        (
            median(seconds[max(0, EARLY - 1 - half) : EARLY + half]),
            median(seconds[LATE - 1 - half : LATE + half]),
        )
    )


async def _talk(client: RestClient, texts: Sequence[str]) -> tuple[str, list[float]]:
    sender = uuid.uuid4().hex
    return sender, [(await client.send(sender, text))[0] for text in texts]
