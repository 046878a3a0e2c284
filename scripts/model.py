"""Trains the assistant, only when something that goes into the model changed."""

import os
from collections.abc import Callable
from pathlib import Path

from scripts import stamps
from scripts.paths import MODELS, REQUIREMENTS, ROOT
from scripts.steps import StepFailed, run_logged

KEPT_MODELS = 2
# The vocabulary and the place names of courier/ are read by the entity rules of bot/ while training.
INPUTS = (
    "config.yml",
    "domain.yml",
    "data",
    "bot",
    "courier/vocabulary",
    "courier/facts/carriers.csv",
    "courier/facts/divisions.csv",
    "courier/facts/latin_names.csv",
    "courier/facts/place_names.csv",
    "courier/facts/prohibited.yaml",
    "courier/facts/towns.csv",
    "deploy/train",
)


def model_path() -> Path:
    """Where the model of the present inputs is kept; its name carries their fingerprint."""
    inputs = [ROOT / name for name in INPUTS]
    return MODELS / f"qiantai-{stamps.fingerprint([*inputs, REQUIREMENTS / 'bot.txt'])[:12]}.tar.gz"


def ensure_model(told: Callable[[str], None], *, retrain: bool = False) -> Path:
    """Return the model of the present inputs, trained now if need be. Raises StepFailed."""
    model = model_path()
    if model.is_file() and not retrain:
        # Rasa serves the newest file of models/, which matters after going back to an earlier state of the data.
        os.utime(model)
        told("already up to date")
        return model
    run_logged(["deploy/train", model.name.removesuffix(".tar.gz")], "train")
    if not model.is_file():
        raise StepFailed("Training ended without a model; var/log/train.log tells why.")
    _forget_old_models()
    told("trained")
    return model


def _forget_old_models() -> None:
    by_age = sorted(MODELS.glob("qiantai-*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in by_age[KEPT_MODELS:]:
        old.unlink()
