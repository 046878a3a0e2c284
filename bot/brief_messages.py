"""Rasa's component that reads short messages for what they say about the one before (bot/brief.py)."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.brief import read

BRIEF = "brief"
_PAYLOAD_MARK = "/"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class BriefMessages(GraphComponent, EntityExtractorMixin):
    """Sets `brief` on short messages, and takes from the entities what the message says does not hold.

    It stands behind the component that finds the entities.
    """

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> BriefMessages:
        """Creates the component; there is nothing to configure, train, persist or load."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Reads each message that was written; a pressed button says all by itself."""
        for message in messages:
            text = message.get(TEXT)
            if text and not text.startswith(_PAYLOAD_MARK):
                self._read(message, text)
        return messages

    @staticmethod
    def _read(message: Message, text: Text) -> None:
        found = message.get(ENTITIES) or []
        brief = read(text, found)
        if brief is None:
            return
        message.set(BRIEF, brief.as_data(), add_to_output=True)
        if brief.denied:
            denied = {(one["entity"], one["value"]) for one in brief.denied}
            held = [one for one in found if (one["entity"], one["value"]) not in denied]
            message.set(ENTITIES, held, add_to_output=True)
