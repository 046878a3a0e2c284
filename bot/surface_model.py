"""Sorts messages by their characters and words: a linear and a few small neural classifiers over the same features."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Sequence, Text, Tuple

import numpy as np
from scipy.sparse import csr_matrix
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from bot.features import fold, pieces
from bot.networks import Layers, chances_of, train_networks

_ROUNDS = 8
_LEARNING_RATE = 3e-3


@dataclass(frozen=True)
class SurfaceModel:
    """A linear model is the surest on few examples; a hidden layer finds what words have in common."""

    vectorizer: TfidfVectorizer
    classes: List[Text]
    linear: Tuple[np.ndarray, np.ndarray]
    networks: Sequence[Layers]
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
        vectorizer = TfidfVectorizer(analyzer=pieces, sublinear_tf=True, min_df=2, dtype=np.float32)
        features = vectorizer.fit_transform([fold(text) for text in texts])
        linear = LinearSVC(C=margin, random_state=0).fit(features, labels)
        trained = train_networks(
            features, labels, count=networks, hidden=hidden, rounds=_ROUNDS, learning_rate=_LEARNING_RATE
        )
        weights = (np.ascontiguousarray(linear.coef_.T, np.float32), linear.intercept_)
        return cls(vectorizer, list(linear.classes_), weights, trained, sharpness)

    def chances(self, texts: Sequence[Text]) -> np.ndarray:
        """A row of probabilities for each text, in the order of `classes`."""
        features = self.vectorizer.transform([fold(text) for text in texts])
        return (self._by_distance(features) + chances_of(self.networks, features)) / 2

    def _by_distance(self, features: csr_matrix) -> np.ndarray:
        weights, offset = self.linear
        return softmax(self.sharpness * (features @ weights + offset), axis=1)
