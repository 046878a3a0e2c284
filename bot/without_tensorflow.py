"""Lets the assistant run and learn without TensorFlow, which is half of its memory and start time and which our model never uses.

Rasa imports TensorFlow for the classes of its neural components, whether a model has any or not. While Rasa is imported
stand-ins take its place; afterwards their use is an error that says so. Validation and tests run plain Rasa.
"""

import importlib.abc
import importlib.machinery
import sys
import types
from typing import Any, Iterator, NoReturn, Optional, Sequence, Text, Type

NAMES = ("tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras")


def import_rasa() -> None:
    """Import all of Rasa that `rasa run` needs. Harmless if TensorFlow has been imported already."""
    if "tensorflow" in sys.modules:
        return
    _import_spacy()
    sys.meta_path.insert(0, _StandIns())
    _Missing.importing = True
    import rasa.__main__  # noqa: PLC0415 - what this module is about is the order of imports.
    import rasa.core.run  # noqa: PLC0415
    import rasa.engine.recipes.default_recipe  # noqa: F401, PLC0415

    _Missing.importing = False


def _import_spacy() -> None:
    # spaCy works with whatever is installed; it must see that there is nothing rather than a stand-in.
    sys.modules["tensorflow"] = None  # type: ignore[assignment]
    import spacy  # noqa: F401, PLC0415

    del sys.modules["tensorflow"]


class _Missing(type):
    """Type of everything that a stand-in holds: a class that one can inherit from, subscribe and decorate with."""

    importing = False

    def __getattr__(cls, name: Text) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Nothing

    def __call__(cls, *words: Any, **settings: Any) -> Any:
        if not _Missing.importing:
            _refuse()
        decorated = len(words) == 1 and isinstance(words[0], types.FunctionType)
        return words[0] if decorated else _Nothing

    def __getitem__(cls, key: Any) -> Any:
        return _Nothing

    def __iter__(cls) -> Iterator[Any]:
        return iter(())


class _Nothing(metaclass=_Missing):
    pass


def _refuse() -> NoReturn:
    raise RuntimeError(
        "A component of this model needs TensorFlow, which `python -m bot` leaves out: remove bot.without_tensorflow."
    )


class _StandIn(types.ModuleType):
    __path__: Sequence[Text] = ()
    __version__ = "0"

    def __getattr__(self, name: Text) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Nothing


class _StandIns(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds a stand-in for each module of NAMES."""

    def find_spec(
        self, name: Text, path: Any, target: Optional[Type[Any]] = None
    ) -> Optional[importlib.machinery.ModuleSpec]:
        return importlib.machinery.ModuleSpec(name, self, is_package=True) if name.split(".")[0] in NAMES else None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _StandIn(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """Nothing to run."""
