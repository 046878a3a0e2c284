"""`make format`: rewrites the code in the house style."""

import os
import subprocess
import sys

from scripts.paths import APP_ENVIRONMENT, ROOT, WEB
from scripts.setup import prepare_tools
from scripts.steps import main_guard

RUFF = str(APP_ENVIRONMENT / "bin" / "ruff")


def main() -> int:
    """Format Python, then TypeScript; returns 1 if a tool found what it cannot mend."""
    prepare_tools()
    commands = [
        ([RUFF, "check", "--fix", "."], ROOT),
        ([RUFF, "format", "."], ROOT),
        (["npm", "run", "--silent", "format"], WEB),
    ]
    codes = [
        subprocess.run(command, cwd=folder, env=os.environ, check=False).returncode for command, folder in commands
    ]
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main_guard(main))
