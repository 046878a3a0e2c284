"""Chooses the wording of an answer by its reader: language, mood, kind of customer, channel."""

import copy
from typing import Any, Dict, List, Optional, Text

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from courier.wording import Reader, choose


class ReaderGenerator(TemplatedNaturalLanguageGenerator):
    """Rasa's templates, where the slots `lang`, `emotion`, `customer_type` and `channel` of a condition mean the reader.

    They are read from the customer's messages rather than kept as slots, so that they are right from the first answer
    on, even when the action server is down, and may change between two messages.
    """

    def __init__(self, endpoint_config: Optional[EndpointConfig], domain: Domain) -> None:
        """Takes the responses of the domain; the endpoint has no settings of its own."""
        super().__init__(domain.responses)

    async def generate(
        self, utter_action: Text, tracker: DialogueStateTracker, output_channel: Text, **kwargs: Any
    ) -> Optional[Dict[Text, Any]]:
        """The filled-in variation for this reader, as actions/wording.py would choose it; None if there is none at all.

        Rasa's own `channel` key is not looked at: its channel is the desk for every customer.
        """
        variations = self.responses.get(utter_action)
        if not variations:
            return None
        slots = tracker.current_slot_values()
        chosen = dict(copy.deepcopy(choose(variations, reader_of(tracker))))
        return self._fill_response(chosen, slots, **kwargs)


def reader_of(tracker: DialogueStateTracker) -> Reader:
    """Who reads the answer, from all of the customer's messages that the tracker has."""
    said: List[Dict[Text, Any]] = [
        {"text": event.text, "parse_data": event.parse_data, "metadata": event.metadata}
        for event in tracker.applied_events()
        if type(event) is UserUttered
    ]
    return Reader.of(said, tracker.current_slot_values())
