"""Starts a throw-away PostgreSQL and Redis for the tests, on free ports, without touching any that run on the machine.

usage: python -m scripts.services COMMAND…     runs the command with TEST_POSTGRES_URL and TEST_REDIS_URL set
"""

import glob
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from scripts.ports import free_port

START_TIMEOUT_S = 30
# Where PostgreSQL's own tools are when the distribution does not put them on PATH.
POSTGRES_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
# A crash of the machine may lose this data, so waiting for the disk is wasted time.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
INITDB = ("-A", "trust", "-E", "UTF8", "--locale=C", "-N")
MISSING = {
    "TEST_POSTGRES_URL": "PostgreSQL is not installed (Debian: apt-get install postgresql)",
    "TEST_REDIS_URL": "Redis is not installed (Debian: apt-get install redis-server)",
}


class ServiceFailed(Exception):
    """A service is installed but does not start; the message holds its output."""


@contextmanager
def throwaway_services() -> Iterator[dict[str, str]]:
    """Yield the addresses of what could be started; a service that is not installed is left out.

    Addresses that are set already (TEST_POSTGRES_URL, TEST_REDIS_URL) are used as they are. Raises ServiceFailed.
    """
    with ExitStack() as stack:
        urls = {}
        for variable, start in (("TEST_POSTGRES_URL", postgres), ("TEST_REDIS_URL", redis)):
            url = os.environ.get(variable) or stack.enter_context(start())
            if url:
                urls[variable] = url
        yield urls


@contextmanager
def postgres() -> Iterator[str | None]:
    """Yield the SQLAlchemy URL of a new, empty PostgreSQL, or None if it is not installed."""
    tools = _postgres_tools()
    if tools is None:
        yield None
        return
    user = _unprivileged_user("postgres")
    port = free_port()
    with _folder(user) as folder:
        data = str(folder / "data")
        options = [*FAST, "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", "max_connections=300"]
        address = ["-h", "127.0.0.1", "-p", str(port), "-U", "postgres"]
        ready = [str(tools / "pg_isready"), *address]
        server = [str(tools / "postgres"), "-D", data, "-p", str(port), *(f"-c{option}" for option in options)]
        _run([str(tools / "initdb"), "-D", data, "-U", "postgres", *INITDB], folder, user)
        with _server(server, folder, user, lambda: _succeeds(ready)):
            yield f"postgresql+asyncpg://postgres@127.0.0.1:{port}/postgres"


@contextmanager
def redis() -> Iterator[str | None]:
    """Yield the URL of a new, empty Redis, or None if it is not installed."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        yield None
        return
    user = _unprivileged_user("redis")
    port = free_port()
    with _folder(user) as folder:
        options = ["--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder), "--save", "", "--appendonly", "no"]
        with _server([program, *options], folder, user, lambda: _accepts(port)):
            yield f"redis://127.0.0.1:{port}/0"


def _postgres_tools() -> Path | None:
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += [Path(found) for pattern in POSTGRES_FOLDERS for found in sorted(glob.glob(pattern), reverse=True)]
    return next(
        (folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_isready").exists()), None
    )


def _unprivileged_user(preferred: str) -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root; as anybody else we just stay who we are."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(preferred)
    except KeyError:
        return pwd.getpwnam("nobody")


@contextmanager
def _folder(user: pwd.struct_passwd | None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="qiantai-") as name:
        if user:
            os.chown(name, user.pw_uid, user.pw_gid)
        yield Path(name)


@contextmanager
def _server(
    command: list[str], folder: Path, user: pwd.struct_passwd | None, ready: Callable[[], bool]
) -> Iterator[None]:
    log = folder / "server.log"
    with log.open("wb") as output:
        process: subprocess.Popen[bytes] = subprocess.Popen(
            command,
            cwd=folder,
            stdout=output,
            stderr=output,
            start_new_session=True,
            **_as(user),
        )
    try:
        _wait_until(ready, process, log)
        yield
    finally:
        process.terminate()
        process.wait(timeout=START_TIMEOUT_S)


def _wait_until(ready: Callable[[], bool], process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise ServiceFailed(f"{log.parent.name}: the server did not start:\n{log.read_text('utf-8', 'replace')}")
        time.sleep(0.1)


def _run(command: list[str], folder: Path, user: pwd.struct_passwd | None) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **_as(user))
    if done.returncode:
        raise ServiceFailed(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


def _as(user: pwd.struct_passwd | None) -> dict[str, Any]:
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _accepts(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def main() -> int:
    """Run a command beside the services and return its exit code."""
    with throwaway_services() as urls:
        for variable in MISSING.keys() - urls.keys():
            print(f"Left out: {MISSING[variable]}.", file=sys.stderr)
        return subprocess.run(sys.argv[1:], env=os.environ | urls, check=False).returncode


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main())
