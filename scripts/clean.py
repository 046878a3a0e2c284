"""`make clean`: removes what the other commands made; .env and the databases in var/ stay."""

import shutil
import sys

from scripts.paths import APP_ENVIRONMENT, BOT_ENVIRONMENT, INSTALLER_ENVIRONMENT, LOGS, MODELS, ROOT, RUNNER_PID, WEB
from scripts.pid_file import holder

MADE = (
    APP_ENVIRONMENT,
    BOT_ENVIRONMENT,
    INSTALLER_ENVIRONMENT,
    MODELS,
    LOGS,
    WEB / "node_modules",
    WEB / "dist",
    ROOT / "test-results",
    *(ROOT / name for name in (".rasa", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis")),
)


def main() -> int:
    """Remove the folders; refuses while `make run` uses them."""
    if holder(RUNNER_PID) is not None:
        print("`make run` is still running; `make stop` ends it.", file=sys.stderr)
        return 1
    for folder in MADE:
        if folder.exists():
            print(f"Removing {folder.relative_to(ROOT)}/", flush=True)
            shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
