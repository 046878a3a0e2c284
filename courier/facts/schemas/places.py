"""Outlets, and where parcels are delivered."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from courier.facts.schemas.base import Fact, Telephone, Text, Yuan


class Outlet(Fact):
    """A place of ours: an outlet that serves customers, or a distribution centre that only sorts."""

    code: Annotated[str, StringConstraints(pattern=r"^\d{4,6}$")]
    name: Text
    province: Text
    city: Text
    district: str
    address: Text
    phone: Telephone
    hours: Annotated[str, StringConstraints(pattern=r"^\d{2}:\d{2}-\d{2}:\d{2}$")]
    kind: Literal["outlet", "centre"]


class Account(Fact):
    """A company that sends much and is billed monthly: the outlet that serves it, and its manager (BUSINESS B16)."""

    number: Annotated[str, StringConstraints(pattern=r"^YJ\d{6}$")]
    company: Text
    outlet: Text
    manager: Text
    phone: Telephone


class Ems(Fact):
    """What forwarding by EMS costs about, where we do not deliver (BUSINESS B6)."""

    first_cny: Yuan
    extra_cny: Yuan
    days: Text


class UnservedPlace(Fact):
    """A place that is not open yet; an empty ``city`` or ``county`` means the whole of what is above it."""

    province: Text
    city: str
    county: str
    nearest_outlet: Text
    ems: Ems
    reason: Text


class Coverage(Fact):
    """Where we deliver: everywhere that ``unserved`` does not name, down to the level ``down_to``."""

    default: Literal["served"]
    down_to: Literal["county"]
    note_zh: Text
    note_en: Text
    unserved: tuple[UnservedPlace, ...]
