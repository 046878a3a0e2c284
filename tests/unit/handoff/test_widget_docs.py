"""What docs/embed-the-widget.md tells owners of sites is what the widget has, all of it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
DOCS = (ROOT / "docs" / "embed-the-widget.md").read_text("utf-8")
WIDGET = ROOT / "web" / "src" / "widget"
TYPES = (WIDGET / "widget.d.ts").read_text("utf-8")
REFUSALS = (ROOT / "handoff" / "identities" / "tokens.py").read_text("utf-8")


def block(text: str, start: str) -> str:
    """From the start to the brace that closes it at the margin."""
    return text[text.index(start) :].split("\n}", 1)[0]


OPTIONS = re.findall(r"^  (\w+): \[", block((WIDGET / "options.ts").read_text("utf-8"), "const READERS"), re.MULTILINE)
EVENTS = re.findall(r"^  (\w+): ", block(TYPES, "export interface QiantaiEvents"), re.MULTILINE)
CALLS = re.findall(r"^  (\w+)[(<]", block(TYPES, "export interface QiantaiApi"), re.MULTILINE)


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_is_explained(option: str) -> None:
    attribute = "data-" + re.sub(r"[A-Z]", lambda letter: f"-{letter[0].lower()}", option)
    assert f"| `{attribute}` | `{option}` |" in DOCS


@pytest.mark.parametrize("call", CALLS)
def test_every_call_is_explained(call: str) -> None:
    assert f"`{call}(" in DOCS


@pytest.mark.parametrize("event", EVENTS)
def test_every_event_is_explained(event: str) -> None:
    assert f"| `{event}` |" in DOCS


def test_every_refusal_of_an_identity_is_explained() -> None:
    codes = set(re.findall(r'"(identity_\w+)"', REFUSALS))
    assert len(codes) == 5
    assert {code for code in codes if f"| `{code}` |" not in DOCS} == set()


def test_something_was_found() -> None:
    assert len(OPTIONS) >= 13
    assert len(CALLS) >= 10
    assert len(EVENTS) == 7
