"""Reading facts files so that an error can name the line."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedBase
from ruamel.yaml.error import MarkedYAMLError

from courier.facts.errors import FactsError

Model = TypeVar("Model", bound=BaseModel)
Located = tuple[int, dict[str, str]]
Location = tuple[int | str, ...]


def read_yaml(path: Path, model: type[Model], **more: Any) -> Model:
    """Read one YAML file into ``model``; ``more`` are fields that come from other files."""
    tree = _parse_yaml(path)
    if not isinstance(tree, dict):
        raise FactsError(path, 1, "the file must be a mapping of names to values")
    try:
        return model.model_validate({**tree, **more})
    except ValidationError as error:
        first = error.errors()[0]
        raise FactsError(path, _line_of(tree, first["loc"]), _say(first)) from error


def read_csv(path: Path, model: type[Model]) -> list[tuple[int, Model]]:
    """Read one CSV file into models, each with its line number."""
    return [(line, check(path, line, model, row)) for line, row in csv_rows(path)]


def check(path: Path, line: int, model: type[Model], values: dict[str, Any]) -> Model:
    """Check the values of one line."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise FactsError(path, line, _say(error.errors()[0])) from error


def csv_rows(path: Path) -> Iterator[Located]:
    """Yield the rows of a CSV file with their line numbers; a row of the wrong length is an error."""
    reader = csv.reader(_read_text(path).splitlines(keepends=True))
    header = next(reader, None)
    if header is None:
        raise FactsError(path, 1, "the file is empty; its first line must name the columns")
    for values in reader:
        if values and len(values) != len(header):
            raise FactsError(path, reader.line_num, f"{len(values)} values, but the header names {len(header)} columns")
        if values:
            yield reader.line_num, dict(zip(header, values, strict=True))


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FactsError(path, None, "the file is not UTF-8; save it as UTF-8") from error
    except OSError as error:
        raise FactsError(path, None, f"the file cannot be read ({error.strerror})") from error


def _parse_yaml(path: Path) -> Any:
    try:
        return YAML(typ="rt").load(_read_text(path))
    except MarkedYAMLError as error:
        mark = error.problem_mark
        raise FactsError(path, mark.line + 1 if mark else None, error.problem or "not valid YAML") from error


def _line_of(tree: Any, loc: Location) -> int | None:
    """Follow a pydantic location down the YAML tree to the deepest line that is known."""
    line: int | None = 1
    for key in loc:
        if not isinstance(tree, CommentedBase):
            break
        position = tree.lc.data.get(key) if tree.lc.data else None
        if position is None:
            break
        line = position[0] + 1
        tree = tree[key]  # type: ignore[index]
    return line


def _say(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"])
    given = error["input"]
    shown = f" (given: {given!r})" if isinstance(given, str | int | float) else ""
    return f"{where}: {error['msg']}{shown}" if where else f"{error['msg']}{shown}"
