import os
from pathlib import Path

import pytest

from scripts.pid_file import hold, holder


def test_holder_is_known_as_long_as_it_runs(tmp_path: Path) -> None:
    path = tmp_path / "run.pid"
    with hold(path):
        assert holder(path) == os.getpid()
    assert holder(path) is None


def test_file_left_behind_by_a_crash_names_nobody(tmp_path: Path) -> None:
    path = tmp_path / "run.pid"
    path.write_text("1\n")
    assert holder(path) is None


def test_second_holder_is_refused(tmp_path: Path) -> None:
    with hold(tmp_path / "run.pid"), pytest.raises(BlockingIOError), hold(tmp_path / "run.pid"):
        pass
