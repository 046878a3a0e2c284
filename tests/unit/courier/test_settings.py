from pathlib import Path

import pytest

from courier.settings import CourierSettings


def test_fresh_clone_needs_no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("COURIER_DATABASE_URL", "FACTS_DIR", "TRACKING_SOURCE"):
        monkeypatch.delenv(name, raising=False)
    settings = CourierSettings()
    assert settings.database_url == "sqlite+aiosqlite:///var/courier.db"
    assert (settings.facts_dir, settings.tracking_source) == (None, "local")


def test_settings_come_from_the_environment_and_from_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRACKING_SOURCE", "null")
    monkeypatch.delenv("FACTS_DIR", raising=False)
    (tmp_path / ".env").write_text("FACTS_DIR=ours\nDESK_PORT=8000\n")
    settings = CourierSettings()
    assert (settings.facts_dir, settings.tracking_source) == (Path("ours"), "null")


def test_unknown_source_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKING_SOURCE", "pigeon")
    with pytest.raises(ValueError, match="TRACKING_SOURCE"):
        CourierSettings()
