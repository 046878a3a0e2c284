"""The examples are as many and as different as real customers' messages are."""

from collections import Counter, defaultdict
from pathlib import Path
from typing import Dict, Iterator, List, Tuple

import numpy as np
import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.nlu.training_data.loading import load_data
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import CountVectorizer

from bot.emotion import read_examples
from bot.features import fold

CORE = ("track_parcel", "complain", "claim_compensation", "unserved_region", "pickup_request")
SMALL_TALK = ("greet", "goodbye", "thank", "affirm", "deny")
FEWEST = {**dict.fromkeys(CORE, 300), **dict.fromkeys(SMALL_TALK, 60), "out_of_scope": 1000}
FEWEST_OTHER = 150
FEWEST_IN_ALL = 6000
FEWEST_EMOTIONS = 2500
# Two messages are near-duplicates if they share this part of their character pairs; shorter ones share it by nature.
NEAR, SHORTEST = 0.8, 5
# A template gives a family of messages each of which is like another one, if less so.
LIKE = 0.6
MOST_NEAR_SHARE, LARGEST_FAMILY_SHARE = 0.01, 0.02

Example = Tuple[str, str]


@pytest.fixture(scope="module")
def wishes() -> List[Example]:
    """All (intent, message) of data/nlu, without the words of the buttons, which are ours."""
    files = [file for file in sorted(Path("data/nlu").glob("*.yml")) if file.stem != "menu"]
    examples = [example for file in files for example in load_data(str(file)).intent_examples]
    return [(example.get("intent"), example.get("text")) for example in examples]


@pytest.fixture(scope="module")
def moods() -> List[Example]:
    return read_examples("data/emotion")


def test_every_intent_has_enough_examples(wishes: List[Example]) -> None:
    counts = Counter(intent for intent, _ in wishes)
    short = {i: counts[i] for i in Domain.load("domain.yml").intents if counts[i] < FEWEST.get(i, FEWEST_OTHER)}

    # Rasa's own intents (session_start, back, …) have no examples.
    assert {intent for intent in short if counts[intent]} == set()
    assert set(FEWEST) <= set(counts)
    assert sum(counts.values()) >= FEWEST_IN_ALL


def test_the_moods_have_enough_examples(moods: List[Example]) -> None:
    assert len(moods) >= FEWEST_EMOTIONS


@pytest.mark.parametrize("kind", ["wishes", "moods"])
def test_no_message_is_given_twice(kind: str, request: pytest.FixtureRequest) -> None:
    labels: Dict[str, List[str]] = defaultdict(list)
    for label, text in request.getfixturevalue(kind):
        labels[text.strip()].append(label)

    assert {text: given for text, given in labels.items() if len(given) > 1} == {}


@pytest.mark.parametrize("kind", ["wishes", "moods"])
def test_few_messages_are_nearly_the_same(kind: str, request: pytest.FixtureRequest) -> None:
    examples = request.getfixturevalue(kind)
    near = list(_pairs(examples, NEAR))

    assert len(near) <= MOST_NEAR_SHARE * len(examples), _shown(near)


@pytest.mark.parametrize("kind", ["wishes", "moods"])
def test_no_family_comes_from_a_template(kind: str, request: pytest.FixtureRequest) -> None:
    examples = request.getfixturevalue(kind)
    sizes = Counter(label for label, _ in examples)

    too_large = [
        family for family in _families(examples) if len(family) > max(4, LARGEST_FAMILY_SHARE * sizes[family[0][0]])
    ]
    assert too_large == []


def _likeness(examples: List[Example]) -> csr_matrix:
    """Share of common character pairs of every two messages, as a sparse matrix without the empty entries."""
    texts = [fold(text).replace(" ", "") for _, text in examples]
    pairs = CountVectorizer(analyzer="char", ngram_range=(2, 2), binary=True, dtype=np.int32).fit_transform(texts)
    common = (pairs @ pairs.T).tocoo()
    size = np.asarray(pairs.sum(axis=1)).ravel()
    share = common.data / (size[common.row] + size[common.col] - common.data)
    share[(common.row >= common.col) | (np.minimum(size[common.row], size[common.col]) < SHORTEST)] = 0
    return csr_matrix((share, (common.row, common.col)), shape=common.shape)


def _pairs(examples: List[Example], least: float) -> Iterator[Tuple[Example, Example]]:
    alike = _likeness(examples).tocoo()
    for first, second, share in zip(alike.row, alike.col, alike.data, strict=True):
        if share >= least:
            yield examples[first], examples[second]


def _families(examples: List[Example]) -> List[List[Example]]:
    """Messages of one label that hang together, each like at least one other."""
    by_label: Dict[str, List[Example]] = defaultdict(list)
    for example in examples:
        by_label[example[0]].append(example)
    families = []
    for members in by_label.values():
        _, numbers = connected_components(_likeness(members) >= LIKE, directed=False)
        families += [[members[i] for i in np.flatnonzero(numbers == n)] for n, c in Counter(numbers).items() if c > 1]
    return families


def _shown(pairs: List[Tuple[Example, Example]]) -> str:
    return "\n".join(f"{one[1]} | {other[1]}" for one, other in pairs)
