"""How long parcels take (BUSINESS B2, B3)."""

from datetime import time
from typing import Annotated, Self

from pydantic import Field, model_validator

from courier.facts.schemas.base import Fact


class Days(Fact):
    """From so many days to so many."""

    least: Annotated[int, Field(ge=1)]
    most: Annotated[int, Field(ge=1)]

    @model_validator(mode="after")
    def _least_first(self) -> Self:
        if self.least > self.most:
            raise ValueError(f"least is {self.least} but most is {self.most}; swap them")
        return self


class Round(Fact):
    """A courier's round: who left by ``leaves_by`` is usually back by ``back_by`` of the same day, Beijing time."""

    leaves_by: time
    back_by: time

    @model_validator(mode="after")
    def _leaves_first(self) -> Self:
        if self.leaves_by >= self.back_by:
            raise ValueError(f"leaves_by {self.leaves_by:%H:%M} must be before back_by {self.back_by:%H:%M}")
        return self


class StuckAfter(Fact):
    """After how many hours without a scan a parcel is looked for whose way takes at most ``up_to_days``."""

    up_to_days: Annotated[int, Field(ge=1)]
    document_hours: Annotated[int, Field(gt=0)]
    goods_hours: Annotated[int, Field(gt=0)]


class Transit(Fact):
    """How long parcels take, and when couriers come (BUSINESS B2, B3)."""

    usual_days: Days
    document_days_less: Annotated[int, Field(ge=0)]
    rounds: Annotated[tuple[Round, ...], Field(min_length=1)]
    stuck: Annotated[tuple[StuckAfter, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        leaving, days = [one.leaves_by for one in self.rounds], [one.up_to_days for one in self.stuck]
        if leaving != sorted(leaving) or days != sorted(days):
            raise ValueError("rounds go by leaves_by and stuck by up_to_days, the smallest first")
        return self
