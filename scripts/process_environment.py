"""The environment in which the commands of the Procfile run: .env below the real environment, and what follows from it."""

import os
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values

from scripts.paths import ENV_FILE

PORTS = {"desk": ("DESK_PORT", 8000), "bot": ("BOT_PORT", 5005), "actions": ("ACTIONS_PORT", 5055)}
# Rasa 3.6 warns at length about SQLAlchemy 2 and TensorFlow's CPU; its telemetry would call out.
QUIET = {
    "PYTHONUNBUFFERED": "1",
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "2",
}


def process_environment(real: Mapping[str, str] | None = None, env_file: Path = ENV_FILE) -> dict[str, str]:
    """Merge .env and the real environment (which wins), and add what the Procfile and endpoints.yml cannot default.

    Raises ValueError naming the variable if a port is not a number between 1 and 65535.
    """
    real = os.environ if real is None else real
    from_file = {name: value for name, value in dotenv_values(env_file).items() if value is not None}
    merged = QUIET | from_file | dict(real)
    return _addresses(merged) | {"TRACKER_DB": "var/tracker.db"} | merged


def port_of(program: str, environment: Mapping[str, str]) -> int:
    """The port of "desk", "bot" or "actions"; raises ValueError naming the variable."""
    name, default = PORTS[program]
    told = environment.get(name) or str(default)
    if not told.isdecimal() or not 1 <= int(told) <= 65535:
        raise ValueError(f"{name} must be a number between 1 and 65535, not {told!r}.")
    return int(told)


def _addresses(environment: Mapping[str, str]) -> dict[str, str]:
    """Who changes a port need not repeat it in the address by which the others find the program."""
    return {
        "DESK_URL": f"http://127.0.0.1:{port_of('desk', environment)}",
        "PUBLIC_URL": f"http://localhost:{port_of('desk', environment)}",
        "BOT_URL": f"http://127.0.0.1:{port_of('bot', environment)}",
        "ACTION_ENDPOINT_URL": f"http://127.0.0.1:{port_of('actions', environment)}/webhook",
    } | {name: str(port_of(program, environment)) for program, (name, _) in PORTS.items()}
