"""How well the assistant understands messages that it was not trained on (tests/bot/held_out*.tsv)."""

import asyncio
import csv
from collections import Counter
from pathlib import Path
from typing import Any, Dict, List

import pytest

HERE = Path(__file__).parent
FLOOR = 0.8


@pytest.fixture(scope="module")
def judged(agent: Any) -> List[Dict[str, Any]]:
    """Each held-out message with the intent that was understood; fallback counts as the guess behind it."""
    return [{**row, "guess": _guess(agent, row["text"])} for row in _messages()]


def test_every_intent_reaches_the_floor(judged: List[Dict[str, Any]], capsys: pytest.CaptureFixture[str]) -> None:
    accuracies = _per_intent(judged)
    macro = sum(accuracies.values()) / len(accuracies)
    with capsys.disabled():
        _print_table(judged, accuracies, macro)

    assert macro >= FLOOR


def test_the_messages_were_not_used_for_training() -> None:
    trained = {line[2:].strip() for file in Path("data/nlu").glob("*.yml") for line in _examples(file)}
    leaked = [row["text"] for row in _messages() if row["text"].strip() in trained]

    # Single words such as 你好 are the same wherever they are written.
    assert [text for text in leaked if len(text) > 4] == []


def _messages() -> List[Dict[str, str]]:
    rows: List[Dict[str, str]] = []
    for file in sorted(HERE.glob("held_out*.tsv")):
        with file.open(encoding="utf-8", newline="") as lines:
            rows += csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return rows


def _guess(agent: Any, text: str) -> str:
    parsed = asyncio.run(agent.parse_message(text))
    names = [intent["name"] for intent in [parsed["intent"], *parsed["intent_ranking"]]]
    return next(name for name in names if name != "nlu_fallback")


def _examples(file: Path) -> List[str]:
    return [line.strip() for line in file.read_text("utf-8").splitlines() if line.strip().startswith("- ")]


def _accepted(row: Dict[str, Any]) -> List[str]:
    accepted: List[str] = row["accepted_intents"].split("|")
    return accepted


def _per_intent(judged: List[Dict[str, Any]]) -> Dict[str, float]:
    total = Counter(_accepted(row)[0] for row in judged)
    right = Counter(_accepted(row)[0] for row in judged if row["guess"] in _accepted(row))
    return {intent: right[intent] / count for intent, count in sorted(total.items())}


def _print_table(judged: List[Dict[str, Any]], accuracies: Dict[str, float], macro: float) -> None:
    total = Counter(_accepted(row)[0] for row in judged)
    print("\nheld-out messages understood:")
    for intent, accuracy in accuracies.items():
        print(f"  {intent:<20} {accuracy:6.1%} of {total[intent]}")
    right = sum(row["guess"] in _accepted(row) for row in judged)
    print(f"  macro {macro:.1%}, micro {right / len(judged):.1%} of {len(judged)}")
