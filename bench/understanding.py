"""Which classifier understands best: `make bench-understanding FILE=path.tsv`, in Rasa's interpreter.

All contenders learn the same examples (data/nlu) and are judged by the same labelled messages: a file of real ones
(`id, source, accepted_intents, emotion, text`), the messages held out in tests/bot/, and folds of the examples. The
networks of Rasa's default pipeline take long, so only some of the folds are run; `--folds 5 --run 5` runs them all.
"""

import argparse
import asyncio
import csv
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Dict, List, Protocol, Sequence, Text, Tuple

import joblib
import numpy as np
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.svm import LinearSVC

from bot.encoder import vector, vectors
from bot.features import fold, pieces
from bot.text_model import Settings, TextModel

ROOT = Path(__file__).resolve().parents[1]
CORE = ("track_parcel", "complain", "claim_compensation", "unserved_region", "pickup_request")
LATENCY_SAMPLE = 200
Example = Tuple[Text, Text]


@dataclass(frozen=True)
class Judged:
    """A labelled message that nobody trained on."""

    text: Text
    accepted: Tuple[Text, ...]


@dataclass
class Row:
    """One contender's figures."""

    name: Text
    real: float = 0.0
    core: float = 0.0
    folds: List[float] = field(default_factory=list)
    latency_ms: float = 0.0
    size_mb: float = 0.0
    training_s: float = 0.0


class Contender(Protocol):
    """Something that can be trained on examples, once."""

    def train(self, examples: Sequence[Example]) -> None:
        """Learn."""

    def predict(self, text: Text) -> Text:
        """The likeliest intent."""

    def size(self) -> int:
        """Bytes of the stored model."""


class RasaPipeline:
    """A pipeline of Rasa's own components, trained and asked as Rasa does it."""

    def __init__(self, analyzer: Text, epochs: int) -> None:
        """Features by `word` as Rasa's default has them, or by `char` runs."""
        counted: List[Dict[Text, Any]] = [{"name": "CountVectorsFeaturizer"}]
        counted.append({"name": "CountVectorsFeaturizer", "analyzer": analyzer, "min_ngram": 1, "max_ngram": 4})
        diet = {"name": "DIETClassifier", "epochs": epochs, "entity_recognition": False, "constrain_similarities": True}
        start = [{"name": "JiebaTokenizer"}, {"name": "RegexFeaturizer"}, {"name": "LexicalSyntacticFeaturizer"}]
        self._config = {
            "recipe": "default.v1",
            "assistant_id": "bench",
            "language": "zh",
            "pipeline": [*start, *counted, diet, {"name": "EntitySynonymMapper"}],
        }

    def train(self, examples: Sequence[Example]) -> None:
        """Learn with rasa.model_training, from files as `rasa train nlu` reads them."""
        from rasa.core.agent import Agent
        from rasa.model_training import train_nlu
        from rasa.shared.utils.io import write_yaml

        folder = Path(tempfile.mkdtemp())
        write_yaml(self._config, folder / "config.yml")
        data = TrainingData([Message.build(text, intent) for text, intent in examples])
        (folder / "nlu.yml").write_text(data.nlu_as_yaml(), "utf-8")
        self._model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder))
        self._agent = Agent.load(self._model)

    def predict(self, text: Text) -> Text:
        """Parse one message."""
        return str(asyncio.run(self._agent.parse_message(text))["intent"]["name"])

    def size(self) -> int:
        """The packed model."""
        return Path(self._model).stat().st_size


class Linear:
    """A linear classifier of scikit-learn over tf-idf features."""

    def __init__(self, features: Dict[Text, Any], classifier: Any) -> None:
        """Takes the settings of the vectorizer and an untrained classifier."""
        self._pipeline: Pipeline = make_pipeline(TfidfVectorizer(sublinear_tf=True, **features), classifier)

    def train(self, examples: Sequence[Example]) -> None:
        """Learn from folded texts, as our own model sees them."""
        self._pipeline.fit([fold(text) for text, _ in examples], [intent for _, intent in examples])

    def predict(self, text: Text) -> Text:
        """Classify one message."""
        return str(self._pipeline.predict([fold(text)])[0])

    def size(self) -> int:
        """The stored pipeline."""
        return _stored(lambda file: joblib.dump(self._pipeline, file))


class EncoderAlone:
    """Logistic regression over the vectors of the sentence encoder."""

    def train(self, examples: Sequence[Example]) -> None:
        """Learn; the time of encoding counts, because the vectors are not kept."""
        texts, intents = zip(*examples, strict=True)
        self._classifier = LogisticRegression(C=30, max_iter=300).fit(vectors(texts), intents)

    def predict(self, text: Text) -> Text:
        """Classify one message."""
        return str(self._classifier.predict([vector(text)])[0])

    def size(self) -> int:
        """The stored classifier, without the encoder that the package brings."""
        return _stored(lambda file: joblib.dump(self._classifier, file))


