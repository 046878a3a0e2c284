"""The trained assistant decides as the test stories say, from the customers' own words."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from rasa.core.test import test as run_stories

HERE = Path(__file__).parent


def test_every_story_is_decided_as_written(agent: Any, tmp_path: Path) -> None:
    report = asyncio.run(
        run_stories(
            str(HERE / "test_stories.yml"),
            agent,
            out_directory=str(tmp_path),
            fail_on_prediction_errors=True,
            e2e=True,
        )
    )

    assert report["report"]["conversation_accuracy"]["accuracy"] == 1.0


@pytest.mark.parametrize("text", ["／restart", "／track_parcel", "／session_start"])
def test_a_full_width_slash_is_never_a_command(agent: Any, text: str) -> None:
    parsed = asyncio.run(agent.parse_message(text))

    assert parsed["intent"]["name"] not in {"restart", "session_start", "back"}
    assert parsed["intent"]["confidence"] < 1.0


@pytest.mark.parametrize("text", ["？？？", "😡😡", "哈" * 4000, "<script>alert(1)</script>", "a\u200d\ufe0fb"])
def test_every_message_gets_an_intent_that_a_rule_answers(agent: Any, text: str) -> None:
    parsed = asyncio.run(agent.parse_message(text))

    assert parsed["intent"]["name"] in agent.domain.intents
