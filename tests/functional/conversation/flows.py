"""Flows: conversations as data, a file for each topic in flows/. A flow says what the customer writes and what must come."""

from collections.abc import Collection
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

FOLDER = Path(__file__).with_name("flows")
ABSENT = "!"


class Step(BaseModel):
    """One message of the customer, with parts of the answer that must come and that must not; buttons stand in [ ]."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    says: str
    shows: Literal["photo", "pdf"] | None = None
    """What comes with the words; without words it is the whole message."""
    hours: float = 0
    """How long the customer is silent before."""
    hears: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


Flow = tuple[Step, ...]
_FILE = TypeAdapter(dict[str, Flow])


def step(says: str, *parts: str) -> Step:
    """A step in a test; a part that begins with ! must not come."""
    never = tuple(part.removeprefix(ABSENT) for part in parts if part.startswith(ABSENT))
    return Step(says=says, hears=tuple(part for part in parts if not part.startswith(ABSENT)), never=never)


def flows(topic: str) -> dict[str, Flow]:
    """The flows of a topic by name. Raises pydantic's ValidationError for a file that holds none."""
    return _FILE.validate_python(yaml.safe_load((FOLDER / f"{topic}.yml").read_text("utf-8")))


def all_flows(*, but: Collection[str] = ()) -> dict[str, Flow]:
    """Every flow, by topic and name as in "claims: given up"; `but` leaves out topics."""
    topics = sorted(path.stem for path in FOLDER.glob("*.yml") if path.stem not in but)
    return {f"{topic}: {name}": flow for topic in topics for name, flow in flows(topic).items()}
