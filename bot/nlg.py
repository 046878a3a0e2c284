"""Chooses the wording of an answer by the customer's language."""

from typing import Any, Dict, Optional, Text

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.language import CHINESE, ENGLISH, LANGUAGE, reply_language

LANGUAGE_SLOT = "lang"


class LocalisedGenerator(TemplatedNaturalLanguageGenerator):
    """Rasa's templates, where the slot `lang` of a response condition means the language of the customer's message.

    The desk sends the language as metadata of each message. It is looked up here rather than kept as a slot, so that
    it is right from the first answer on, even when the action server is down, and may change between two messages.
    """

    def __init__(self, endpoint_config: Optional[EndpointConfig], domain: Domain) -> None:
        """Takes the responses of the domain; the endpoint has no settings of its own."""
        super().__init__(domain.responses)

    async def generate(
        self, utter_action: Text, tracker: DialogueStateTracker, output_channel: Text, **kwargs: Any
    ) -> Optional[Dict[Text, Any]]:
        """The filled-in response, English for customers who read English, Chinese for everybody else."""
        slots = {**tracker.current_slot_values(), LANGUAGE_SLOT: language_of(tracker)}
        return self.generate_from_slots(utter_action, slots, output_channel, **kwargs)


def language_of(tracker: DialogueStateTracker) -> Text:
    """`en` or `zh`: the language in which the customer last wrote, else that of the page (as actions/spoken.py)."""
    messages = [event for event in tracker.applied_events() if type(event) is UserUttered]
    spoken = (reply_language((one.parse_data or {}).get(LANGUAGE)) for one in reversed(messages))
    told = next(filter(None, spoken), None)
    if told:
        return told
    page = (messages[-1].metadata or {}).get("lang") if messages else None
    return ENGLISH if str(page or "").lower().startswith(ENGLISH) else CHINESE
