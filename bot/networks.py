"""Small neural classifiers: trained by scikit-learn, asked with a few lines of numpy, which is ten times as fast for one message."""

from __future__ import annotations

import warnings
from typing import Any, List, Sequence, Text, Tuple

import numpy as np
from scipy.special import softmax
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

# Weights and offsets of each layer.
Layers = Sequence[Tuple[np.ndarray, np.ndarray]]
_BATCH = 128


def train_networks(
    features: Any, labels: Sequence[Text], *, count: int, hidden: int, rounds: int, learning_rate: float
) -> List[Layers]:
    """Networks with one hidden layer that differ in how they began; their mean is surer than each of them."""
    with warnings.catch_warnings():
        # The few rounds are the regularisation; going on until nothing improves would learn the examples by heart.
        warnings.simplefilter("ignore", ConvergenceWarning)
        return [_layers(_network(hidden, rounds, learning_rate, seed).fit(features, labels)) for seed in range(count)]


def chances_of(networks: Sequence[Layers], features: Any) -> np.ndarray:
    """The mean of what the networks give, a row for each row of the features."""
    return np.mean([_forward(layers, features) for layers in networks], axis=0)


def _network(hidden: int, rounds: int, learning_rate: float, seed: int) -> MLPClassifier:
    return MLPClassifier(
        (hidden,), batch_size=_BATCH, learning_rate_init=learning_rate, max_iter=rounds, random_state=seed
    )


def _layers(network: MLPClassifier) -> Layers:
    return [
        (weights.astype(np.float32), offset.astype(np.float32))
        for weights, offset in zip(network.coefs_, network.intercepts_, strict=True)
    ]


def _forward(layers: Layers, features: Any) -> np.ndarray:
    (first, first_offset), (last, last_offset) = layers
    hidden = np.maximum(features @ first + first_offset, 0)
    return softmax(hidden @ last + last_offset, axis=1)
