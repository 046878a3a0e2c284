"""Where things are in the project."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APP_ENVIRONMENT = ROOT / ".venv"
BOT_ENVIRONMENT = ROOT / ".venv-bot"
INSTALLER_ENVIRONMENT = ROOT / ".uv"
REQUIREMENTS = ROOT / "requirements"
MODELS = ROOT / "models"
WEB = ROOT / "web"
VAR = ROOT / "var"
LOGS = VAR / "log"
ENV_FILE = ROOT / ".env"
RUNNER_PID = VAR / "run.pid"
APP_PYTHON = APP_ENVIRONMENT / "bin" / "python"
BOT_PYTHON = BOT_ENVIRONMENT / "bin" / "python"
