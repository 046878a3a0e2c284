"""Takes off what Rasa does over and over for every message. `python -m bot` applies it before Rasa starts.

Rasa 3.6 names these parts in its modules and offers no setting to choose others, so they are replaced by name. Each
stands in for a public class or function and gives the same results; tests/bot/test_lean.py holds them to that.
"""

import functools
from types import SimpleNamespace
from typing import Any, Callable, TypeVar

import rasa.core.actions.action
import rasa.core.actions.forms
import rasa.core.policies.rule_policy
import rasa.core.processor
from rasa.core.processor import MessageProcessor
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.slots import Slot

from bot.action_server import LeanRemoteAction
from bot.graph_runner import OrderedGraphRunner

Anything = TypeVar("Anything")
# They copy events and trackers only to hand them to log messages of level DEBUG.
_COPYING_FOR_THE_LOG = (rasa.core.processor, rasa.core.actions.forms, rasa.core.policies.rule_policy)


def apply() -> None:
    """Put the lean parts into Rasa; once more does no harm."""
    rasa.core.processor.DaskGraphRunner = OrderedGraphRunner
    for module in (rasa.core.actions.action, rasa.core.actions.forms):
        module.RemoteAction = LeanRemoteAction
    if not hasattr(Event.resolve_by_type, "cache_info"):
        # Rasa searches all classes of events for each event that it reads.
        Event.resolve_by_type = staticmethod(functools.lru_cache(maxsize=None)(Event.resolve_by_type))
    # Each tracker copies dozens of slots, and what `copy.copy` does by itself takes three times as long.
    Slot.__copy__ = copied
    # For each message Rasa makes an empty domain, to see that its own is none, and a text of all slots for the log.
    Domain.is_empty = _is_empty()
    MessageProcessor._log_slots = staticmethod(_nothing)  # noqa: SLF001 - Rasa has no setting for it.
    for module in _COPYING_FOR_THE_LOG:
        module.copy = SimpleNamespace(deepcopy=_the_same)


def _is_empty() -> Callable[[Domain], bool]:
    empty = Domain.empty().as_dict()
    return lambda domain: bool(domain.as_dict() == empty)


def _nothing(tracker: Any) -> None:
    """What is logged of the slots at level DEBUG."""


def copied(slot: Slot) -> Slot:
    """A slot of the same type with the same value."""
    twin = object.__new__(type(slot))
    vars(twin).update(vars(slot))
    return twin


def _the_same(anything: Anything) -> Anything:
    return anything
