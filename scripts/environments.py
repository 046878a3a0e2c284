"""Makes the two Python environments from their hashed locks, and nothing when they are already right."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from scripts import stamps
from scripts.interpreters import require_python
from scripts.paths import INSTALLER_ENVIRONMENT, REQUIREMENTS
from scripts.steps import StepFailed, run_logged

STAMP = ".lock-fingerprint"


def ensure_uv() -> Path:
    """Return uv: the one on PATH, or one of the project's own in .uv, installed from a hashed lock."""
    on_path = shutil.which("uv")
    if on_path:
        return Path(on_path)
    own = INSTALLER_ENVIRONMENT / "bin" / "uv"
    lock = REQUIREMENTS / "uv.txt"
    stamp, wanted = INSTALLER_ENVIRONMENT / STAMP, stamps.fingerprint([lock])
    if own.is_file() and stamps.is_current(stamp, wanted):
        return own
    _install_uv(lock)
    stamps.write(stamp, wanted)
    return own


def ensure_environment(folder: Path, version: str, lock: Path, uv: Path, told: Callable[[str], None]) -> None:
    """Make `folder` hold exactly the packages of `lock` on Python `version`; raises StepFailed."""
    stamp, wanted = folder / STAMP, stamps.fingerprint([lock], version)
    python = folder / "bin" / "python"
    if python.exists() and stamps.is_current(stamp, wanted):
        told("already up to date")
        return
    stamp.unlink(missing_ok=True)
    interpreter = require_python(version, uv)
    log = f"environment{folder.name}"
    if not (python.exists() and _is_version(folder, version)):
        run_logged([uv, "venv", "--quiet", "--clear", "--no-project", "--python", interpreter, folder], log)
    # Compiled once: where PYTHONDONTWRITEBYTECODE is set, each start of Rasa would read thousands of sources anew.
    run_logged([uv, "pip", "sync", "--compile-bytecode", "--require-hashes", "--python", python, lock], log)
    stamps.write(stamp, wanted)
    told("installed")


def _install_uv(lock: Path) -> None:
    """The interpreter that runs this has no packages but pip's own installer, which is enough to fetch uv."""
    try:
        run_logged([sys.executable, "-m", "venv", "--clear", INSTALLER_ENVIRONMENT], "uv")
    except StepFailed as error:
        raise StepFailed(f"{error}\n  On Debian and Ubuntu this needs the package python3.11-venv.") from error
    pip: list[str | Path] = [
        INSTALLER_ENVIRONMENT / "bin" / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--require-hashes",
    ]
    run_logged([*pip, "--requirement", lock], "uv")


def _is_version(folder: Path, version: str) -> bool:
    configuration = folder / "pyvenv.cfg"
    lines = configuration.read_text("utf-8").splitlines() if configuration.is_file() else []
    told = [line.partition("=")[2].strip() for line in lines if line.startswith("version")]
    return any(found == version or found.startswith(f"{version}.") for found in told)
