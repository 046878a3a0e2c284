from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courier.compensation import Kind, assess
from courier.facts import Facts

MONEY = st.decimals(0, 1_000_000, places=2)
KINDS = st.sampled_from(["document", "goods"])
# Zero, a fen, every limit and its neighbours, the bot's own limit, and far beyond: where rules usually go wrong.
EDGES = [Decimal(one) for one in ("0", "0.01", "199.99", "200", "200.01", "500", "500.01", "2023", "2023.01")]
HUGE = [Decimal(one) for one in ("9999.99", "10000", "10000.01", "1000000000", "1e30")]
ANY_MONEY = st.one_of(MONEY, st.sampled_from(EDGES + HUGE))
IMPOSSIBLE = st.one_of(
    st.decimals(max_value=Decimal("-0.01"), allow_nan=False), st.sampled_from([Decimal("NaN"), Decimal("-Infinity")])
)


@pytest.mark.parametrize(
    ("kind", "insured", "declared", "limit", "rule"),
    [
        ("goods", True, 0, 2023, "insured_goods"),
        ("document", True, 0, 200, "insured_documents"),
        ("goods", False, 0, 200, "uninsured"),
        ("document", False, 0, 200, "uninsured"),
        ("goods", False, 5000, 5000, "declared_value"),
        ("goods", True, 50_000, 10_000, "declared_value"),
        ("document", True, 100, 100, "declared_value"),
    ],
)
def test_limit_follows_the_handbook(
    facts: Facts, *, kind: Kind, insured: bool, declared: int, limit: int, rule: str
) -> None:
    answer = assess(facts.compensation, kind=kind, insured=insured, declared_value=declared)
    assert (answer.limit, answer.amount, answer.rule) == (limit, None, rule)


def test_smaller_loss_is_what_is_paid(facts: Facts) -> None:
    answer = assess(facts.compensation, kind="goods", insured=True, loss=Decimal("80.50"))
    assert (answer.amount, answer.beyond_bot, answer.exceeds_limit) == (Decimal("80.50"), False, False)


def test_loss_above_the_limit_is_paid_up_to_it(facts: Facts) -> None:
    answer = assess(facts.compensation, kind="goods", insured=False, loss=300)
    assert (answer.amount, answer.beyond_bot, answer.exceeds_limit) == (200, False, True)


def test_amount_above_the_bots_authority_is_a_persons_to_state(facts: Facts) -> None:
    answer = assess(facts.compensation, kind="goods", insured=True, loss=501)
    assert (answer.amount, answer.beyond_bot, answer.exceeds_limit) == (501, True, False)


def test_route_begins_with_the_customer_and_ends_with_the_insurer(facts: Facts) -> None:
    route = assess(facts.compensation, kind="goods", insured=False).route
    assert [step.who for step in route] == ["customer", "headquarters", "customer", "arbitration", "insurer"]
    assert "寄件网点" in route[0].zh


@pytest.mark.parametrize("bad", [-1, Decimal("NaN"), Decimal("Infinity")])
def test_impossible_money_is_refused(facts: Facts, bad: Decimal) -> None:
    with pytest.raises(ValueError, match="loss must be"):
        assess(facts.compensation, kind="goods", insured=True, loss=bad)
    with pytest.raises(ValueError, match="declared_value must be"):
        assess(facts.compensation, kind="goods", insured=True, declared_value=bad)


@given(st.sampled_from(["document", "goods"]), st.booleans(), MONEY, MONEY)
def test_never_more_than_the_rule_the_declared_value_or_the_loss(
    facts: Facts, kind: Kind, insured: bool, declared: Decimal, loss: Decimal
) -> None:
    answer = assess(facts.compensation, kind=kind, insured=insured, declared_value=declared, loss=loss)
    ceiling = 10_000 if declared else 2023 if insured and kind == "goods" else 200
    assert answer.amount is not None
    assert 0 <= answer.amount <= min(answer.limit, loss)
    assert answer.limit <= ceiling
    assert not declared or answer.limit <= declared


@given(KINDS, st.booleans(), ANY_MONEY, st.one_of(st.none(), ANY_MONEY))
def test_every_combination_of_the_rule(
    facts: Facts, kind: Kind, insured: bool, declared: Decimal, loss: Decimal | None
) -> None:
    rules = facts.compensation
    answer = assess(rules, kind=kind, insured=insured, declared_value=declared, loss=loss)

    if declared:
        expected = ("declared_value", min(declared, Decimal(10_000)))
    elif insured:
        expected = ("insured_goods", Decimal(2023)) if kind == "goods" else ("insured_documents", Decimal(200))
    else:
        expected = ("uninsured", Decimal(200))
    assert (answer.rule, answer.limit) == expected
    if loss is None:
        assert (answer.amount, answer.beyond_bot, answer.exceeds_limit) == (None, False, False)
        return
    assert answer.amount == min(loss, answer.limit)
    assert answer.exceeds_limit == (loss > answer.limit)
    assert answer.beyond_bot == (answer.amount > rules.bot_limit_cny)


@given(KINDS, st.booleans(), ANY_MONEY, st.tuples(ANY_MONEY, ANY_MONEY))
def test_a_larger_loss_never_gets_less(
    facts: Facts, kind: Kind, insured: bool, declared: Decimal, losses: tuple[Decimal, Decimal]
) -> None:
    smaller, larger = (
        assess(facts.compensation, kind=kind, insured=insured, declared_value=declared, loss=loss).amount
        for loss in sorted(losses)
    )
    assert smaller is not None
    assert larger is not None
    assert smaller <= larger


@given(KINDS, st.booleans(), IMPOSSIBLE, ANY_MONEY)
def test_money_below_zero_is_refused_wherever_it_stands(
    facts: Facts, kind: Kind, insured: bool, bad: Decimal, good: Decimal
) -> None:
    for money in ({"declared_value": bad, "loss": good}, {"declared_value": good, "loss": bad}):
        with pytest.raises(ValueError, match="must be a number of CNY"):
            assess(facts.compensation, kind=kind, insured=insured, **money)
