"""Brings a fresh clone to where it can run: environments, the built website, the trained assistant, .env."""

import argparse
import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from scripts.demo_secrets import ensure_env_file
from scripts.environments import ensure_environment, ensure_uv
from scripts.interpreters import require_node
from scripts.model import ensure_model
from scripts.paths import APP_ENVIRONMENT, BOT_ENVIRONMENT, REQUIREMENTS, VAR
from scripts.steps import Steps, main_guard
from scripts.website import ensure_packages, ensure_website


def set_up(*, retrain: bool = False) -> int:
    """Do what is missing and skip what is up to date; raises StepFailed with what to do about it."""
    print("Setting up", flush=True)
    steps = Steps(5)
    with _one_at_a_time():
        with steps.step("Looking for uv and Node") as told:
            uv, node = ensure_uv(), require_node()
            ensure_env_file()
            told(f"Node {node.removeprefix('v')}")
        with steps.step("Installing the packages of desk and actions") as told:
            ensure_environment(APP_ENVIRONMENT, "3.11", REQUIREMENTS / "dev.txt", uv, told)
        with steps.step("Installing the packages of the assistant") as told:
            ensure_environment(BOT_ENVIRONMENT, "3.10", REQUIREMENTS / "bot.txt", uv, told)
        with steps.step("Building the website") as told:
            ensure_website(told)
        with steps.step("Training the assistant") as told:
            ensure_model(told, retrain=retrain)
    return 0


def prepare_tools() -> None:
    """Only what linters and formatters need; raises StepFailed."""
    steps = Steps(2)
    with _one_at_a_time():
        with steps.step("Installing the packages of desk and actions") as told:
            ensure_environment(APP_ENVIRONMENT, "3.11", REQUIREMENTS / "dev.txt", ensure_uv(), told)
        with steps.step("Installing the packages of the website") as told:
            told("installed" if ensure_packages() else "already up to date")


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two set-ups in one folder, such as `make run` beside `make test`, wait for each other."""
    lock = VAR / "setup.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def main() -> int:
    """Command line of `make setup` and `make train`."""
    parser = argparse.ArgumentParser(prog="make setup", description=__doc__)
    parser.add_argument("--retrain", action="store_true", help="train the assistant even if nothing changed")
    retrain: bool = parser.parse_args().retrain
    return main_guard(lambda: set_up(retrain=retrain))


if __name__ == "__main__":
    sys.exit(main())
