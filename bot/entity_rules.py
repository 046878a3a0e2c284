"""Finds what can be found by rule in a courier customer's message: numbers, places, sums, times, goods and everyday terms.

Numbers, places, amounts and times come from courier.vocabulary, which the actions and the desk use as well, so that all
of them agree. Everyday terms (丢了, 文件, 没保价 …) are the lookup tables of data/lookups/: a table named
`incident.lost` gives the entity `incident` with the value `lost` to each of its examples. Goods are the table `item` and
the words of courier/facts/prohibited.yaml, carriers those of courier/facts/carriers.csv.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from typing import Any, Dict, Iterable, Iterator, List, Optional, Text, Tuple

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
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from bot.pinyin import characters
from bot.terms_of_facts import CARRIER, ITEM, NOTHING, Terms, terms_of_facts
from courier.vocabulary import (
    doubtful_numbers,
    money,
    order_numbers,
    phone_tails,
    phones,
    places,
    times,
    waybills,
    weights,
)
from courier.vocabulary.text import simplified
from courier.vocabulary.times import BEIJING

OWN_CARRIER = "own_carrier"
MOST_WAYBILLS = "most_waybills"
TERMS_FILE = "terms.json"
_LATIN = re.compile("[A-Za-z]")
_DIGIT = re.compile("[0-9]")
Extra = Dict[Text, Any]
Find = Tuple[Text, int, int, Extra]
Labelled = Tuple[Span, Extra]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class EntityRules(GraphComponent, EntityExtractorMixin):
    """Entities by rule; docs/contracts.md lists them with what each tells besides its value.

    Where two finds overlap, the longer one wins, so 没保价 is never taken for 保价. Sums, weights, times, goods and
    carriers stand beside the terms: 手机 is an `item` and an `item_kind`.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`own_carrier`: whose number it is when several carriers' formats fit; `most_waybills`: of one message."""
        return {OWN_CARRIER: "zto", MOST_WAYBILLS: 20}

    def __init__(
        self, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, terms: Optional[Terms] = None
    ) -> None:
        """Creates the component with the terms it knows already."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._learn(terms or [])

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

    @classmethod
    def fingerprint_addon(cls, config: Dict[Text, Any]) -> Optional[Text]:
        """Changes when the facts change that `train` reads, so that Rasa does not take an old model from its cache."""
        return sha256(json.dumps(terms_of_facts(), ensure_ascii=False).encode()).hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the terms of the lookup tables and of the facts by heart."""
        tables = [
            {"label": table["name"], "pattern": simplified(term)}
            for table in training_data.lookup_tables
            for term in table["elements"]
        ]
        self._learn([*tables, *terms_of_facts()])
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

    def find(self, text: Text, now: Optional[datetime] = None) -> List[Dict[Text, Any]]:
        """The entities of a text, in its order; times count from `now`."""
        document = self._language(simplified(text))
        sure = _spans(document, self._numbers_and_places(text))
        more = _spans(document, [*_amounts_and_times(text, now or datetime.now(BEIJING)), *self._goods(document)])
        # spaCy joins the text anew each time it is asked for.
        shown = document.text
        terms = [(span, {}) for span in document.ents if not _is_part_of_word(shown, span)]
        found = [*_longest([*sure, *terms]), *_longest(_beside(more, sure))]
        shown_first = sorted(found, key=lambda one: one[0].start)
        return [_entity(span, extra) for span, extra in shown_first] + self._terms_in_pinyin(text)

    def _terms_in_pinyin(self, text: Text) -> List[Dict[Text, Any]]:
        """Everyday terms of a message in pinyin; which of its letters they are is not known, so each has all of them."""
        meant = characters(text)
        whole = {ENTITY_ATTRIBUTE_START: 0, ENTITY_ATTRIBUTE_END: len(text)}
        return [{**_entity(span, {}), **whole} for span in self._language(meant).ents] if meant else []

    def _learn(self, terms: Terms) -> None:
        self._terms = terms
        goods = [term for term in terms if term["label"].partition(".")[0] in (ITEM, CARRIER)]
        self._language = _language([term for term in terms if term not in goods])
        self._matcher = PhraseMatcher(self._language.vocab, attr="LOWER")
        for label, group in groupby(sorted(goods, key=lambda term: term["label"]), key=lambda term: term["label"]):
            self._matcher.add(label, [self._language.make_doc(term["pattern"]) for term in group])

    def _numbers_and_places(self, text: Text) -> Iterator[Find]:
        found = waybills(text, own_carrier=self._config[OWN_CARRIER])
        count = len({one.value for one in found})
        for waybill in found[: self._config[MOST_WAYBILLS]]:
            extra: Extra = {"value": waybill.value, "carrier": waybill.carrier, "other_carriers": list(waybill.others)}
            yield "waybill", waybill.start, waybill.end, {**extra, "count": count}
        known = [(one.start, one.end) for one in found]
        for doubtful in doubtful_numbers(text, known)[: self._config[MOST_WAYBILLS]]:
            extra = {"value": doubtful.value, "carrier": doubtful.carrier, "flaw": doubtful.flaw}
            yield "doubtful_number", doubtful.start, doubtful.end, extra
        for order in order_numbers(text):
            if not any(start < order.end and order.start < end for start, end in known):
                yield "order_number", order.start, order.end, {"value": order.value}
        for phone in phones(text):
            if not any(start <= phone.start and phone.end <= end for start, end in known):
                yield "phone", phone.start, phone.end, {"value": phone.value, "kind": phone.kind}
        for tail in phone_tails(text):
            if tail.cued:
                yield "phone_tail", tail.start, tail.end, {"value": tail.value}
        for start, end, meant in _mentions(text):
            yield "place", start, end, {"value": text[start:end], **meant}

    def _goods(self, document: Doc) -> Iterator[Find]:
        """What is in the parcel, and the names of carriers."""
        shown = document.text
        for span in filter_spans(self._matcher(document, as_spans=True)):
            name, _, detail = span.label_.partition(".")
            if detail == NOTHING or _is_part_of_word(shown, span):
                continue
            extra = {"value": detail} if name == CARRIER else {"value": span.text.lower(), "class": detail or None}
            yield name, span.start_char, span.end_char, extra

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


