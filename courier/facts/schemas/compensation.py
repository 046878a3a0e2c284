"""What is paid for loss and damage (BUSINESS B4)."""

from typing import Annotated, Literal

from pydantic import Field

from courier.facts.schemas.base import Fact, Text, Yuan


class CompensationLimit(Fact):
    """The most that one rule pays for one parcel. ``note`` is for colleagues, never for customers."""

    limit_cny: Yuan
    zh: Text
    en: Text
    note: str = ""


class RouteStep(Fact):
    """One step of the way to a compensation."""

    who: Literal["customer", "sending_outlet", "headquarters", "arbitration", "insurer"]
    zh: Text
    en: Text


class Compensation(Fact):
    """BUSINESS B4: limits, the route, the material to hand in, and what the bot may state on its own."""

    insured_goods: CompensationLimit
    insured_documents: CompensationLimit
    uninsured: CompensationLimit
    declared_value: CompensationLimit
    bot_limit_cny: Yuan
    route: Annotated[tuple[RouteStep, ...], Field(min_length=1)]
    material_zh: tuple[Text, ...]
    material_en: tuple[Text, ...]
