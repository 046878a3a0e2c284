"""Databases for tests: empty ones, and copies of one that is prepared once for a whole run."""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import pytest

KINDS = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))
_SQLITE = "sqlite+aiosqlite:///"


@dataclass
class Databases:
    """Makes databases; those of SQLite are files in `folder`."""

    folder: Path
    _on_server: list[str] = field(default_factory=list, init=False)
    _prepared: dict[tuple[str, Callable[[str], None]], str] = field(default_factory=dict, init=False)

    def empty(self, kind: str) -> str:
        """The SQLAlchemy URL of an empty database."""
        return f"{_SQLITE}{self._file()}" if kind == "sqlite" else self._create()

    def copy(self, url: str) -> str:
        """The URL of a copy; nobody may be connected to the original."""
        if not url.startswith(_SQLITE):
            return self._create(template=_name(url))
        file = self._file()
        with closing(sqlite3.connect(url.removeprefix(_SQLITE))) as original, closing(sqlite3.connect(file)) as copied:
            original.backup(copied)
        return f"{_SQLITE}{file}"

    def prepared(self, kind: str, prepare: Callable[[str], None]) -> str:
        """The URL of a database that `prepare` filled; it does so once for each kind, and the others are copies."""
        if (kind, prepare) not in self._prepared:
            url = self.empty(kind)
            prepare(url)
            self._prepared[kind, prepare] = url
        return self.copy(self._prepared[kind, prepare])

    def drop_all(self) -> None:
        """Leave nothing on the server."""
        for name in self._on_server:
            asyncio.run(_execute(f"DROP DATABASE {name} WITH (FORCE)"))

    def _file(self) -> Path:
        return self.folder / f"{uuid4().hex}.db"

    def _create(self, template: str = "template1") -> str:
        name = f"test_{uuid4().hex}"
        asyncio.run(_execute(f"CREATE DATABASE {name} TEMPLATE {template}"))
        self._on_server.append(name)
        return urlsplit(_server())._replace(path=f"/{name}").geturl()


def _name(url: str) -> str:
    return urlsplit(url).path.removeprefix("/")


def _server() -> str:
    return os.environ["TEST_POSTGRES_URL"]


async def _execute(statement: str) -> None:
    connection = await asyncpg.connect(_server().replace("+asyncpg", ""))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
