"""Starts what is compared: the stock assistant, ours, and the action server both of them use."""

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from honcho.environ import parse_procfile

from scripts import stamps
from scripts.paths import APP_PYTHON, BOT_ENVIRONMENT, ROOT, VAR
from scripts.ports import free_port
from scripts.steps import StepFailed, run_logged
from scripts.temporary import temporary_program

STOCK = ROOT / "bench" / "stock"
FOLDER = VAR / "bench"


@dataclass(frozen=True)
class Assistant:
    """A running assistant."""

    name: str
    port: int
    process: int

    def memory_mb(self) -> float:
        """Resident memory of its process."""
        told = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(self.process)], capture_output=True, text=True, check=True
        ).stdout
        return int(told) / 1024


def ensure_stock_model() -> tuple[Path, bool]:
    """The stock model of the present data, and whether it had to be trained. Raises StepFailed."""
    inputs = [STOCK / "config.yml", ROOT / "domain.yml", ROOT / "data"]
    model = FOLDER / f"stock-{stamps.fingerprint(inputs)[:12]}.tar.gz"
    if model.is_file():
        return model, False
    name = model.name.removesuffix(".tar.gz")
    data: list[str | Path] = ["--config", STOCK / "config.yml", "--domain", "domain.yml", "--data", "data"]
    run_logged(
        [BOT_ENVIRONMENT / "bin/rasa", "train", *data, "--out", FOLDER, "--fixed-model-name", name], "bench-train"
    )
    if not model.is_file():
        raise StepFailed("Training ended without a model; var/log/bench-train.log tells why.")
    return model, True


@contextmanager
def action_server(environment: Mapping[str, str], desk_url: str) -> Iterator[str]:
    """Our action server with the demo facts and parcels in a database of its own; yields its address."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    port = free_port()
    own = {
        **environment,
        "ACTIONS_PORT": str(port),
        "DESK_URL": desk_url,
        "COURIER_DATABASE_URL": f"sqlite+aiosqlite:///{FOLDER}/courier.db",
        "LOG_LEVEL": "WARNING",
    }
    for command in ("migrate", "demo"):
        run_logged([APP_PYTHON, "-m", "courier", command], f"bench-{command}", env=own)
    url = f"http://127.0.0.1:{port}"
    with temporary_program([str(APP_PYTHON), "-m", "actions"], own, "bench-actions", f"{url}/health"):
        yield f"{url}/webhook"


@contextmanager
def stock_assistant(environment: Mapping[str, str], model: Path) -> Iterator[Assistant]:
    """Rasa as it comes: its own command and its own tracker store."""
    port = free_port()
    files = ["--endpoints", STOCK / "endpoints.yml", "--credentials", STOCK / "credentials.yml", "--model", model]
    http = ["--interface", "127.0.0.1", "--port", port, "--enable-api", "--auth-token", environment["BOT_TOKEN"]]
    command = [str(word) for word in (BOT_ENVIRONMENT / "bin/rasa", "run", *http, *files)]
    with temporary_program(command, environment, "bench-stock", f"http://127.0.0.1:{port}") as process:
        yield Assistant("stock", port, process.pid)


@contextmanager
def our_assistant(environment: Mapping[str, str], model: Path) -> Iterator[Assistant]:
    """The Procfile's command, with Rasa's REST channel in place of the desk's and a database of its own."""
    port = free_port()
    for old in FOLDER.glob("tracker.db*"):
        old.unlink()
    own = {**environment, "BOT_PORT": str(port), "BOT_HOST": "127.0.0.1", "TRACKER_DB": f"{FOLDER}/tracker.db"}
    bot = parse_procfile((ROOT / "Procfile").read_text("utf-8")).processes["bot"]
    bot = bot.replace("--credentials credentials.yml", f"--credentials {STOCK}/credentials.yml")
    command = bot.replace("--model models", f"--model {model}")
    with temporary_program(["/bin/sh", "-c", command], own, "bench-ours", f"http://127.0.0.1:{port}") as process:
        yield Assistant("ours", port, process.pid)
