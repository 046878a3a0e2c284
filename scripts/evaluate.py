"""`make eval FILE=path.tsv`: how well the assistant understands labelled customer messages."""

import argparse
import asyncio
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import httpx
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from scripts.evaluation import (
    BadFile,
    Example,
    Understood,
    accuracy,
    angry_escalated,
    asked_back,
    by_intent,
    calm_escalated,
    confusions,
    displeasure_f1,
    emotion_accuracy,
    read_examples,
)
from scripts.process_environment import process_environment
from scripts.steps import StepFailed, main_guard
from scripts.temporary import running_bot

AT_ONCE = 8
PARSE_TIMEOUT_S = 60
SHOWN_CONFUSIONS = 15


async def understand(url: str, token: str, examples: Sequence[Example], console: Console) -> list[Understood]:
    """Ask the assistant about every example, a few at a time. Raises StepFailed if it refuses or fails."""
    turn = asyncio.Semaphore(AT_ONCE)
    async with httpx.AsyncClient(base_url=url, params={"token": token}, timeout=PARSE_TIMEOUT_S) as client:
        with Progress(console=console, transient=True) as progress:
            task = progress.add_task("Asking the assistant", total=len(examples))

            async def ask(example: Example) -> Understood:
                async with turn:
                    result = await _understood(client, example)
                progress.advance(task)
                return result

            return await asyncio.gather(*map(ask, examples))


def show(results: Sequence[Understood], console: Console) -> None:
    """Print the figures, the table per intent and the worst confusions."""
    console.print(_intent_table(results))
    console.print(_confusion_table(results))
    hits = sum(result.right for result in results)
    seconds = median(result.seconds for result in results)
    console.print(f"Accepted emotion:       {emotion_accuracy(results)}")
    console.print(f"Calm or not, F1:        {displeasure_f1(results):.2f}")
    console.print(f"Angry, person called:   {angry_escalated(results)}")
    console.print(f"Calm, person called:    {calm_escalated(results)}")
    console.print(f"Asked back, had right:  {asked_back(results)}")
    console.print(f"Median latency:         {seconds * 1000:.0f} ms per message, {AT_ONCE} at a time")
    console.print(f"Accepted intent:        [bold]{accuracy(results):.1%}[/bold] ({hits} of {len(results)})")


def evaluate(path: Path, environment: Mapping[str, str]) -> int:
    """Exit code 0 when the figures were printed, 2 for a file that cannot be used. Raises StepFailed."""
    console = Console(highlight=False)
    try:
        examples = read_examples(path)
    except BadFile as error:
        print(error, file=sys.stderr)
        return 2
    with running_bot(environment) as url:
        results = asyncio.run(understand(url, environment["BOT_TOKEN"], examples, console))
    show(results, console)
    return 0


async def _understood(client: httpx.AsyncClient, example: Example) -> Understood:
    started = time.monotonic()
    parsed = await _asked(client, example, "/model/parse", {"text": example.text})
    seconds = time.monotonic() - started
    said = [{"event": "action", "name": "action_listen"}, {"event": "user", "text": example.text, "parse_data": parsed}]
    predicted = await _asked(client, example, "/model/predict", said)
    action = max(predicted["scores"], key=lambda score: float(score["score"]))["action"]
    return Understood(example, parsed["intent"]["name"], (parsed.get("emotion") or {}).get("name"), action, seconds)


async def _asked(client: httpx.AsyncClient, example: Example, path: str, question: Any) -> Any:
    try:
        answer = await client.post(path, json=question)
    except httpx.TransportError as error:
        raise StepFailed(f"The assistant stopped answering at example {example.id}: {error!r}") from error
    if answer.status_code == httpx.codes.UNAUTHORIZED:
        raise StepFailed(f"The assistant at {client.base_url} refuses our BOT_TOKEN; was it started with another .env?")
    if not answer.is_success:
        raise StepFailed(f"The assistant answered {answer.status_code} to example {example.id}: {answer.text[:300]}")
    return answer.json()


def _intent_table(results: Sequence[Understood]) -> Table:
    table = Table(title="By best intent", title_justify="left")
    table.add_column("intent")
    for heading in ("messages", "understood", "share"):
        table.add_column(heading, justify="right")
    for row in by_intent(results):
        table.add_row(row.intent, str(row.support), str(row.hits), f"{row.hits / row.support:.0%}")
    return table


def _confusion_table(results: Sequence[Understood]) -> Table:
    table = Table(title="Worst confusions", title_justify="left")
    for heading in ("best intent", "taken for"):
        table.add_column(heading)
    table.add_column("times", justify="right")
    table.add_column("for example, id")
    for row in confusions(results)[:SHOWN_CONFUSIONS]:
        table.add_row(row.best, row.taken_for, str(row.count), row.example_id)
    return table


def main() -> int:
    """Command line; a missing FILE ends with code 2 and the usage."""
    parser = argparse.ArgumentParser(prog="make eval FILE=path.tsv", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE", help="columns id, source, accepted_intents, emotion, text")
    path: Path = parser.parse_args().file
    return main_guard(lambda: evaluate(path, process_environment()))


if __name__ == "__main__":
    sys.exit(main())
