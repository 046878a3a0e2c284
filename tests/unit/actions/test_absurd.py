"""Whatever is typed where a sum or a weight is asked for, no claim is assessed above its rule."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.absurd import MOST_YUAN, amount_flaw, weight_flaw
from actions.claim import assess_slots
from actions.claim_form import ClaimForm
from actions.turn import Turn
from courier.facts import Facts

LOSS = next(one for one in ClaimForm.questions if one.slot == "loss_value")


def _said(text: str, **entities: str) -> Turn:
    found = tuple({"entity": name, "value": value} for name, value in entities.items())
    return Turn("c1", "c1:1", text, "zh", "inform", 0.9, (), found, {}, "claim_form", ())


TYPED = st.one_of(
    st.text(max_size=40),
    st.decimals(allow_nan=False, allow_infinity=False, places=2).map(str),
    st.integers().map("{}元".format),
    st.floats().map(str),
)


@given(
    TYPED, st.sampled_from(["document", "goods"]), st.sampled_from(["none", "insured", "declared"]), st.floats(0, 1e7)
)
def test_no_words_get_more_than_the_rule(facts: Facts, text: str, kind: str, insurance: str, declared: float) -> None:
    loss = LOSS.answer(_said(text)).get("loss_value")
    assert loss is None or 0 < loss <= MOST_YUAN
    slots = {"item_kind": kind, "insurance": insurance, "declared_value": declared, "loss_value": loss}
    answer = assess_slots(facts.compensation, slots)
    highest = {"none": 200, "insured": 2023 if kind == "goods" else 200, "declared": 10_000}[insurance]

    assert answer.amount is not None
    # A declared value of nothing is none, and then the insurance holds.
    assert 0 <= answer.amount <= max(Decimal(highest), Decimal(2023) if round(declared, 2) == 0 else Decimal(0))


@given(st.integers(1, MOST_YUAN), st.sampled_from(["{}", "{}元", "大概{}块", "￥{}", "损失{}", "{} yuan"]))
def test_an_ordinary_sum_is_taken_as_it_is(amount: int, words: str) -> None:
    if len(str(amount)) > 7:
        return
    turn = _said(words.format(amount))

    assert amount_flaw(turn) is None
    assert LOSS.answer(turn) == {"loss_value": float(amount)}


@pytest.mark.parametrize(
    ("text", "entities", "flaw"),
    [
        ("-5公斤", {"weight": "5"}, "positive"),
        ("0", {}, "positive"),
        ("0公斤", {"weight": "0"}, "positive"),
        ("负三斤", {"weight": "1.5"}, "positive"),
        ("1000000000公斤", {"weight": "1000000000"}, "huge"),
        ("10^9kg", {}, "huge"),
        ("很重", {}, "figure"),
        ("挺沉的，不轻", {}, "figure"),
    ],
)
def test_a_weight_that_cannot_be(text: str, entities: dict[str, str], flaw: str) -> None:
    assert weight_flaw(_said(text, **entities)) == (f"utter_question_weight_{flaw}", {})


@pytest.mark.parametrize("text", ["3公斤", "2-3公斤", "一箱书", "十斤左右"])
def test_an_ordinary_weight_has_no_flaw(text: str) -> None:
    assert weight_flaw(_said(text)) is None
