"""Finds what can be found by rule in a courier customer's message: waybills, telephones, places and everyday terms.

Numbers and places come from courier.vocabulary, which the actions and the desk use as well, so that all of them agree.
Everyday terms (丢了, 文件, 没保价 …) are the lookup tables of data/lookups/: a table named `incident.lost` gives the
entity `incident` with the value `lost` to each of its examples.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any, Dict, Iterator, List, Optional, Text, Tuple

import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language
from spacy.tokens import Span
from spacy.util import filter_spans

from courier.vocabulary import phones, places, waybills

OWN_CARRIER = "own_carrier"
TERMS_FILE = "terms.json"
Terms = List[Dict[Text, Text]]
Extra = Dict[Text, Any]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class EntityRules(GraphComponent, EntityExtractorMixin):
    """Entities by rule: `waybill`, `phone`, `place` and the terms of the lookup tables.

    A waybill also tells its `carrier` and other possible ones, a phone its `kind`, a place its `province`, `city` and
    `county` if they are certain, and all its `candidates`. Where two finds overlap, the longer one wins, so 没保价 is never taken for 保价.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`own_carrier`: whose number it is when several carriers' formats fit."""
        return {OWN_CARRIER: "zto"}

    def __init__(
        self, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, terms: Optional[Terms] = None
    ) -> None:
        """Creates the component with the terms it knows already."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._terms = terms or []
        self._language = _language(self._terms)

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EntityRules:
        """Creates an untrained component."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the terms of the lookup tables by heart."""
        self._terms = [
            {"label": table["name"], "pattern": term}
            for table in training_data.lookup_tables
            for term in table["elements"]
        ]
        self._language = _language(self._terms)
        self.persist()
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds the entities to each message."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                found = self.add_extractor_name(self.find(text))
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leaves the training examples alone: rules learn nothing from them."""
        return training_data

    def find(self, text: Text) -> List[Dict[Text, Any]]:
        """The entities of a text, in its order, without overlaps."""
        document = self._language(text)
        extras: Dict[Tuple[int, int], Extra] = {}
        spans = list(document.ents)
        for label, start, end, extra in self._numbers_and_places(text):
            span = document.char_span(start, end, label=label, alignment_mode="expand")
            extras[(span.start, span.end)] = extra
            # Numbers and places are surer than terms, and filter_spans prefers the first of equal length.
            spans.insert(0, span)
        return [_entity(span, extras.get((span.start, span.end))) for span in filter_spans(spans)]

    def _numbers_and_places(self, text: Text) -> Iterator[Tuple[Text, int, int, Extra]]:
        for waybill in waybills(text, own_carrier=self._config[OWN_CARRIER]):
            extra: Extra = {"value": waybill.value, "carrier": waybill.carrier, "other_carriers": list(waybill.others)}
            yield "waybill", waybill.start, waybill.end, extra
        for phone in phones(text):
            yield "phone", phone.start, phone.end, {"value": phone.value, "kind": phone.kind}
        for start, end, meant in _mentions(text):
            yield "place", start, end, {"value": text[start:end], **meant}

    def persist(self) -> None:
        """Stores the terms; everything else is code and facts."""
        with self._model_storage.write_to(self._resource) as folder:
            (folder / TERMS_FILE).write_text(json.dumps(self._terms, ensure_ascii=False), "utf-8")

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> EntityRules:
        """Loads the component as it was persisted."""
        with model_storage.read_from(resource) as folder:
            terms = json.loads((folder / TERMS_FILE).read_text("utf-8"))
        return cls(config, model_storage, resource, terms)


def _mentions(text: Text) -> Iterator[Tuple[int, int, Extra]]:
    """Each place that the text names; a name that several places bear stays open and lists them."""
    for (start, end), group in groupby(places(text), key=lambda place: (place.start, place.end)):
        meant = list(group)
        only = meant[0] if len(meant) == 1 else None
        yield (
            start,
            end,
            {
                "province": only.province if only else None,
                "city": only.city if only else None,
                "county": only.county if only else None,
                "candidates": [place.full_name for place in meant],
            },
        )


def _language(terms: Terms) -> Language:
    # spaCy's Chinese default cuts into single characters, so every span of the text is also a span of tokens.
    language = spacy.blank("zh")
    ruler = language.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    ruler.add_patterns(terms)
    return language


def _entity(span: Span, extra: Optional[Extra]) -> Dict[Text, Any]:
    name, _, value = span.label_.partition(".")
    entity = {
        ENTITY_ATTRIBUTE_TYPE: name,
        ENTITY_ATTRIBUTE_START: span.start_char,
        ENTITY_ATTRIBUTE_END: span.end_char,
        ENTITY_ATTRIBUTE_VALUE: value or span.text,
    }
    return {**entity, **(extra or {})}
