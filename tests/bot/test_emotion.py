"""How the customer feels, as the component tells it."""

from pathlib import Path
from typing import Any, Callable, Dict, List

import pytest
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.emotion import EmotionModel, read_examples

# Signs of fewer than three examples are not learned.
UPSET = ["怎么还没到", "还没有到", "怎么还没送", "都三天了还没更新", "说好昨天送的", "怎么还是没人联系我"]
ANGRY = ["骗子公司", "都是骗子", "垃圾快递", "垃圾骗子公司", "投诉你们这些垃圾", "我要曝光你们这些骗子"]
CALM = ["到哪了", "寄到哪了", "查下到哪了", "多少钱", "在哪寄", "几点下班", "查一下单号"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = ["emotion\ttext", *(f"upset\t{text}" for text in UPSET), *(f"angry\t{text}" for text in ANGRY)]
    (tmp_path / "some.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    return tmp_path


@pytest.fixture
def component(folder: Path, make_component: Callable[..., Any]) -> Any:
    settings = {"data": str(folder), "vectors": str(folder / "vectors.npz"), "hidden": 8, "sure": 1.0}
    trained = make_component(EmotionModel, **settings)
    trained.train(_intents([*CALM, *UPSET]))
    return trained


def test_examples_of_intents_are_calm_unless_a_file_says_otherwise(component: Any) -> None:
    assert _emotion(component, "查一下到哪了")["name"] == "calm"
    assert _emotion(component, "怎么还没有到")["name"] == "upset"
    assert _emotion(component, "垃圾骗子")["name"] == "angry"


def test_it_tells_the_chance_of_what_it_names(component: Any) -> None:
    chances = dict(component._model.rank("垃圾骗子"))

    [message] = component.process([Message(data={"text": "垃圾骗子"})])
    assert message.get("emotion") == {"name": "angry", "confidence": chances["angry"]}
    assert message.get("anger") == chances["angry"]


@pytest.mark.parametrize(("calm_from", "name"), [(0.0, "calm"), (1.0, "angry")])
def test_the_border_of_calm_is_a_setting(component: Any, calm_from: float, name: str) -> None:
    component._config["calm_from"] = calm_from

    assert _emotion(component, "垃圾骗子")["name"] == name


def test_a_message_without_text_has_no_emotion(component: Any) -> None:
    [message] = component.process([Message(data={"text": ""})])

    assert message.get("emotion") is None


def test_it_is_the_same_when_loaded_again(component: Any) -> None:
    loaded = EmotionModel.load(component._config, component._model_storage, component._resource, None)

    assert _emotion(loaded, "垃圾骗子") == _emotion(component, "垃圾骗子")


def test_a_changed_file_means_training_again(folder: Path) -> None:
    before = EmotionModel.fingerprint_addon({"data": str(folder)})
    (folder / "more.tsv").write_text("emotion\ttext\ncalm\t好的\n", "utf-8")

    assert EmotionModel.fingerprint_addon({"data": str(folder)}) != before


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", ":1: the first line must be the header"),
        ("text\temotion\n", ":1: the first line must be the header"),
        ("emotion\ttext\ncalm\t好的\nsad\t哎\n", ":3: expected calm, upset or angry"),
        ("emotion\ttext\ncalm\t \n", ":2: expected calm, upset or angry"),
        ("emotion\ttext\ncalm\ta\tb\n", ":2: expected calm, upset or angry"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "bad.tsv").write_text(content, "utf-8")

    with pytest.raises(InvalidConfigException, match=message):
        read_examples(str(tmp_path))


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidConfigException, match=r"no \.tsv file"):
        read_examples(str(tmp_path))


def _intents(texts: List[str]) -> TrainingData:
    return TrainingData([Message(data={"text": text, "intent": "track_parcel"}) for text in texts])


def _emotion(component: Any, text: str) -> Dict[str, Any]:
    [message] = component.process([Message(data={"text": text})])
    return message.get("emotion")
