"""What the company knows, as files in this folder, checked when they are loaded."""

from courier.facts.errors import FactsError
from courier.facts.load import load_facts
from courier.facts.schemas import (
    Carrier,
    Company,
    Compensation,
    Ems,
    Facts,
    Outlet,
    ProhibitedClass,
    RouteStep,
)

__all__ = [
    "Carrier",
    "Company",
    "Compensation",
    "Ems",
    "Facts",
    "FactsError",
    "Outlet",
    "ProhibitedClass",
    "RouteStep",
    "load_facts",
]
