"""The shipped facts, and a copy of them that a test may spoil."""

import shutil
from pathlib import Path

import pytest

from courier.facts import Facts, load_facts
from courier.facts.load import SHIPPED


@pytest.fixture(scope="session")
def facts() -> Facts:
    return load_facts()


@pytest.fixture
def facts_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "facts"
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "divisions.*"))
    return folder
