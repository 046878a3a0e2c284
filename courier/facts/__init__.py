"""What the company knows, as files in this folder, checked when they are loaded."""

from courier.facts.errors import FactsError
from courier.facts.load import load_facts
from courier.facts.schemas import (
    Account,
    AlertRules,
    Carrier,
    Company,
    Compensation,
    Ems,
    EnquiriesRule,
    Facts,
    NoParcelsRule,
    Outlet,
    ProhibitedClass,
    RouteStep,
    UnreachableRule,
)

__all__ = [
    "Account",
    "AlertRules",
    "Carrier",
    "Company",
    "Compensation",
    "Ems",
    "EnquiriesRule",
    "Facts",
    "FactsError",
    "NoParcelsRule",
    "Outlet",
    "ProhibitedClass",
    "RouteStep",
    "UnreachableRule",
    "load_facts",
]