def _amounts_and_times(text: Text, now: datetime) -> Iterator[Find]:
    for time in times(text, now):
        yield "time", time.start, time.end, {"value": time.value, "until": time.until, "grain": time.grain}
    for name, amounts in (("weight", weights(text)), ("money", money(text))):
        for amount in amounts:
            yield name, amount.start, amount.end, {"value": amount.value, "about": amount.about}


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
                "town": only.town if only else None,
                "candidates": [place.with_town for place in meant],
            },
        )


def _language(terms: Terms) -> Language:
    # spaCy's Chinese default cuts into single characters, so every span of the text is also a span of tokens.
    language = spacy.blank("zh")
    ruler = language.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    ruler.add_patterns(terms)
    return language


def _spans(document: Doc, finds: Iterable[Find]) -> List[Labelled]:
    return [
        (document.char_span(start, end, label=label, alignment_mode="expand"), extra)
        for label, start, end, extra in finds
    ]


def _longest(found: List[Labelled]) -> List[Labelled]:
    """The finds without overlaps: the longer one stays, of equally long ones the first."""
    kept = {id(span) for span in filter_spans([span for span, _ in found])}
    return [one for one in found if id(one[0]) in kept]


def _beside(found: List[Labelled], others: List[Labelled]) -> List[Labelled]:
    taken = {at for span, _ in others for at in range(span.start, span.end)}
    return [one for one in found if taken.isdisjoint(range(one[0].start, one[0].end))]


def _is_part_of_word(text: Text, span: Span) -> bool:
    """Whether letters or digits go on before or behind: `gun` in `begun`, 12345 in a waybill; a plural is the same word."""
    before, after = text[: span.start_char][-1:], text[span.end_char : span.end_char + 2]
    if _DIGIT.match(span.text):
        return bool(_DIGIT.match(before) or _DIGIT.match(after))
    if not _LATIN.match(span.text):
        return False
    return bool(_LATIN.match(before) or _LATIN.match(after.removeprefix("s")))


def _entity(span: Span, extra: Extra) -> Dict[Text, Any]:
    name, _, value = span.label_.partition(".")
    entity = {
        ENTITY_ATTRIBUTE_TYPE: name,
        ENTITY_ATTRIBUTE_START: span.start_char,
        ENTITY_ATTRIBUTE_END: span.end_char,
        ENTITY_ATTRIBUTE_VALUE: value or span.text,
    }
    return {**entity, **extra}
