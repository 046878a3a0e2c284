"""Hints and steps for operators, in both languages."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from handoff.channels.status.schemas import Said

_EMPTY = re.compile(r"(\w+) is empty")
_NUMBERED = re.compile(r"(-?\d+|no answer): (.*)", re.DOTALL)


@cache
def _read(name: str) -> Any:
    return yaml.safe_load(files("handoff.channels.status").joinpath(name).read_text("utf-8"))


def advice(sentence: str) -> Said:
    """A hint of an error table, with its translation; one that has none is shown as it is."""
    numbered = _NUMBERED.fullmatch(sentence)
    code, text = (f"{numbered[1]}: ", numbered[2]) if numbered else ("", sentence)
    return Said(zh=f"{code}{_read('advice.yml').get(text, text)}", en=f"{code}{text}")


def refusal(code: str) -> Said:
    """What to do when callbacks are refused with this code."""
    found = _read("refusals.yml").get(code)
    return Said(**found) if found else Said(zh=code, en=code)


def fault(sentence: str) -> Said:
    """What is wrong with an account's settings."""
    if empty := _EMPTY.fullmatch(sentence):
        return Said(zh=f"{empty[1]} 没有填写", en=sentence)
    return Said(zh=_read("advice.yml").get(sentence, sentence), en=sentence)


def guide(channel: str, values: Mapping[str, str]) -> list[Said]:
    """The steps, with the account's own addresses in them."""
    steps = _read("guides.yml").get(channel, [])
    return [Said(**{lang: _filled(text, values) for lang, text in step.items()}) for step in steps]


def _filled(text: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"<<{name}>>", value)
    return text
