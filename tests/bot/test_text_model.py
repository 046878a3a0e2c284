"""The classifier behind intents and emotions."""

from pathlib import Path

import pytest

from bot.text_model import TextModel

EXAMPLES = {
    "track": ["到哪了", "快递到哪了", "我的件到哪了", "查一下到哪了", "到哪里了呀"],
    "price": ["多少钱", "寄一件多少钱", "运费多少钱", "多少钱一斤", "要多少钱"],
    "human": ["转人工", "人工客服", "我要人工", "找人工", "帮我转人工"],
}
SETTINGS = {"margin": 0.3, "sharpness": 4.0, "hidden": 8, "networks": 2}


@pytest.fixture(scope="module")
def model() -> TextModel:
    pairs = [(text, label) for label, texts in EXAMPLES.items() for text in texts]
    return TextModel.train([text for text, _ in pairs], [label for _, label in pairs], **SETTINGS)


def test_it_generalises_and_its_chances_add_up(model: TextModel) -> None:
    ranking = model.rank("请问现在到哪了")

    assert ranking[0][0] == "track"
    assert [chance for _, chance in ranking] == sorted((chance for _, chance in ranking), reverse=True)
    assert sum(chance for _, chance in ranking) == pytest.approx(1, abs=1e-4)


def test_it_knows_nothing_of_a_message_without_known_features(model: TextModel) -> None:
    assert model.rank("xyz")[0][1] < 0.6


def test_it_is_the_same_after_it_was_saved(model: TextModel, tmp_path: Path) -> None:
    model.save(tmp_path / "model")

    assert TextModel.load(tmp_path / "model").rank_all(["多少钱呀", ""]) == model.rank_all(["多少钱呀", ""])


def test_two_labels_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 3 labels"):
        TextModel.train(["好", "不好"], ["a", "b"], **SETTINGS)
