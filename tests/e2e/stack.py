"""The whole product as `make run` starts it: the Procfile's programs, on free ports and over empty databases."""

import json
import os
import signal
import subprocess
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from honcho.environ import parse_procfile

from handoff.calling import http_client
from handoff.identities.demo import SITE as DEMO_SHOP
from scripts.paths import APP_PYTHON, ROOT
from scripts.ports import free_port
from scripts.process_environment import process_environment
from tests.waiting import eventually

PASSWORD = "correct-password"
SITE_SECRET = "a-secret-of-the-shop-with-32-characters"
# The assistant has to load its model, and the machine may be busy with other things.
READY_WITHIN_S = 150
STOP_WITHIN_S = 10
LOG_TAIL = 3000


@dataclass
class Program:
    """One line of the Procfile, as a process group of its own."""

    name: str
    command: str
    environment: Mapping[str, str]
    log: Path
    _process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    def start(self) -> None:
        """Start it, with its output added to its log."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                ["/bin/sh", "-c", self.command],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    @property
    def is_running(self) -> bool:
        """Whether it was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """End it without warning, as a crash would."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end, and insist after a while."""
        try:
            self._signal(signal.SIGTERM)
        except subprocess.TimeoutExpired:
            self.kill()

    def _signal(self, number: int) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        os.killpg(self._process.pid, number)
        self._process.wait(timeout=STOP_WITHIN_S)


@dataclass(frozen=True)
class Stack:
    """Assistant, actions and desk; `url` is what customers and agents open."""

    url: str
    programs: Mapping[str, Program]

    @property
    def bot(self) -> Program:
        """The Rasa process."""
        return self.programs["bot"]

    async def ready(self) -> None:
        """Return once the desk reaches its database and the assistant; fails with the ends of the logs."""
        async with http_client(base_url=self.url, timeout=5) as client:
            try:
                await eventually(lambda: self._is_ready(client), within_s=READY_WITHIN_S)
            except AssertionError as error:
                ends = [f"--- {name}\n{one.log.read_text('utf-8')[-LOG_TAIL:]}" for name, one in self.programs.items()]
                raise AssertionError("\n".join([f"The stack is not ready. {error}", *ends])) from error

    async def _is_ready(self, client: httpx.AsyncClient) -> bool:
        ended = [name for name, program in self.programs.items() if not program.is_running]
        assert not ended, f"These programs ended: {', '.join(ended)}."
        try:
            return (await client.get("/readyz")).is_success
        except httpx.TransportError:
            return False


@asynccontextmanager
async def running_stack(folder: Path, **changes: str) -> AsyncIterator[Stack]:
    """Everything started and ready, with some settings changed; databases and logs are in `folder`.

    Every process ends with the block.
    """
    environment = process_environment(_settings(folder) | changes)
    _prepare(environment)
    commands = parse_procfile((ROOT / "Procfile").read_text("utf-8")).processes
    programs = {name: Program(name, command, environment, folder / f"{name}.log") for name, command in commands.items()}
    stack = Stack(f"http://127.0.0.1:{environment['DESK_PORT']}", programs)
    try:
        for program in programs.values():
            program.start()
        await stack.ready()
        yield stack
    finally:
        for program in programs.values():
            program.stop()


def _prepare(environment: Mapping[str, str]) -> None:
    """Tables, demo parcels and demo agents."""
    done = subprocess.run(
        [APP_PYTHON, "-m", "scripts.prepare"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _settings(folder: Path) -> dict[str, str]:
    secrets = ("SECRET_KEY", "INTERNAL_TOKEN", "BOT_TOKEN")
    ports = ("DESK_PORT", "BOT_PORT", "ACTIONS_PORT")
    passwords = ("DEMO_AGENT_PASSWORD", "DEMO_SUPERVISOR_PASSWORD")
    return {
        **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")},
        **{name: f"{name}-of-the-browser-tests" for name in secrets},
        **{name: str(free_port()) for name in ports},
        **dict.fromkeys(passwords, PASSWORD),
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/desk.db",
        "COURIER_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/courier.db",
        "TRACKER_DB": f"{folder}/tracker.db",
        "COOKIE_SECURE": "false",
        "WIDGET_IDENTITY_SECRETS": json.dumps(dict.fromkeys(("shop", DEMO_SHOP), SITE_SECRET)),
        # What a developer has in .env must not change what is tested.
        "REDIS_URL": "",
        "REST_TOKEN": "",
        "REST_CALLBACK_HOSTS": "",
        "LOG_LEVEL": "INFO",
    }
