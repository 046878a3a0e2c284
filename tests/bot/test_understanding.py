"""How well the assistant understands messages that it was not trained on (tests/bot/held_out*.tsv)."""

import asyncio
import csv
from collections import Counter
from pathlib import Path
from typing import Any, Dict, List

import pytest
import yaml
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.escalation import Thresholds, escalation
from bot.front_desk_policy import turns_of

HERE = Path(__file__).parent
FLOOR = 0.9
CALM_OR_NOT_FLOOR = 0.87
MOST_CALM_ESCALATED, FEWEST_ANGRY_ESCALATED = 0.02, 0.87
FOR_A_PERSON = {"request_human", "report_emergency"}


@pytest.fixture(scope="module")
def limits() -> Thresholds:
    """The thresholds of config.yml."""
    policies = yaml.safe_load(Path("config.yml").read_text("utf-8"))["policies"]
    chosen = next(one for one in policies if one["name"].endswith("FrontDeskPolicy"))
    return Thresholds(**{name: chosen[name] for name in vars(Thresholds())})


@pytest.fixture(scope="module")
def judged(agent: Any, limits: Thresholds) -> List[Dict[str, Any]]:
    """Each held-out message with what was understood of it and whether a person is due after it."""
    return [{**row, **_understood(agent, limits, row["text"])} for row in _messages()]


def test_every_intent_reaches_the_floor(judged: List[Dict[str, Any]], capsys: pytest.CaptureFixture[str]) -> None:
    accuracies = _per_intent(judged)
    macro = sum(accuracies.values()) / len(accuracies)
    with capsys.disabled():
        _print_table(judged, accuracies, macro)

    assert macro >= FLOOR


def test_displeasure_is_noticed(judged: List[Dict[str, Any]]) -> None:
    """F1 of calm against not calm, without the messages that two labellers judged differently."""
    agreed = [row for row in judged if len(set(row["emotion"].split("|"))) == 1 or "calm" not in row["emotion"]]
    pairs = [("calm" not in row["emotion"], row["felt"] != "calm") for row in agreed]
    hits, wrong = sum(labelled and felt for labelled, felt in pairs), sum(labelled != felt for labelled, felt in pairs)

    assert 2 * hits / (2 * hits + wrong) >= CALM_OR_NOT_FLOOR


def test_the_angry_get_a_person_and_the_calm_do_not(judged: List[Dict[str, Any]]) -> None:
    angry = [row for row in judged if row["emotion"] == "angry"]
    calm = [row for row in judged if row["emotion"] == "calm" and not FOR_A_PERSON & set(_accepted(row))]

    assert sum(row["due"] for row in angry) / len(angry) >= FEWEST_ANGRY_ESCALATED
    assert sum(row["due"] for row in calm) / len(calm) <= MOST_CALM_ESCALATED, [r["text"] for r in calm if r["due"]]


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


def _understood(agent: Any, limits: Thresholds, text: str) -> Dict[str, Any]:
    parsed = asyncio.run(agent.parse_message(text))
    said = UserUttered(text, parsed["intent"], parsed["entities"], parsed)
    tracker = DialogueStateTracker.from_events("held-out", [said])
    felt = (parsed.get("emotion") or {}).get("name", "calm")
    return {"guess": parsed["intent"]["name"], "felt": felt, "due": bool(escalation(turns_of(tracker), limits))}


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
