"""Sorts short Chinese messages into classes, by their characters and words first and by their meaning where those leave doubt.

docs/decisions/0006-understanding.md has the measurements behind it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Sequence, Text, Tuple

import joblib
import numpy as np

from bot.meaning_model import MeaningModel
from bot.surface_model import SurfaceModel

Ranking = List[Tuple[Text, float]]
FEWEST_LABELS = 3
_PARTS = ("encoder", "features", "meaning_model", "networks", "pinyin", "surface_model", "text_model")
# Keeps one model's certainty from being a veto.
_LEAST_CHANCE = 1e-6


@dataclass(frozen=True)
class Settings:
    """How a classifier is trained and asked; `config.yml` shows them all.

    `margin` is the linear model's C and `sharpness` makes probabilities of its distances; `networks` counts the neural
    models over characters and words, `hidden` their hidden units. Where they are less than `sure` of their best guess,
    the meaning of the message counts with the weight `meaning`; 0 does without it. The meaning is learned from `examples`
    of each label.
    """

    margin: float = 0.3
    sharpness: float = 4.0
    hidden: int = 16
    networks: int = 2
    sure: float = 0.7
    meaning: float = 0.25
    examples: int = 250

    @classmethod
    def of(cls, config: Mapping[Text, Any]) -> Settings:
        """The settings in a component's configuration, which may hold others."""
        return cls(**{name: config[name] for name in cls.defaults()})

    @classmethod
    def defaults(cls) -> Dict[Text, Any]:
        """All settings with their default values."""
        return dict(vars(cls()))


class TextModel:
    """A trained classifier of messages."""

    def __init__(self, surface: SurfaceModel, meaning: Optional[MeaningModel], settings: Settings) -> None:
        """Takes the trained parts; `train` makes them."""
        self._surface = surface
        self._meaning = meaning
        self._settings = settings

    @classmethod
    def train(
        cls, texts: Sequence[Text], labels: Sequence[Text], settings: Settings, store: Optional[Path] = None
    ) -> TextModel:
        """Learns the labels of the texts, in about two minutes for ten thousand; `store` makes the next time shorter.

        Raises ValueError for fewer than three labels: scikit-learn shapes the results of two differently.
        """
        if len(set(labels)) < FEWEST_LABELS:
            raise ValueError(f"Expected examples of at least {FEWEST_LABELS} labels.")
        surface = SurfaceModel.train(
            texts,
            labels,
            margin=settings.margin,
            sharpness=settings.sharpness,
            hidden=settings.hidden,
            networks=settings.networks,
        )
        meaning = MeaningModel.train(texts, labels, most=settings.examples, store=store) if settings.meaning else None
        return cls(surface, meaning, settings)

    @property
    def classes(self) -> List[Text]:
        """The labels it knows."""
        return self._surface.classes

    def rank(self, text: Text) -> Ranking:
        """The classes of a message with their probabilities, the likeliest first."""
        return self.rank_all([text])[0]

    def rank_all(self, texts: Sequence[Text]) -> List[Ranking]:
        """The classes of several messages at once."""
        chances = self._surface.chances(texts)
        doubtful = np.flatnonzero(chances.max(axis=1) < self._settings.sure)
        if self._meaning and len(doubtful):
            meant = self._meaning.chances([texts[index] for index in doubtful])
            chances[doubtful] = _blend(chances[doubtful], meant, self._settings.meaning)
        return [self._ranking(row) for row in chances]

    def skim(self, texts: Sequence[Text]) -> List[Ranking]:
        """The classes by characters and words alone: twenty times as fast, and sure of less."""
        return [self._ranking(row) for row in self._surface.chances(texts)]

    def save(self, file: Path) -> None:
        """Writes the model to a file."""
        joblib.dump(self.__dict__, file)

    @classmethod
    def load(cls, file: Path) -> TextModel:
        """Reads a model that was saved; the file must come from a model of our own, since it may hold code."""
        model = cls.__new__(cls)
        model.__dict__.update(joblib.load(file))
        return model

    def _ranking(self, chances: np.ndarray) -> Ranking:
        return [(self.classes[index], float(chances[index])) for index in np.argsort(-chances)]


def digest_of_code() -> Text:
    """Changes with the code that a stored model was made by.

    Rasa keeps trained components in a cache and hands them out again while data and settings are the same.
    """
    digest = hashlib.sha256()
    for part in _PARTS:
        digest.update(Path(__file__).with_name(f"{part}.py").read_bytes())
    return digest.hexdigest()


def _blend(surface: np.ndarray, meaning: np.ndarray, weight: float) -> np.ndarray:
    """The weighted geometric mean: what one of the two holds to be very unlikely seldom wins."""
    logarithms = (1 - weight) * np.log(surface + _LEAST_CHANCE) + weight * np.log(meaning + _LEAST_CHANCE)
    blended = np.exp(logarithms - logarithms.max(axis=1, keepdims=True))
    return np.asarray(blended / blended.sum(axis=1, keepdims=True))
