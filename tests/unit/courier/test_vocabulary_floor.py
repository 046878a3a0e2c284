"""Vocabulary and wording run in two interpreters, so they may count on the standard library and on two small packages."""

import ast
import sys
from pathlib import Path

import pytest

import courier

COURIER = Path(courier.__file__).parent


def test_courier_package_imports_nothing() -> None:
    assert Path(courier.__file__).read_text() == ""


# Both are in requirements/app.in and requirements/bot.in.
PACKAGES = frozenset({"cn2an", "opencc"})


@pytest.mark.parametrize(
    ("folder", "ours"),
    [("vocabulary", ("courier.vocabulary",)), ("wording", ("courier.vocabulary", "courier.wording"))],
)
def test_it_imports_only_what_both_interpreters_have(folder: str, ours: tuple[str, ...]) -> None:
    allowed = sys.stdlib_module_names | {"courier"} | PACKAGES
    for file in (COURIER / folder).glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 10))):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            modules += [one.name for one in node.names] if isinstance(node, ast.Import) else []
            assert all(module.split(".")[0] in allowed for module in modules)
            assert all(module.startswith(ours) for module in modules if module.startswith("courier"))
