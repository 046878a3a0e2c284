"""English as people write it in chat is understood nearly as well as Chinese."""

import asyncio
import csv
from pathlib import Path
from typing import Any, Dict, List

FLOOR = 0.85
FILE = Path(__file__).parent / "held_out_english.tsv"


def test_held_out_english_is_understood(agent: Any) -> None:
    wrong = [row["text"] for row in _rows() if _parsed(agent, row)["intent"]["name"] not in _accepted(row)]

    assert len(wrong) <= (1 - FLOOR) * len(_rows()), wrong


def test_held_out_english_is_told_to_be_english(agent: Any) -> None:
    told = {row["text"]: _parsed(agent, row).get("language") for row in _rows()}

    assert {text: language for text, language in told.items() if language != "en"} == {}


def _rows() -> List[Dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _parsed(agent: Any, row: Dict[str, str]) -> Dict[str, Any]:
    parsed: Dict[str, Any] = asyncio.run(agent.parse_message(row["text"]))
    return parsed


def _accepted(row: Dict[str, str]) -> List[str]:
    return row["accepted_intents"].split("|")
