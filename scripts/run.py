"""`make run`: starts the assistant, the actions and the desk, waits until they are ready, and says where to look."""

import socket
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress

import httpx
from honcho.environ import parse_procfile

from scripts.paths import APP_PYTHON, LOGS, ROOT, RUNNER_PID
from scripts.pid_file import hold
from scripts.process_environment import PORTS, port_of, process_environment
from scripts.steps import StepFailed, Steps, main_guard, run_logged
from scripts.supervisor import LogPrinter, Supervisor

# Whom `python -m handoff seed` makes, and where their passwords come from.
LOGINS = {
    "xiaolin": "DEMO_AGENT_PASSWORD",
    "xiaochen": "DEMO_AGENT_PASSWORD",
    "zhuguan": "DEMO_SUPERVISOR_PASSWORD",
}
# The assistant, which takes longest to load, needs no database of ours and starts while they are prepared.
NEED_DATABASES = ("actions", "desk")
READY_TIMEOUT_S = 180
READY_POLL_S = 0.5


def run() -> int:
    """Run until Ctrl-C; raises StepFailed if something stands in the way of starting."""
    try:
        environment = process_environment()
        check_ports(environment)
    except ValueError as error:
        raise StepFailed(str(error)) from error
    print("Starting", flush=True)
    supervisor = _supervisor(environment)
    start = _Start(supervisor, environment)
    threading.Thread(target=start.run, daemon=True).start()
    with hold(RUNNER_PID):
        supervisor.loop()
    if start.failure:
        raise StepFailed(start.failure)
    with suppress(OSError):  # The terminal may be gone.
        print("Everything is stopped.", flush=True)
    return 0


def check_ports(environment: Mapping[str, str]) -> None:
    """Raise StepFailed, naming program and port, if a port that is going to be used is taken."""
    for program, (variable, _) in PORTS.items():
        port = port_of(program, environment)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                raise StepFailed(
                    f"Port {port}, on which {program} should listen, is taken ({error.strerror}).\n"
                    f"  Stop what uses it (is `make run` open in another terminal? `make stop` ends it),\n"
                    f"  or choose another port: {variable}={port + 1 if port < 65535 else port - 1} make run"
                ) from error


def banner(environment: Mapping[str, str], seconds: float) -> str:
    """What a new user wants to know once everything is up."""
    desk = f"http://localhost:{port_of('desk', environment)}"
    logins = [
        f"    {user:<11} {environment[variable]}" for user, variable in LOGINS.items() if environment.get(variable)
    ]
    return "\n".join(
        [
            "",
            f"Ready after {seconds:.0f} s.",
            f"  Customers (demo shop with the chat widget)   {desk}/",
            f"  Agents    (console)                          {desk}/console/",
            *(["  Demo logins"] if logins else []),
            *logins,
            "",
            f"  Whole logs in {LOGS.relative_to(ROOT)}/; warnings appear below. Ctrl-C stops everything.",
            "",
        ]
    )


def _supervisor(environment: Mapping[str, str]) -> Supervisor:
    verbose = environment.get("VERBOSE", "") not in ("", "0")
    supervisor = Supervisor(LogPrinter(LOGS, verbose=verbose), waiting=NEED_DATABASES)
    for name, command in parse_procfile((ROOT / "Procfile").read_text("utf-8")).processes.items():
        supervisor.add_process(name, command, env=dict(environment), cwd=str(ROOT))
    return supervisor


class _Start:
    """What happens beside the supervisor, in a thread: prepare, release the programs that wait for it, say when ready."""

    def __init__(self, supervisor: Supervisor, environment: Mapping[str, str]) -> None:
        self._supervisor = supervisor
        self._environment = environment
        self.failure: str | None = None

    def run(self) -> None:
        """Readiness is the desk's, which includes the bot and the database."""
        self._supervisor.launched.wait()
        started = time.monotonic()
        steps = Steps(2)
        try:
            with steps.step("Updating the databases and the demo data"):
                run_logged([APP_PYTHON, "-m", "scripts.prepare"], "prepare", env=self._environment)
        except StepFailed as error:
            if not self._supervisor.stopping:  # Ctrl-C reaches the preparation too and is no failure.
                self.failure = str(error)
            self._supervisor.terminate()
            return
        self._supervisor.release()
        with steps.step("Waiting for bot, actions and desk") as told:
            missing = _wait_until_ready(f"http://127.0.0.1:{port_of('desk', self._environment)}/readyz")
            told("ready" if missing is None else f"not ready after {READY_TIMEOUT_S} s")
        self._supervisor.say(self._last_words(missing, time.monotonic() - started))

    def _last_words(self, missing: str | None, seconds: float) -> str:
        if missing is None:
            return banner(self._environment, seconds)
        return f"Still missing: {missing}\nThe logs are in {LOGS.relative_to(ROOT)}/. Ctrl-C stops everything."


def _wait_until_ready(url: str) -> str | None:
    """None as soon as the address answers 200; what is missing, if it does not in time."""
    deadline = time.monotonic() + READY_TIMEOUT_S
    while (missing := _readiness(url)) is not None and time.monotonic() < deadline:
        time.sleep(READY_POLL_S)
    return missing


def _readiness(url: str) -> str | None:
    """None when ready, otherwise what is missing."""
    try:
        answer = httpx.get(url, timeout=5)
    except httpx.TransportError as error:
        return f"the desk does not answer yet: {error}"
    return None if answer.status_code == 200 else answer.text[:300]


if __name__ == "__main__":
    sys.exit(main_guard(run))
