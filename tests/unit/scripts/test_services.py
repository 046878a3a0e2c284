from pathlib import Path

import pytest

from scripts import services
from scripts import test as command


@pytest.fixture
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(services, "POSTGRES_FOLDERS", ())
    for variable in ("TEST_POSTGRES_URL", "TEST_REDIS_URL", "CHROMIUM"):
        monkeypatch.delenv(variable, raising=False)


@pytest.mark.usefixtures("bare_machine")
def test_what_is_not_installed_is_left_out_and_named() -> None:
    with services.throwaway_services() as urls:
        assert urls == {}
        left_out = command.left_out(urls)
    assert [sentence.split()[0] for sentence in left_out] == ["PostgreSQL", "Redis", "Chromium"]
    assert all("apt-get install" in sentence for sentence in left_out)


def test_service_that_is_already_given_is_used(monkeypatch: pytest.MonkeyPatch, bare_machine: None) -> None:
    monkeypatch.setenv("TEST_REDIS_URL", "redis://127.0.0.1:1/0")
    with services.throwaway_services() as urls:
        assert urls == {"TEST_REDIS_URL": "redis://127.0.0.1:1/0"}


def test_service_that_ends_at_once_is_an_error_with_its_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "redis-server"
    broken.write_text("#!/bin/sh\necho 'no memory left'\nexit 1\n")
    broken.chmod(0o755)
    tmp_path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    monkeypatch.setattr(services, "_unprivileged_user", lambda preferred: None)
    with pytest.raises(services.ServiceFailed, match="no memory left"), services.redis():
        pytest.fail("it must not get here")