class Ours:
    """bot.text_model with given settings."""

    def __init__(self, **settings: Any) -> None:
        """Takes what differs from the settings of config.yml."""
        self._settings = Settings(**settings)

    def train(self, examples: Sequence[Example]) -> None:
        """Learn; the time of encoding counts, because the vectors are not kept."""
        texts, intents = zip(*examples, strict=True)
        self._model = TextModel.train(texts, intents, self._settings)

    def predict(self, text: Text) -> Text:
        """Classify one message."""
        return self._model.rank(text)[0][0]

    def size(self) -> int:
        """The stored model."""
        return _stored(self._model.save)


def contenders(epochs: int) -> Dict[Text, Callable[[], Contender]]:
    """Name and maker of each, from Rasa's default to ours."""
    characters = {"analyzer": "char", "ngram_range": (1, 4), "min_df": 2}
    return {
        "logistic regression, characters": lambda: Linear(characters, LogisticRegression(max_iter=200)),
        "linear SVM, characters": lambda: Linear(characters, LinearSVC(C=0.3)),
        "linear SVM, all our features": lambda: Linear({"analyzer": pieces, "min_df": 2}, LinearSVC(C=0.3)),
        "sentence encoder alone": EncoderAlone,
        "ours without the encoder": lambda: Ours(meaning=0.0),
        "ours": Ours,
        f"Rasa default zh (DIET, {epochs} epochs)": lambda: RasaPipeline("char_wb", epochs),
        f"Rasa with character n-grams (DIET, {epochs} epochs)": lambda: RasaPipeline("char", epochs),
    }


def examples_of(folder: Path) -> List[Example]:
    """All (message, intent) of data/nlu."""
    return [(one.get("text"), one.get("intent")) for one in load_data(str(folder)).intent_examples]


def judged_of(*files: Path) -> List[Judged]:
    """The labelled messages of some files. Raises KeyError for a file without the columns."""
    rows: List[Dict[Text, Text]] = []
    for file in files:
        with file.open(encoding="utf-8", newline="") as lines:
            rows += csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [Judged(row["text"], tuple(row["accepted_intents"].split("|"))) for row in rows]


def measure(name: Text, make: Callable[[], Contender], data: "Data") -> Row:
    """Train a contender on everything and judge it, then on the folds."""
    contender, row = make(), Row(name)
    started = time.perf_counter()
    contender.train(data.examples)
    row.training_s = time.perf_counter() - started
    row.size_mb = contender.size() / 1e6
    row.real = accuracy(contender, data.real)
    row.core = core_accuracy(contender, data.held_out)
    row.latency_ms = latency_ms(contender, data.real)
    for trained, tested in data.folds:
        again = make()
        again.train([data.examples[i] for i in trained])
        row.folds.append(accuracy(again, [Judged(t, (i,)) for t, i in (data.examples[k] for k in tested)]))
    return row


def accuracy(contender: Contender, judged: Sequence[Judged]) -> float:
    """Share of messages whose intent is an accepted one."""
    return float(np.mean([contender.predict(one.text) in one.accepted for one in judged]))


def core_accuracy(contender: Contender, judged: Sequence[Judged]) -> float:
    """Mean over the core intents of the share that was understood."""
    return float(np.mean([accuracy(contender, [o for o in judged if o.accepted[0] == core]) for core in CORE]))


def latency_ms(contender: Contender, judged: Sequence[Judged]) -> float:
    """Median time of one message, milliseconds."""
    times = []
    for one in judged[:LATENCY_SAMPLE]:
        started = time.perf_counter()
        contender.predict(one.text)
        times.append(time.perf_counter() - started)
    return float(np.median(times)) * 1000


@dataclass(frozen=True)
class Data:
    """What all contenders get."""

    examples: List[Example]
    real: List[Judged]
    held_out: List[Judged]
    folds: List[Tuple[Sequence[int], Sequence[int]]]


def show(rows: Sequence[Row]) -> None:
    """Print the table, in Markdown for docs/decisions."""
    print("\n| classifier | real messages | held out, core | folds | ms a message | MB | training s |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for row in rows:
        folds = f"{np.mean(row.folds):.1%}" if row.folds else "-"
        figures = f"{row.real:.1%} | {row.core:.1%} | {folds} | {row.latency_ms:.1f} | {row.size_mb:.0f}"
        print(f"| {row.name} | {figures} | {row.training_s:.0f} |")


def main() -> None:
    """Read the arguments, measure every contender, print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path, help="labelled real messages")
    parser.add_argument(
        "--epochs", type=int, default=10, help="of DIET; Rasa's generated file has 100, which take hours"
    )
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--run", type=int, default=1, help="how many of the folds to run")
    parser.add_argument("--only", default="", help="contenders whose name contains this")
    chosen = parser.parse_args()
    examples = examples_of(ROOT / "data" / "nlu")
    splitter = StratifiedKFold(chosen.folds, shuffle=True, random_state=0)
    folds = list(splitter.split(examples, [intent for _, intent in examples]))[: chosen.run]
    held_out = judged_of(*sorted((ROOT / "tests" / "bot").glob("held_out*.tsv")))
    data = Data(examples, judged_of(chosen.file), held_out, folds)
    rows = []
    for name, make in contenders(chosen.epochs).items():
        if chosen.only in name:
            print(f"{name} …", flush=True)
            rows.append(measure(name, make, data))
    show(rows)


def _stored(save: Callable[[Path], object]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model"
        save(file)
        return file.stat().st_size


if __name__ == "__main__":
    main()
