"""How messages are cut for the classifier."""

from typing import Any, Callable, List, Tuple

import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.tokenizer import LONG_NUMBER, PUNCTUATION, SHORT_NUMBER, CourierTokenizer


@pytest.fixture
def cut(make_component: Callable[..., Any]) -> Callable[[str], List[Tuple[str, str]]]:
    tokenizer = make_component(CourierTokenizer)
    return lambda text: [(t.text, t.lemma) for t in tokenizer.tokenize(Message({TEXT: text}), TEXT)]


def test_every_long_number_looks_alike(cut: Any) -> None:
    one, other = cut("73128845901237到哪了"), cut("SF 1628 0394 71526到哪了")

    assert one[0] == ("73128845901237", LONG_NUMBER)
    assert [lemma for _, lemma in one] == [lemma for _, lemma in other]


def test_short_numbers_differ_from_waybills(cut: Any) -> None:
    assert cut("赔我88块")[1:] == [("我", "我"), ("88", SHORT_NUMBER), ("块", "块")]


def test_full_width_letters_are_folded(cut: Any) -> None:
    assert cut("ＥＭＳ能寄吗")[0] == ("ＥＭＳ", "ems")


def test_positions_point_into_the_original_text(make_component: Callable[..., Any]) -> None:
    text = "请查  ７３１２８８４５９０１２３７ 谢谢"
    tokens = make_component(CourierTokenizer).tokenize(Message({TEXT: text}), TEXT)

    assert all(text[token.start : token.end] == token.text for token in tokens)


def test_punctuation_alone_borrows_no_meaning(cut: Any) -> None:
    assert {lemma for _, lemma in cut("？？？")} == {PUNCTUATION}


def test_a_smiley_keeps_its_meaning(cut: Any) -> None:
    assert cut("🙏🙏") == [("🙏", "🙏"), ("🙏", "🙏")]
