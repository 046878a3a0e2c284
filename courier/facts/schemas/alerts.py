"""What counts as abnormal at an outlet (BUSINESS B15)."""

from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from courier.facts.schemas.base import Fact

_Positive = Annotated[int, Field(gt=0)]


class EnquiriesRule(Fact):
    """Far more enquiries about an outlet than usual, on several days in a row."""

    days: _Positive
    times_usual: Annotated[Decimal, Field(ge=1)]
    at_least: _Positive
    usual_days: _Positive
    known_days: _Positive

    @model_validator(mode="after")
    def _can_be_known(self) -> Self:
        if self.known_days > self.usual_days:
            raise ValueError("known_days cannot be more than usual_days")
        return self


class UnreachableRule(Fact):
    """An outlet's telephone that several customers found unanswered."""

    customers: Annotated[int, Field(ge=2)]
    hours: _Positive
    forget_hours: _Positive

    @model_validator(mode="after")
    def _remembers_long_enough(self) -> Self:
        if self.forget_hours <= self.hours:
            raise ValueError("forget_hours must be more than hours")
        return self


class NoParcelsRule(Fact):
    """An outlet that takes in parcels on most days, and took in none."""

    days: _Positive
    usual_days: _Positive
    active_days: _Positive

    @model_validator(mode="after")
    def _can_be_usual(self) -> Self:
        if self.active_days > self.usual_days:
            raise ValueError("active_days cannot be more than usual_days")
        return self


class AlertRules(Fact):
    """The three situations of BUSINESS B15."""

    enquiries: EnquiriesRule
    unreachable: UnreachableRule
    no_parcels: NoParcelsRule
