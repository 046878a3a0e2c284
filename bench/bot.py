"""How fast the assistant is beside a stock Rasa assistant: `make bench-bot`, or python -m bench.bot.

The stock assistant is what `rasa init` makes of the same domain and data, with Jieba for Chinese: count vectors, DIET,
TED, UnexpecTED, and the tracker store that Rasa uses when none is named (bench/stock/). Its networks are trained for a few
epochs only, because the time of a prediction does not depend on how well it was learned.

Both run at the same time and use the same action server with the demo facts; a stand-in takes the desk's place. They are
driven in turns with the same conversations through Rasa's REST channel, so that other work on the machine slows
both. What is shown is the median of the repetitions.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bench.assistants import Assistant, action_server, ensure_stock_model, our_assistant, stock_assistant
from bench.desk import create_desk
from bench.measures import AT_ONCE, EARLY, LATE, Figures, measure_growth, measure_latency, measure_rate, warm_up
from scripts.model import ensure_model
from scripts.ports import free_port
from scripts.process_environment import process_environment
from scripts.steps import StepFailed, Steps, main_guard

# Twelve times the messages must not mean that only a moment of ours is seen.
ROUNDS = {"stock": 1, "ours": 4}


async def compare(pair: Mapping[str, Assistant], token: str, repetitions: int, console: Console) -> dict[str, Figures]:
    """Measure both assistants in turns."""
    figures = {name: Figures() for name in pair}
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("Measuring", total=len(pair) * (2 + 3 * repetitions))
        for assistant in pair.values():
            await warm_up(assistant)
            progress.advance(task)
        for _ in range(repetitions):
            for name, assistant in pair.items():
                await measure_latency(assistant, figures[name], token)
                await measure_rate(assistant, figures[name], ROUNDS[name])
                await measure_growth(assistant, figures[name])
                progress.advance(task, 3)
        for name, assistant in pair.items():
            figures[name].memory_mb = assistant.memory_mb()
            progress.advance(task)
    return figures


def show(figures: Mapping[str, Figures], console: Console) -> None:
    """Print the table."""
    stock, ours = figures["stock"], figures["ours"]
    table = Table("", "stock", "ours", "ratio", "target")
    for column in table.columns[1:]:
        column.justify = "right"
    table.add_row(
        f"messages/s, {AT_ONCE} at once",
        f"{stock.rate:.1f}",
        f"{ours.rate:.1f}",
        f"{ours.rate / stock.rate:.1f} ×",
        "≥ 12 ×",
    )
    p50 = ours.latency_ms / stock.latency_ms
    table.add_row("p50 alone, ms", f"{stock.latency_ms:.1f}", f"{ours.latency_ms:.1f}", f"{p50:.2f} ×", "≤ 0.20 ×")
    table.add_row(f"around message {EARLY}, ms", f"{stock.early_ms:.1f}", f"{ours.early_ms:.1f}", "", "")
    table.add_row(f"around message {LATE}, ms", f"{stock.late_ms:.1f}", f"{ours.late_ms:.1f}", "", "")
    growths = [f"{one.late_ms / one.early_ms:.2f} ×" for one in (stock, ours)]
    table.add_row(f"message {LATE} to message {EARLY}", *growths, "", "≤ 1.50 ×")
    memory = ours.memory_mb / stock.memory_mb
    table.add_row("memory, MB", f"{stock.memory_mb:.0f}", f"{ours.memory_mb:.0f}", f"{memory:.2f} ×", "≤ 0.60 ×")
    actions = [f"{sum(one.actions) / len(one.actions):.2f}" for one in (stock, ours)]
    table.add_row("actions and forms per message", *actions, "", "")
    console.print(table)


@asynccontextmanager
async def desk() -> AsyncIterator[str]:
    """The desk's stand-in; yields its address."""
    port = free_port()
    server = await create_desk().create_server(
        host="127.0.0.1", port=port, return_asyncio_server=True, access_log=False
    )
    if server is None:
        raise StepFailed(f"Nothing could listen on port {port}.")
    await server.startup()  # type: ignore[no-untyped-call]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await server.close()  # type: ignore[no-untyped-call]


async def _bench(repetitions: int, environment: Mapping[str, str], models: Mapping[str, Path], steps: Steps) -> None:
    console = Console(highlight=False)
    async with desk() as desk_url:
        with ExitStack() as programs:
            with steps.step("Starting both assistants"):
                url = await asyncio.to_thread(programs.enter_context, action_server(environment, desk_url))
                own = {**environment, "ACTION_ENDPOINT_URL": url, "LOG_LEVEL": "WARNING"}
                pair = {
                    "stock": await asyncio.to_thread(programs.enter_context, stock_assistant(own, models["stock"])),
                    "ours": await asyncio.to_thread(programs.enter_context, our_assistant(own, models["ours"])),
                }
            show(await compare(pair, environment["BOT_TOKEN"], repetitions, console), console)


def main() -> int:
    """Command line of `make bench-bot`."""
    parser = argparse.ArgumentParser(prog="make bench-bot", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=3, help="how often each figure is measured")
    repetitions: int = parser.parse_args().repetitions
    return main_guard(lambda: _main(repetitions))


def _main(repetitions: int) -> int:
    secrets = dict.fromkeys(("BOT_TOKEN", "INTERNAL_TOKEN"), "secret-of-the-benchmark")
    environment = {**process_environment(), **secrets}
    os.environ.update(environment)
    steps = Steps(3)
    with steps.step("Training the stock assistant (some minutes, once for the same data)") as told:
        stock, trained = ensure_stock_model()
        told("trained" if trained else "already up to date")
    with steps.step("Training ours") as told:
        ours = ensure_model(told)
    asyncio.run(_bench(repetitions, environment, {"stock": stock, "ours": ours}, steps))
    return 0


if __name__ == "__main__":
    sys.exit(main())
