"""Prints flows as people read them: `make transcript FLOW=name`, or a part of the name; without one it lists them.

The flow is played through assistant, actions and desk, so that what is printed is what customers get today.
"""

import asyncio
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from tests.e2e.stack import running_stack
from tests.functional.conversation.customer import Customer
from tests.functional.conversation.flows import Flow, all_flows

CUSTOMER, FRONT_DESK = "客户", "前台"
# These flows need another tracking source than the demo parcels, or that a day passes.
PLAYED_ELSEWHERE = ("carrier", "silence")


async def print_flows(chosen: Mapping[str, Flow], console: Console) -> None:
    """Play each flow with a customer of its own."""
    console.print("Starting assistant, actions and desk …", style="dim")
    with tempfile.TemporaryDirectory() as folder:
        async with running_stack(Path(folder), BURST_WINDOW_MS="50") as running:
            for name, flow in chosen.items():
                console.rule(name)
                async with Customer(running.url) as customer:
                    await _print_flow(customer, flow, console)


async def _print_flow(customer: Customer, flow: Flow, console: Console) -> None:
    for step in flow:
        _print_line(console, CUSTOMER, " ".join([*([f"[{step.shows}]"] if step.shows else []), step.says]), "bold")
        for message in await customer.writes(step.says, shows=step.shows):
            _print_line(console, FRONT_DESK, str(message.get("text") or ""), "")
            titles = [f"[{button['title']}]" for button in message.get("buttons") or []]
            _print_indented(console, titles and ["  ".join(titles)], "cyan")
            _print_indented(console, _card_lines(message), "dim")


def _card_lines(message: Mapping[str, Any]) -> list[str]:
    card = (message.get("custom") or {}).get("card") or {}
    steps = [f"{step.get('time', '')}  {step.get('text', '')}" for step in card.get("steps") or []]
    return [f"{card.get('title', '')} · {card.get('status', '')}", *steps] if card else []


def _print_line(console: Console, who: str, text: str, style: str) -> None:
    first, *others = text.split("\n")
    console.print(Text(f"{who}  {first}", style), soft_wrap=True)
    _print_indented(console, others, style)


def _print_indented(console: Console, lines: Sequence[str], style: str) -> None:
    for line in lines:
        # The terminal breaks the lines; rich would break Chinese at the blanks around numbers.
        console.print(Text(f"      {line}", style), soft_wrap=True)


def main() -> int:
    """Command line."""
    console = Console(highlight=False)
    wanted = " ".join(sys.argv[1:]).strip()
    everything = all_flows(but=PLAYED_ELSEWHERE)
    chosen = {name: flow for name, flow in everything.items() if wanted and wanted in name}
    if chosen:
        asyncio.run(print_flows(chosen, console))
        return 0
    console.print("\n".join(everything), markup=False)
    console.print(f"\nNo flow is called {wanted!r}." if wanted else "\nmake transcript FLOW=name", markup=False)
    return 1 if wanted else 0


if __name__ == "__main__":
    sys.exit(main())
