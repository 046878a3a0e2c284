import json
import os
import sys
from pathlib import Path

import pytest

from scripts import interpreters
from scripts.steps import StepFailed


def _program(folder: Path, name: str, output: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{output}'\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH and a pyenv that hold nothing but what the test puts there."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    return tmp_path / "bin"


def test_interpreter_on_path_is_found(path: Path) -> None:
    python = _program(path, "python3.10", "3.10")
    assert interpreters.find_python("3.10") == python


def test_shim_that_answers_with_another_version_is_not_taken(path: Path) -> None:
    _program(path, "python3.10", "3.12")
    assert interpreters.find_python("3.10") is None


def test_pyenv_is_searched_where_its_shims_do_not_resolve(path: Path, tmp_path: Path) -> None:
    _program(path, "python3.10", "")
    python = _program(tmp_path / "pyenv" / "versions" / "3.10.13" / "bin", "python3.10", "3.10")
    assert interpreters.find_python("3.10") == python


def test_running_interpreter_is_recognised(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    (tmp_path / f"python{version}").symlink_to(sys.executable)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert interpreters.find_python(version) == tmp_path / f"python{version}"


def test_missing_python_that_uv_cannot_fetch_either_is_named_with_ways_to_get_it(path: Path, tmp_path: Path) -> None:
    uv = tmp_path / "uv"
    uv.write_text("#!/bin/sh\nexit 2\n")
    uv.chmod(0o755)
    with pytest.raises(StepFailed) as failure:
        interpreters.require_python("3.10", uv)
    for words in ("Python 3.10 is needed for Rasa", "uv python install 3.10", "pyenv install 3.10"):
        assert words in str(failure.value)


def test_missing_node_is_named(path: Path) -> None:
    with pytest.raises(StepFailed, match=r"Node \d+.* or newer, with npm, is needed"):
        interpreters.require_node()


def test_old_node_is_named_with_its_version(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _package(tmp_path, monkeypatch, ">=20.19.0")
    _program(path, "npm", "10.0.0")
    _program(path, "node", "v18.20.4")
    with pytest.raises(StepFailed, match=r"Node 20\.19\.0 or newer is needed .* this one is v18\.20\.4"):
        interpreters.require_node()


@pytest.mark.parametrize("version", ["v20.19.0", "v20.20.2", "v24.1.0"])
def test_new_enough_node_passes(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str) -> None:
    _package(tmp_path, monkeypatch, ">=20.19.0")
    _program(path, "npm", "10.0.0")
    _program(path, "node", version)
    assert interpreters.require_node() == version


def _package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engines: str) -> None:
    (tmp_path / "package.json").write_text(json.dumps({"engines": {"node": engines}}))
    monkeypatch.setattr(interpreters, "WEB", tmp_path)
    # The made-up programs are shell scripts and need a shell.
    monkeypatch.setenv("PATH", os.environ["PATH"] + ":/bin")
