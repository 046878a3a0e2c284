"""What may not be sent (BUSINESS B8)."""

from typing import Annotated, Literal

from pydantic import Field

from courier.facts.schemas.base import Code, Fact, Text


class ProhibitedClass(Fact):
    """A class of goods that may not be sent, or only under conditions (PROTOCOLS §8.5)."""

    code: Code
    verdict: Literal["forbidden", "restricted"]
    name: Text
    english: Text
    reason_zh: Text
    reason_en: Text
    conditions_zh: str = ""
    conditions_en: str = ""
    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    except_in: tuple[Text, ...] = ()
