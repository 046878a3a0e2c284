"""How scans are read."""

from typing import Annotated

from pydantic import Field

from courier.facts.schemas.base import Fact, Text


class Reason(Fact):
    """Why a parcel was set aside or goes back; a courier's note with one of the words means it."""

    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    zh: Text
    en: Text


class TrackingRules(Fact):
    """How scans are read. After ``stuck_after_hours`` without a scan a parcel on its way counts as stuck."""

    stuck_after_hours: Annotated[int, Field(gt=0)]
    reasons: tuple[Reason, ...] = ()
