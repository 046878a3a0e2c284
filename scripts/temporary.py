"""Finds the running assistant, or starts it or another program for as long as it is needed."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import httpx
from honcho.environ import parse_procfile

from scripts.paths import LOGS, ROOT
from scripts.ports import free_port
from scripts.steps import StepFailed

START_TIMEOUT_S = 180


@contextmanager
def running_bot(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield the address of the assistant at BOT_URL, or of a temporary one. Raises StepFailed."""
    if answers(environment["BOT_URL"]):
        yield environment["BOT_URL"]
        return
    with temporary_bot(environment) as url:
        yield url


@contextmanager
def temporary_bot(environment: Mapping[str, str]) -> Iterator[str]:
    """Start the assistant on a free port with the Procfile's command and end it afterwards. Raises StepFailed."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = parse_procfile((ROOT / "Procfile").read_text("utf-8")).processes["bot"]
    own = {"BOT_PORT": str(port), "TRACKER_DB": f"{LOGS.parent}/evaluation.db"}
    with temporary_program(["/bin/sh", "-c", command], {**environment, **own}, "evaluation-bot", url):
        yield url


@contextmanager
def temporary_program(
    command: Sequence[str], environment: Mapping[str, str], name: str, url: str
) -> Iterator["subprocess.Popen[bytes]"]:
    """Start a program, wait until its address answers, and kill it afterwards with all it started. Raises StepFailed."""
    LOGS.mkdir(parents=True, exist_ok=True)
    with (LOGS / f"{name}.log").open("wb") as log:
        process: subprocess.Popen[bytes] = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            _wait_until_ready(process, url, name)
            yield process
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def answers(url: str) -> bool:
    """Whether something listens there; an assistant does only after its model is loaded."""
    try:
        return httpx.get(url, timeout=5).is_success
    except httpx.TransportError:
        return False


def _wait_until_ready(process: "subprocess.Popen[bytes]", url: str, name: str) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while not answers(url):
        if process.poll() is not None or time.monotonic() > deadline:
            raise StepFailed(f"A program did not start; {LOGS.relative_to(ROOT)}/{name}.log tells why.")
        time.sleep(0.5)
