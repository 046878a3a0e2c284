"""The body of a call to the action server. Each event is written once, though every later call has it again."""

from typing import Any, Dict, Iterable, Text

import ujson
from rasa.shared.core.events import Event
from rasa.shared.nlu.constants import INTENT_RANKING_KEY

# Where an event remembers how it is written.
_WRITTEN = "_written_for_actions"


def body(call: Dict[Text, Any], events: Iterable[Event]) -> bytes:
    """The call as JSON, with these events in its `tracker`."""
    call = dict(call)
    state = dict(call.pop("tracker"))
    state.pop("events", None)
    written = ",".join(map(_written, events))
    # ASCII, so that half a surrogate pair in a message stops no action.
    return f'{ujson.dumps(call)[:-1]},"tracker":{ujson.dumps(state)[:-1]},"events":[{written}]}}}}'.encode("ascii")


def _written(event: Event) -> Text:
    known: Text = vars(event).get(_WRITTEN, "")
    if not known:
        known = vars(event)[_WRITTEN] = ujson.dumps(_without_ranking(event.as_dict()))
    return known


def _without_ranking(event: Dict[Text, Any]) -> Dict[Text, Any]:
    # What else the messages might have meant is most of a call; of the latest one it is in `latest_message`.
    if "parse_data" not in event:
        return event
    return {**event, "parse_data": {**event["parse_data"], INTENT_RANKING_KEY: []}}
