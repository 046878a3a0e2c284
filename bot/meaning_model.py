"""Sorts messages by what they mean: small neural classifiers over the vectors of bot.encoder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Optional, Sequence, Text

import numpy as np

from bot.encoder import vector, vectors
from bot.networks import Layers, chances_of, train_networks

_NETWORKS = 3
_HIDDEN = 128
_ROUNDS = 12
_LEARNING_RATE = 1e-3


@dataclass(frozen=True)
class MeaningModel:
    """It knows words that no example has, from what the encoder has read; but it overlooks small differences."""

    mean: np.ndarray
    spread: np.ndarray
    networks: Sequence[Layers]

    @classmethod
    def train(cls, texts: Sequence[Text], labels: Sequence[Text], store: Optional[Path]) -> MeaningModel:
        """Learns the labels; the classes are in alphabetical order. `store` keeps vectors from one training to the next."""
        encoded = vectors(texts, store)
        mean, spread = encoded.mean(axis=0), encoded.std(axis=0)
        networks = train_networks(
            (encoded - mean) / spread,
            labels,
            count=_NETWORKS,
            hidden=_HIDDEN,
            rounds=_ROUNDS,
            learning_rate=_LEARNING_RATE,
        )
        return cls(mean, spread, networks)

    def chances(self, texts: Sequence[Text]) -> np.ndarray:
        """A row of probabilities for each text."""
        encoded = np.array([vector(text) for text in texts])
        return chances_of(self.networks, (encoded - self.mean) / self.spread)
