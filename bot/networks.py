"""Small neural classifiers: trained by scikit-learn, asked with a few lines of numpy, which is ten times as fast for one message."""

from __future__ import annotations

import warnings
from typing import Any, List, Sequence, Text, Tuple

import joblib
import numpy as np
from scipy.special import softmax
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

# Weights and offsets of each layer.
Layers = Sequence[Tuple[np.ndarray, np.ndarray]]
_BATCH = 256


def train_networks(
    features: Any, labels: Sequence[Text], *, count: int, hidden: int, rounds: int, learning_rate: float
) -> List[Layers]:
    """Networks with one hidden layer that differ in how they began; their mean is surer than each of them."""
    networks = [
        MLPClassifier(
            (hidden,), batch_size=_BATCH, learning_rate_init=learning_rate, max_iter=rounds, random_state=seed
        )
        for seed in range(count)
    ]
    return joblib.Parallel(n_jobs=-1)(joblib.delayed(_trained)(network, features, labels) for network in networks)


def chances_of(networks: Sequence[Layers], features: Any) -> np.ndarray:
    """The mean of what the networks give, a row for each row of the features."""
    return np.mean([_forward(layers, features) for layers in networks], axis=0)


def _trained(network: MLPClassifier, features: Any, labels: Sequence[Text]) -> Layers:
    with warnings.catch_warnings():
        # The few rounds are the regularisation; going on until nothing improves would learn the examples by heart.
        warnings.simplefilter("ignore", ConvergenceWarning)
        network.fit(features, labels)
    return [
        (weights.astype(np.float32), offset.astype(np.float32))
        for weights, offset in zip(network.coefs_, network.intercepts_, strict=True)
    ]


def _forward(layers: Layers, features: Any) -> np.ndarray:
    (first, first_offset), (last, last_offset) = layers
    hidden = np.maximum(features @ first + first_offset, 0)
    return softmax(hidden @ last + last_offset, axis=1)
