"""Public holidays."""

from typing import Annotated, Literal

from pydantic import Field

from courier.facts.schemas.base import Fact, Text


class Festival(Fact):
    """A public holiday: its name in the package ``holidays``, what customers call it, and how it is served."""

    name: Text
    english: Text
    service: Literal["usual", "reduced", "closed"]
    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    except_in: tuple[Text, ...] = ()


class Holidays(Fact):
    """On which public holidays parcels are delivered otherwise than on other days."""

    note_zh: Text
    note_en: Text
    festivals: tuple[Festival, ...]
