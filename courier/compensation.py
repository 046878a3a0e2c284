"""What a lost or damaged parcel is compensated with (BUSINESS B4). Money is ``Decimal`` in CNY."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from courier.facts.schemas import Compensation, CompensationLimit, RouteStep

Kind = Literal["document", "goods"]
Rule = Literal["declared_value", "insured_goods", "insured_documents", "uninsured"]


@dataclass(frozen=True)
class Assessment:
    """What the rule gives: ``limit`` is the most, ``amount`` what this loss would get (None while it is unknown).

    ``beyond_bot`` says that the amount is above what the bot may state on its own, so that a person decides;
    ``exceeds_limit`` that the loss is above the limit, so that the customer will hardly agree (BUSINESS B12).
    """

    limit: Decimal
    amount: Decimal | None
    rule: Rule
    terms: CompensationLimit
    route: tuple[RouteStep, ...]
    beyond_bot: bool = False
    exceeds_limit: bool = False


def assess(
    rules: Compensation,
    *,
    kind: Kind,
    insured: bool,
    declared_value: Decimal | int = 0,
    loss: Decimal | int | None = None,
) -> Assessment:
    """Apply the rules to one parcel. ``declared_value`` 0 means not declared; ``loss`` is the actual loss, if known.

    A declared value takes precedence over the other insurance: it is the contract that the sender paid for. The amount
    never exceeds the limit. Raises ValueError for negative money.
    """
    declared = _money("declared_value", declared_value)
    rule = _rule(kind, insured, declared)
    terms: CompensationLimit = getattr(rules, rule)
    limit = min(declared, terms.limit_cny) if rule == "declared_value" else terms.limit_cny
    if loss is None:
        return Assessment(limit, None, rule, terms, rules.route)
    actual = _money("loss", loss)
    amount = min(actual, limit)
    return Assessment(limit, amount, rule, terms, rules.route, amount > rules.bot_limit_cny, actual > limit)


def _rule(kind: Kind, insured: bool, declared: Decimal) -> Rule:
    if declared > 0:
        return "declared_value"
    if not insured:
        return "uninsured"
    return "insured_documents" if kind == "document" else "insured_goods"


def _money(name: str, value: Decimal | int) -> Decimal:
    amount = Decimal(value)
    if not amount.is_finite() or amount < 0:
        raise ValueError(f"{name} must be a number of CNY from 0 up, not {value}")
    return amount
