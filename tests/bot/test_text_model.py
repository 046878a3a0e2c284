"""The classifier behind intents and emotions."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot import meaning_model, text_model
from bot.encoder import vector
from bot.text_model import Settings, TextModel, digest_of_code

EXAMPLES = {
    "track": ["到哪了", "快递到哪了", "我的件到哪了", "查一下到哪了", "到哪里了呀"],
    "price": ["多少钱", "寄一件多少钱", "运费多少钱", "多少钱一斤", "要多少钱"],
    "human": ["转人工", "人工客服", "我要人工", "找人工", "帮我转人工"],
}
SETTINGS = Settings(hidden=8, networks=2)


@pytest.fixture(scope="module")
def model() -> TextModel:
    pairs = [(text, label) for label, texts in EXAMPLES.items() for text in texts]
    return TextModel.train([text for text, _ in pairs], [label for _, label in pairs], SETTINGS)


def test_it_generalises_and_its_chances_add_up(model: TextModel) -> None:
    ranking = model.rank("请问现在到哪了")

    assert ranking[0][0] == "track"
    assert [chance for _, chance in ranking] == sorted((chance for _, chance in ranking), reverse=True)
    assert sum(chance for _, chance in ranking) == pytest.approx(1, abs=1e-4)


def test_meaning_helps_where_the_words_are_new() -> None:
    pairs = [(text, label) for label, texts in EXAMPLES.items() for text in texts]
    texts, labels = [text for text, _ in pairs], [label for _, label in pairs]
    by_words = TextModel.train(texts, labels, replace(SETTINGS, meaning=0.0))
    by_meaning = TextModel.train(texts, labels, replace(SETTINGS, meaning=0.9, sure=1.0))

    assert _chance(by_meaning, "how much does it cost", "price") > _chance(by_words, "how much does it cost", "price")


def test_what_the_words_are_sure_of_is_not_asked_again(model: TextModel, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(meaning_model, "vector", lambda text: asked.append(text) or vector(text))
    always, never = (TextModel(model._surface, model._meaning, replace(SETTINGS, sure=sure)) for sure in (1.0, 0.0))
    never.rank("转人工")
    assert asked == []
    always.rank("转人工")
    assert asked == ["转人工"]


def test_it_knows_nothing_of_a_message_without_known_features(model: TextModel) -> None:
    assert model.rank("xyz")[0][1] < 0.6


def test_it_is_the_same_after_it_was_saved(model: TextModel, tmp_path: Path) -> None:
    model.save(tmp_path / "model")

    assert TextModel.load(tmp_path / "model").rank_all(["多少钱呀", ""]) == model.rank_all(["多少钱呀", ""])


def test_other_code_means_training_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest_of_code()
    monkeypatch.setattr(text_model, "_PARTS", text_model._PARTS[:-1])

    assert digest_of_code() != before


def test_two_labels_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 3 labels"):
        TextModel.train(["好", "不好"], ["a", "b"], SETTINGS)


def _chance(model: TextModel, text: str, label: str) -> float:
    return dict(model.rank(text))[label]
