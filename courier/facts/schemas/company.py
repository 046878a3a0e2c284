"""The company itself, and other couriers."""

from datetime import time
from typing import Annotated, Self

from pydantic import Field, model_validator

from courier.facts.schemas.base import Code, Fact, Telephone, Text


class EmergencyNumber(Fact):
    """A public number that is named at once when somebody is in danger (BUSINESS B12)."""

    number: Telephone
    zh: Text
    en: Text
    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What customers say whom this number helps."""


class Hours(Fact):
    """Daily hours in Beijing time; ``closes`` is the first minute that is no longer served."""

    opens: time
    closes: time

    @model_validator(mode="after")
    def _opens_first(self) -> Self:
        if self.opens >= self.closes:
            raise ValueError(f"opens at {self.opens:%H:%M} but closes at {self.closes:%H:%M}; swap them")
        return self


class Company(Fact):
    """How the company calls itself; another courier changes this file, not code."""

    carrier: Code
    name: Text
    short_name: Text
    english_name: Text
    hotline: Telephone
    website: Text
    wechat: Text
    regulator: Telephone
    regulator_name: Text
    arbitration_department: Text
    claim_form: Text
    human_hours: Hours
    delivery_hours: Hours
    emergency_numbers: Annotated[tuple[EmergencyNumber, ...], Field(min_length=1)]
    fraud: EmergencyNumber
    """Whom to call about somebody who plays the courier to get at money."""


class Carrier(Fact):
    """A courier company and its hotline; the number formats are read by ``courier.vocabulary``."""

    code: Code
    name: Text
    english: Text
    hotline: Telephone
