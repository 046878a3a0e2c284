"""What sending costs."""

from typing import Annotated

from pydantic import Field

from courier.facts.schemas.base import Fact, Kilograms, Text, Yuan


class Tariff(Fact):
    """One weight step: above ``over_kg`` up to ``up_to_kg``.

    It costs ``fixed_cny`` plus ``per_kg_cny`` for each begun kilogram above ``over_kg``.
    """

    from_zone: Text
    to_zone: Text
    over_kg: Kilograms
    up_to_kg: Kilograms
    fixed_cny: Yuan
    per_kg_cny: Yuan
    days: Text


class Prices(Fact):
    """The price zones (zone → provinces) and the tariffs; ``same_city`` and ``same_province`` are destinations too."""

    zones: dict[str, tuple[Text, ...]]
    volumetric_divisor: Annotated[int, Field(gt=0)]
    note_zh: Text
    note_en: Text
    discount_from_cny: Yuan
    tariffs: tuple[Tariff, ...]
