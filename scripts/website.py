"""Builds web/ into web/dist, only when something in web/ changed."""

import os
from collections.abc import Callable

from scripts import stamps
from scripts.interpreters import require_node
from scripts.paths import WEB
from scripts.steps import run_logged

PACKAGES_STAMP = WEB / "node_modules" / ".lock-fingerprint"
BUILD_STAMP = WEB / "dist" / ".inputs-fingerprint"
QUIET_NPM = {"npm_config_fund": "false", "npm_config_audit": "false", "npm_config_update_notifier": "false"}


def ensure_packages() -> bool:
    """Install what web/package-lock.json names; returns whether anything had to be installed. Raises StepFailed."""
    node = require_node()
    wanted = stamps.fingerprint([WEB / "package.json", WEB / "package-lock.json"], node)
    if stamps.is_current(PACKAGES_STAMP, wanted):
        return False
    run_logged(["npm", "ci"], "web-packages", cwd=WEB, env=os.environ | QUIET_NPM)
    stamps.write(PACKAGES_STAMP, wanted)
    return True


def ensure_website(told: Callable[[str], None]) -> None:
    """Build the widget, the console and the demo page; raises StepFailed."""
    ensure_packages()
    wanted = stamps.fingerprint([WEB])
    if stamps.is_current(BUILD_STAMP, wanted):
        told("already up to date")
        return
    run_logged(["npm", "run", "build"], "web-build", cwd=WEB, env=os.environ | QUIET_NPM)
    stamps.write(BUILD_STAMP, wanted)
    told("built")
