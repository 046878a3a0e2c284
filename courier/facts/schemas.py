"""The shapes of the company's facts. Every model is frozen: facts are read once and shared by everybody.

Money is ``Decimal`` in CNY (yuan), weights are ``Decimal`` kilograms.
"""

from datetime import time
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from courier.wording.patterns import compiled

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,31}$")]
Telephone = Annotated[
    str, StringConstraints(pattern=r"^(0\d{2,3}-\d{7,8}(-\d{1,6})?|1[3-9]\d{9}|[48]00-\d{3}-\d{4}|\d{3,8})$")
]
Yuan = Annotated[Decimal, Field(ge=0, max_digits=9, decimal_places=2)]
Kilograms = Annotated[Decimal, Field(ge=0, max_digits=7, decimal_places=3)]


class Fact(BaseModel):
    """The base of all facts: frozen, and an unknown key is an error because it is usually a misspelt one."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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

    def covers(self, at: time) -> bool:
        """Say whether the service is open at this Beijing time of day."""
        return self.opens <= at < self.closes


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


class Carrier(Fact):
    """A courier company and its hotline; the number formats are read by ``courier.vocabulary``."""

    code: Code
    name: Text
    english: Text
    hotline: Telephone


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


class Reason(Fact):
    """Why a parcel was set aside or goes back; a courier's note with one of the words means it."""

    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    zh: Text
    en: Text


class TrackingRules(Fact):
    """How scans are read. After ``stuck_after_hours`` without a scan a parcel on its way counts as stuck."""

    stuck_after_hours: Annotated[int, Field(gt=0)]
    reasons: tuple[Reason, ...] = ()


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


class PrivacyRules(Fact):
    """How often a tail may be wrong, for how long nobody may then try, and how long a right one counts (DESIGN D9)."""

    wrong_tails: Annotated[int, Field(gt=0)]
    locked_hours: Annotated[int, Field(gt=0)]
    verified_hours: Annotated[int, Field(gt=0)]


class Deadlines(Fact):
    """By when the company answers. The unit is in each name; sources: BUSINESS B3, B5, B11, PROTOCOLS §8.1."""

    enquiry_minutes: Annotated[int, Field(gt=0)]
    other_department_minutes: Annotated[int, Field(gt=0)]
    delivery_margin_minutes: Annotated[int, Field(ge=0)]
    pickup_check_minutes: Annotated[int, Field(gt=0)]
    pickup_visit_minutes: Annotated[int, Field(gt=0)]
    complaint_hours: Annotated[int, Field(gt=0)]
    complaint_law_days: Annotated[int, Field(gt=0)]
    claim_hours: Annotated[int, Field(gt=0)]


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


def _is_pattern(pattern: str) -> str:
    compiled(pattern)
    return pattern


Pattern = Annotated[Text, AfterValidator(_is_pattern)]


class WordingPhrase(Fact):
    """Wordings that break one rule, and what to say instead (BUSINESS B10)."""

    rule: Literal[
        "banned",
        "improper",
        "refusal",
        "beginning",
        "blame",
        "policy",
        "address",
        "negative",
        "slang",
        "guarantee",
        "promise",
    ]
    at: Literal["anywhere", "beginning"] = "anywhere"
    patterns: Annotated[tuple[Pattern, ...], Field(min_length=1)]
    zh: Text
    en: Text


class WordingRules(Fact):
    """How the front line speaks; courier.wording.Checker reads it."""

    allowed: tuple[Pattern, ...]
    phrases: Annotated[tuple[WordingPhrase, ...], Field(min_length=1)]


class Facts(Fact):
    """Everything the company knows, checked."""

    company: Company
    carriers: tuple[Carrier, ...]
    outlets: tuple[Outlet, ...]
    coverage: Coverage
    prices: Prices
    compensation: Compensation
    prohibited: tuple[ProhibitedClass, ...]
    tracking: TrackingRules
    transit: Transit
    privacy: PrivacyRules
    deadlines: Deadlines
    holidays: Holidays
    wording: WordingRules

    def outlet(self, code_or_name: str) -> Outlet | None:
        """Find an outlet by its code or its full name."""
        return next((one for one in self.outlets if code_or_name in (one.code, one.name)), None)

    def carrier(self, code: str) -> Carrier | None:
        """Find a carrier by its code."""
        return next((one for one in self.carriers if one.code == code), None)
