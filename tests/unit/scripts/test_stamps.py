from pathlib import Path

import pytest

from scripts import stamps


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(stamps, "ROOT", tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.yml").write_text("a")
    return tmp_path


def test_same_inputs_have_the_same_fingerprint(root: Path) -> None:
    assert stamps.fingerprint([root / "data"]) == stamps.fingerprint([root / "data" / "a.yml"])


def test_changed_content_changes_the_fingerprint(root: Path) -> None:
    before = stamps.fingerprint([root / "data"])
    (root / "data" / "a.yml").write_text("b")
    assert stamps.fingerprint([root / "data"]) != before


def test_renamed_file_changes_the_fingerprint(root: Path) -> None:
    before = stamps.fingerprint([root / "data"])
    (root / "data" / "a.yml").rename(root / "data" / "b.yml")
    assert stamps.fingerprint([root / "data"]) != before


def test_moving_a_byte_between_files_changes_the_fingerprint(root: Path) -> None:
    (root / "data" / "b.yml").write_text("bc")
    before = stamps.fingerprint([root / "data"])
    (root / "data" / "a.yml").write_text("ab")
    (root / "data" / "b.yml").write_text("c")
    assert stamps.fingerprint([root / "data"]) != before


@pytest.mark.parametrize("folder", ["node_modules", "__pycache__", "dist"])
def test_what_is_made_from_the_inputs_does_not_count(root: Path, folder: str) -> None:
    before = stamps.fingerprint([root / "data"])
    (root / "data" / folder).mkdir()
    (root / "data" / folder / "made.js").write_text("x")
    assert stamps.fingerprint([root / "data"]) == before


def test_missing_input_and_extra_words_are_allowed(root: Path) -> None:
    assert stamps.fingerprint([root / "nowhere"], "3.11") != stamps.fingerprint([root / "nowhere"], "3.12")


def test_stamp_is_current_only_for_the_value_it_holds(root: Path) -> None:
    stamp = root / "made" / ".stamp"
    assert not stamps.is_current(stamp, "one")
    stamps.write(stamp, "one")
    assert stamps.is_current(stamp, "one")
    assert not stamps.is_current(stamp, "two")
