"""The assistant as it is now, loaded once; these tests run in Rasa's interpreter (see tests/bot/pytest.ini)."""

import os
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("config.yml", "domain.yml", "data", "bot", "courier/vocabulary", "courier/facts")

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.fixture(scope="session", autouse=True)
def _in_project_folder() -> Iterator[None]:
    before = Path.cwd()
    os.chdir(ROOT)
    yield
    os.chdir(before)


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The trained model; the one in models/ if nothing changed since it was made."""
    trained = sorted((ROOT / "models").glob("*.tar.gz"), key=lambda file: file.stat().st_mtime)
    if trained and trained[-1].stat().st_mtime > _last_change():
        return str(trained[-1])
    import rasa

    made = rasa.train("domain.yml", "config.yml", ["data"], output=str(tmp_path_factory.mktemp("models")))
    return str(made.model)


@pytest.fixture(scope="session")
def agent(model: str) -> Any:
    """The assistant without action server: it understands and decides, but performs no action of ours."""
    from rasa.core.agent import Agent

    return Agent.load(model)


@pytest.fixture
def storage(tmp_path: Path) -> Any:
    """Where a component persists itself."""
    from rasa.engine.storage.local_model_storage import LocalModelStorage

    return LocalModelStorage(tmp_path)


@pytest.fixture
def make_component(storage: Any) -> Callable[..., Any]:
    """Creates a component as Rasa does, with its default configuration."""
    from rasa.engine.storage.resource import Resource

    def make(component: Any, **config: Any) -> Any:
        full = {**component.get_default_config(), **config}
        return component.create(full, storage, Resource("component"), execution_context=None)

    return make


def _last_change() -> float:
    files = [file for source in SOURCES for file in _files(ROOT / source)]
    return max(file.stat().st_mtime for file in files)


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    yield from (file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
