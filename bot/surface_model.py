"""Sorts messages by their characters and words: a linear and a few small neural classifiers over the same features."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Dict, List, Sequence, Text

import numpy as np
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from bot.features import fold, pieces, pieces_of_message
from bot.networks import train_networks

_ROUNDS = 8
_LEARNING_RATE = 4e-3


@dataclass(frozen=True)
class SurfaceModel:
    """A linear model is the surest on few examples; a hidden layer finds what words have in common.

    scikit-learn trains them. They are asked with a few lines of numpy instead, five times as fast for one message: the
    weights of all of them lie side by side, a row for each feature, so that a message takes up its rows once.
    """

    vocabulary: Dict[Text, int]
    rarity: np.ndarray
    classes: List[Text]
    first: np.ndarray
    first_offset: np.ndarray
    last: np.ndarray
    last_offset: np.ndarray
    sharpness: float

    @classmethod
    def train(
        cls,
        texts: Sequence[Text],
        labels: Sequence[Text],
        *,
        margin: float,
        sharpness: float,
        hidden: int,
        networks: int,
    ) -> SurfaceModel:
        """Learns the labels. `margin` is the linear model's C; `sharpness` makes probabilities of its distances."""
        vectorizer = TfidfVectorizer(analyzer=pieces, sublinear_tf=True, min_df=3, dtype=np.float32)
        features = vectorizer.fit_transform([fold(text) for text in texts])
        linear = LinearSVC(C=margin, random_state=0).fit(features, labels)
        trained = train_networks(
            features, labels, count=networks, hidden=hidden, rounds=_ROUNDS, learning_rate=_LEARNING_RATE
        )
        return cls(
            vectorizer.vocabulary_,
            vectorizer.idf_.astype(np.float32),
            list(linear.classes_),
            np.hstack([linear.coef_.T, *(layers[0][0] for layers in trained)]).astype(np.float32),
            np.hstack([linear.intercept_, *(layers[0][1] for layers in trained)]).astype(np.float32),
            np.array([layers[1][0] for layers in trained]),
            np.array([layers[1][1] for layers in trained]),
            sharpness,
        )

    def chances(self, texts: Sequence[Text]) -> np.ndarray:
        """A row of probabilities for each text, in the order of `classes`."""
        return np.array([self._chances(text) for text in texts])

    def _chances(self, text: Text) -> np.ndarray:
        summed = self._summed(text) + self.first_offset
        distances, hidden = np.split(summed, [len(self.classes)])
        activated = np.maximum(hidden, 0).reshape(len(self.last), 1, -1)
        by_networks = softmax((activated @ self.last)[:, 0] + self.last_offset, axis=1).mean(axis=0)
        return np.asarray((softmax(self.sharpness * distances) + by_networks) / 2)

    def _summed(self, text: Text) -> np.ndarray:
        counted = Counter(piece for piece in pieces_of_message(text) if piece in self.vocabulary)
        rows = [self.vocabulary[piece] for piece in counted]
        weights = (1 + np.log(np.fromiter(counted.values(), np.float32, len(rows)))) * self.rarity[rows]
        return np.asarray(weights @ self.first[rows] / (np.linalg.norm(weights) or 1))
