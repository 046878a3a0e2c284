"""Makes the secrets of a demo installation once, into .env, so that nothing has a built-in default."""

import json
import os
import secrets
from pathlib import Path

from scripts.paths import ENV_FILE

HEADER = """\
# Made by `make run` for this machine only: secrets of a demo installation. Never commit or share this file.
# Every other setting, with a sentence of explanation, is in .env.example; what is set here wins over the defaults.
"""
# The agents' cookie may travel over plain HTTP on a developer's own machine only.
DEMO_ONLY = {"COOKIE_SECURE": "false"}
SECRETS = ("SECRET_KEY", "INTERNAL_TOKEN", "BOT_TOKEN")
# Whom the page /demo/identity logs in.
DEMO_SITE = "demo-shop"
UNFILLED = frozenset(f"{name}=" for name in SECRETS)
PASSWORDS = ("DEMO_AGENT_PASSWORD", "DEMO_SUPERVISOR_PASSWORD")
# No letters and digits that look alike when read from a terminal.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
READABLE_LENGTH = 12


def ensure_env_file(path: Path = ENV_FILE) -> bool:
    """Add each missing secret to .env (made with mode 600) and keep the others; returns whether any was added.

    A secret that stands there empty, as in a copy of .env.example, is missing; an empty password means no demo agents.
    """
    written = path.read_text("utf-8") if path.is_file() else ""
    old = "".join(line for line in written.splitlines(keepends=True) if line.strip() not in UNFILLED)
    present = {line.partition("=")[0].strip() for line in old.splitlines() if "=" in line and not line.startswith("#")}
    missing = {name: value for name, value in _generated().items() if name not in present}
    if not missing:
        return False
    start = old if not old or old.endswith("\n") else old + "\n"
    added = "".join(f"{name}={value}\n" for name, value in missing.items())
    _write_private(path, (start or HEADER) + added)
    return True


def _generated() -> dict[str, str]:
    tokens = {name: secrets.token_urlsafe(32) for name in SECRETS}
    sites = {"WIDGET_IDENTITY_SECRETS": f"'{json.dumps({DEMO_SITE: secrets.token_urlsafe(32)})}'"}
    return tokens | {name: _password() for name in PASSWORDS} | sites | DEMO_ONLY


def _password() -> str:
    return "".join(secrets.choice(READABLE) for _ in range(READABLE_LENGTH))


def _write_private(path: Path, text: str) -> None:
    """Only its owner may ever read the file, also while it is being written."""
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    new.replace(path)
