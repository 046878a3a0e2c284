import os
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import model, paths, stamps


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with training data and a training command that writes a file of the wanted name."""
    for module in (model, stamps):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(model, "MODELS", tmp_path / "models")
    monkeypatch.setattr(model, "REQUIREMENTS", tmp_path / "requirements")
    monkeypatch.setattr(model, "run_logged", _train_into(tmp_path / "models"))
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    (tmp_path / "data" / "nlu" / "greet.yml").write_text("one")
    (tmp_path / "models").mkdir()
    return tmp_path


def _train_into(folder: Path) -> Callable[[list[str], str], None]:
    def train(command: list[str], _log: str) -> None:
        (folder / f"{command[1]}.tar.gz").write_text("model")

    return train


def _train(*, retrain: bool = False) -> tuple[Path, str]:
    told: list[str] = []
    return model.ensure_model(told.append, retrain=retrain), told[0]


def test_everything_that_goes_into_the_model_exists() -> None:
    assert [name for name in model.INPUTS if not (paths.ROOT / name).exists()] == []


def test_model_is_trained_once_for_the_same_data(project: Path) -> None:
    first, told_first = _train()
    second, told_second = _train()
    assert (told_first, told_second) == ("trained", "already up to date")
    assert first == second


def test_changed_data_is_trained_again_and_named_differently(project: Path) -> None:
    first, _ = _train()
    (project / "data" / "nlu" / "greet.yml").write_text("two")
    second, told = _train()
    assert told == "trained"
    assert first != second


def test_retrain_trains_although_nothing_changed(project: Path) -> None:
    _train()
    assert _train(retrain=True)[1] == "trained"


def test_going_back_makes_the_old_model_the_newest_again(project: Path) -> None:
    first, _ = _train()
    os.utime(first, (1, 1))
    (project / "data" / "nlu" / "greet.yml").write_text("two")
    second, _ = _train()
    os.utime(second, (2, 2))
    (project / "data" / "nlu" / "greet.yml").write_text("one")
    assert _train() == (first, "already up to date")
    assert first.stat().st_mtime > second.stat().st_mtime


def test_only_the_two_newest_models_are_kept(project: Path) -> None:
    for number, content in enumerate(("a", "b", "c"), 1):
        (project / "data" / "nlu" / "greet.yml").write_text(content)
        os.utime(_train()[0], (number, number))
    (project / "data" / "nlu" / "greet.yml").write_text("d")
    newest, _ = _train()
    assert newest.exists()
    assert len(list((project / "models").glob("*.tar.gz"))) == 2
