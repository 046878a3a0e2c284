"""How long a customer of the website waits for a parcel's whereabouts: `make bench-path`, or python -m bench.path.

The whole way is measured, with the product as `make run` starts it: socket in, desk, assistant, action, tracking lookup in the
local source, desk, socket out. Beside it stands what a stock Rasa assistant needs for a plain greeting through its own REST
channel, without desk, socket or lookup. One customer writes at a time; both are measured in turns on the same machine.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
import uuid
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import quantiles
from typing import Any

import socketio
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.assistants import Assistant, ensure_stock_model, stock_assistant
from bench.rest_client import RestClient
from scripts.process_environment import process_environment
from scripts.steps import Steps, main_guard
from tests.e2e.stack import running_stack

# Demo parcels in different states, so that the answers differ.
WAYBILLS = ("73100000000011", "73100000000012", "73100000000013")
GREETING = "你好"
WARM_UP = 5
P50_MS, P95_MS = 60, 150
ANSWER_WITHIN_S = 10


class SocketCustomer:
    """A customer on the website who asks and waits."""

    def __init__(self) -> None:
        """Connects with `join`."""
        self._socket = socketio.AsyncClient()
        self._answered: asyncio.Queue[Mapping[str, Any]] = asyncio.Queue()
        self._socket.on("qt_message", self._take)

    async def join(self, url: str) -> None:
        """Open a conversation."""
        await self._socket.connect(url, transports=["websocket"])
        await self._socket.call("qt_join", {"token": None, "lang": "zh-CN"})

    async def ask(self, text: str) -> float:
        """Milliseconds from sending until the assistant's answer is here."""
        started = time.perf_counter()
        await self._socket.emit("qt_send", {"client_id": uuid.uuid4().hex, "text": text})
        async with asyncio.timeout(ANSWER_WITHIN_S):
            while (await self._answered.get())["author"] != "bot":
                continue
        return (time.perf_counter() - started) * 1000

    async def leave(self) -> None:
        """Close the connection."""
        await self._socket.disconnect()

    def _take(self, message: Mapping[str, Any]) -> None:
        self._answered.put_nowait(message)


async def ask_for_parcels(url: str) -> list[float]:
    """One conversation that asks for each parcel."""
    customer = SocketCustomer()
    await customer.join(url)
    try:
        return [await customer.ask(f"{waybill}到哪了？") for waybill in WAYBILLS]
    finally:
        await customer.leave()


async def greet(assistant: Assistant) -> list[float]:
    """As many plain utterances to the stock assistant."""
    sender = uuid.uuid4().hex
    async with RestClient(assistant.port) as client:
        return [(await client.send(sender, GREETING))[0] * 1000 for _ in WAYBILLS]


def show(figures: Mapping[str, list[float]], console: Console) -> None:
    """Print the table."""
    table = Table("", "p50, ms", "p95, ms", "target")
    for name, milliseconds in figures.items():
        steps = quantiles(milliseconds, n=20)
        target = f"≤ {P50_MS}, ≤ {P95_MS}" if name == "ours" else ""
        table.add_row(name, f"{steps[9]:.1f}", f"{steps[18]:.1f}", target)
    console.print(table)


async def compare(url: str, stock: Assistant, rounds: int, console: Console) -> dict[str, list[float]]:
    """Measure both in turns."""
    figures: dict[str, list[float]] = {"ours": [], "stock": []}
    for number in track(range(WARM_UP + rounds), "Measuring", console=console, transient=True):
        measured = {"ours": await ask_for_parcels(url), "stock": await greet(stock)}
        for name, milliseconds in measured.items() if number >= WARM_UP else ():
            figures[name] += milliseconds
    return figures


async def _bench(rounds: int, environment: Mapping[str, str], model: Path, steps: Steps) -> None:
    console = Console(highlight=False)
    with tempfile.TemporaryDirectory() as folder, stock_assistant(environment, model) as stock:
        async with AsyncExitStack() as programs:
            with steps.step("Starting the product"):
                running = await programs.enter_async_context(running_stack(Path(folder)))
            show(await compare(running.url, stock, rounds, console), console)


def main() -> int:
    """Command line of `make bench-path`."""
    parser = argparse.ArgumentParser(prog="make bench-path", description=__doc__)
    parser.add_argument("--rounds", type=int, default=60, help="conversations of three questions each")
    rounds: int = parser.parse_args().rounds
    return main_guard(lambda: _main(rounds))


def _main(rounds: int) -> int:
    environment = {**process_environment(), "BOT_TOKEN": "secret-of-the-benchmark", "INTERNAL_TOKEN": "-"}
    os.environ.update(environment)
    steps = Steps(2)
    with steps.step("Training the stock assistant (some minutes, once for the same data)") as told:
        stock, trained = ensure_stock_model()
        told("trained" if trained else "already up to date")
    asyncio.run(_bench(rounds, environment, stock, steps))
    return 0


if __name__ == "__main__":
    sys.exit(main())
