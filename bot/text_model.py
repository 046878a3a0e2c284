"""Sorts short Chinese messages into classes: a linear and some small neural classifiers over the same features, averaged.

A linear model is the surest on few examples, and a hidden layer finds what words have in common but depends on how it
began, so there are several; their mean measured better than any of them (docs/decisions/0006-understanding.md).
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import List, Sequence, Text, Tuple

import joblib
import numpy as np
from scipy.sparse import csr_matrix
from scipy.special import softmax
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.neural_network import MLPClassifier
from sklearn.svm import LinearSVC

from bot.features import fold, pieces

Ranking = List[Tuple[Text, float]]
# Weights and offsets of each layer.
Layers = Sequence[Tuple[np.ndarray, np.ndarray]]
FEWEST_LABELS = 3
_ROUNDS = 8
_BATCH = 128
_LEARNING_RATE = 3e-3


class TextModel:
    """A trained classifier of messages."""

    def __init__(
        self,
        vectorizer: TfidfVectorizer,
        classes: Sequence[Text],
        linear: Tuple[np.ndarray, np.ndarray],
        networks: Sequence[Layers],
        sharpness: float,
    ) -> None:
        """Takes the trained parts; `train` makes them."""
        self._vectorizer = vectorizer
        self._linear = linear
        self._networks = networks
        self._sharpness = sharpness
        self.classes = list(classes)

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
    ) -> "TextModel":
        """Learns the labels of the texts, in about a minute for ten thousand.

        `margin` is the linear model's C; `sharpness` makes probabilities of its distances; `networks` counts the
        neural models and `hidden` the hidden units of each. Raises ValueError for fewer than three
        labels: scikit-learn shapes the results of two differently.
        """
        if len(set(labels)) < FEWEST_LABELS:
            raise ValueError(f"Expected examples of at least {FEWEST_LABELS} labels.")
        vectorizer = TfidfVectorizer(analyzer=pieces, sublinear_tf=True, min_df=2, dtype=np.float32)
        features = vectorizer.fit_transform([fold(text) for text in texts])
        linear = LinearSVC(C=margin, random_state=0).fit(features, labels)
        with warnings.catch_warnings():
            # The few rounds are the regularisation; going on until nothing improves would learn the examples by heart.
            warnings.simplefilter("ignore", ConvergenceWarning)
            trained = [_network(hidden, seed).fit(features, labels) for seed in range(networks)]
        return cls(
            vectorizer,
            linear.classes_,
            (np.ascontiguousarray(linear.coef_.T, np.float32), linear.intercept_),
            [_layers(network) for network in trained],
            sharpness,
        )

    def rank(self, text: Text) -> Ranking:
        """The classes of a message with their probabilities, the likeliest first."""
        return self.rank_all([text])[0]

    def rank_all(self, texts: Sequence[Text]) -> List[Ranking]:
        """The classes of several messages at once."""
        features = self._vectorizer.transform([fold(text) for text in texts])
        chances = (self._by_distance(features) + self._by_networks(features)) / 2
        return [self._ranking(row) for row in chances]

    def save(self, file: Path) -> None:
        """Writes the model to a file."""
        joblib.dump(self.__dict__, file)

    @classmethod
    def load(cls, file: Path) -> "TextModel":
        """Reads a model that was saved; the file must come from a model of our own, since it may hold code."""
        model = cls.__new__(cls)
        model.__dict__.update(joblib.load(file))
        return model

    def _by_distance(self, features: csr_matrix) -> np.ndarray:
        weights, offset = self._linear
        distances = features @ weights + offset
        return softmax(self._sharpness * distances, axis=1)

    def _by_networks(self, features: csr_matrix) -> np.ndarray:
        return np.mean([_forward(layers, features) for layers in self._networks], axis=0)

    def _ranking(self, chances: np.ndarray) -> Ranking:
        return [(self.classes[index], float(chances[index])) for index in np.argsort(-chances)]


def _network(hidden: int, seed: int) -> MLPClassifier:
    return MLPClassifier(
        (hidden,), batch_size=_BATCH, learning_rate_init=_LEARNING_RATE, max_iter=_ROUNDS, random_state=seed
    )


def _layers(network: MLPClassifier) -> Layers:
    return [
        (weights.astype(np.float32), offset)
        for weights, offset in zip(network.coefs_, network.intercepts_, strict=True)
    ]


def _forward(layers: Layers, features: csr_matrix) -> np.ndarray:
    (first, first_offset), (last, last_offset) = layers
    hidden = np.maximum(features @ first + first_offset, 0)
    return softmax(hidden @ last + last_offset, axis=1)
