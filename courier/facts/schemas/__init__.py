"""The shapes of the company's facts, a module for each of their files."""

from courier.facts.schemas.alerts import AlertRules, EnquiriesRule, NoParcelsRule, UnreachableRule
from courier.facts.schemas.base import Fact
from courier.facts.schemas.company import Carrier, Company, EmergencyNumber, Hours
from courier.facts.schemas.compensation import Compensation, CompensationLimit, RouteStep
from courier.facts.schemas.deadlines import Deadlines
from courier.facts.schemas.everything import Facts
from courier.facts.schemas.holidays import Festival, Holidays
from courier.facts.schemas.places import Account, Coverage, Ems, Outlet, UnservedPlace
from courier.facts.schemas.prices import Prices, Tariff
from courier.facts.schemas.privacy import PrivacyRules
from courier.facts.schemas.prohibited import ProhibitedClass
from courier.facts.schemas.tracking import Reason, TrackingRules
from courier.facts.schemas.transit import Days, Round, StuckAfter, Transit
from courier.facts.schemas.wording import WordingPhrase, WordingRules

__all__ = [
    "Account",
    "AlertRules",
    "Carrier",
    "Company",
    "Compensation",
    "CompensationLimit",
    "Coverage",
    "Days",
    "Deadlines",
    "EmergencyNumber",
    "Ems",
    "EnquiriesRule",
    "Fact",
    "Facts",
    "Festival",
    "Holidays",
    "Hours",
    "NoParcelsRule",
    "Outlet",
    "Prices",
    "PrivacyRules",
    "ProhibitedClass",
    "Reason",
    "Round",
    "RouteStep",
    "StuckAfter",
    "Tariff",
    "TrackingRules",
    "Transit",
    "UnreachableRule",
    "UnservedPlace",
    "WordingPhrase",
    "WordingRules",
]
