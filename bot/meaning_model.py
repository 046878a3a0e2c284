"""Sorts messages by what they mean: small neural classifiers over the vectors of bot.encoder."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import List, Optional, Sequence, Text, Tuple
from zlib import crc32

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
    def train(
        cls, texts: Sequence[Text], labels: Sequence[Text], *, most: int, store: Optional[Path] = None
    ) -> MeaningModel:
        """Learns the labels; the classes are in alphabetical order. `store` keeps vectors from one training to the next.

        Encoding takes time, so at most `most` examples of a label are learned from; more measured no better. How frequent
        each label is among all of them is added afterwards.
        """
        frequency = Counter(labels)
        texts, labels = _some(texts, labels, most)
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
        left_out = [np.log(frequency[label] / count) for label, count in sorted(Counter(labels).items())]
        return cls(mean, spread, [(first, (last, offset + left_out)) for first, (last, offset) in networks])

    def chances(self, texts: Sequence[Text]) -> np.ndarray:
        """A row of probabilities for each text."""
        encoded = np.array([vector(text) for text in texts])
        return chances_of(self.networks, (encoded - self.mean) / self.spread)


def _some(texts: Sequence[Text], labels: Sequence[Text], most: int) -> Tuple[List[Text], List[Text]]:
    """The choice depends on the texts alone, so that several models choose the same and share the vectors."""
    chosen: Counter[Text] = Counter()
    kept = []
    for text, label in sorted(
        zip(texts, labels, strict=True), key=lambda example: crc32(example[0].encode("utf-8", "ignore"))
    ):
        chosen[label] += 1
        if chosen[label] <= most:
            kept.append((text, label))
    return [text for text, _ in kept], [label for _, label in kept]
