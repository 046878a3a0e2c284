"""Answers by name. The sentences themselves are in domain.yml; nothing here is written for a customer to read."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from courier.clock import BEIJING
from courier.vocabulary import Place
from courier.vocabulary.latin import latin_name
from courier.wording import Reader, choose

Button = dict[str, str]


class Wording:
    """Says responses to the customer, and fetches the fragments that are filled into them."""

    def __init__(self, dispatcher: CollectingDispatcher, domain: DomainDict, reader: Reader) -> None:
        """Speaks through the dispatcher of one action call, to one reader."""
        self._dispatcher = dispatcher
        self._responses = cast(Mapping[str, list[Mapping[str, Any]]], domain.get("responses") or {})
        self._reader = reader

    @property
    def lang(self) -> str:
        """The language of the answer, `zh` or `en`."""
        return self._reader.lang

    def say(self, response: str, *, buttons: list[Button] | None = None, card: object = None, **values: Any) -> None:
        """Answer with a response of the domain; Rasa picks the variation (bot/nlg.py) and fills the values in."""
        # Rasa drops an empty custom part again, and a response without buttons keeps its own.
        custom = {"card": card} if card else None
        self._dispatcher.utter_message(response=response, buttons=buttons, json_message=custom, **values)

    def phrase(self, name: str, **values: Any) -> str:
        """The fragment as this customer reads it. Raises KeyError for a name that the domain does not have."""
        return str(choose(self._responses[name], self._reader)["text"]).format(**values)

    def for_agents(self, name: str, **values: Any) -> str:
        """The fragment in Chinese, as agents read it in cases and promises."""
        return str(choose(self._responses[name], Reader())["text"]).format(**values)

    def buttons(self, name: str) -> list[Button]:
        """The buttons of a response as this customer reads it."""
        # Rasa's templates double the braces of a payload; these buttons go past its templates.
        buttons = choose(self._responses[name], self._reader).get("buttons") or []
        return [{"title": button["title"], "payload": button["payload"].format()} for button in buttons]

    def moment(self, at: datetime) -> str:
        """Day and time in Beijing, such as 11月21日 14:05."""
        local = at.astimezone(BEIJING)
        return self.phrase(
            "utter_phrase_moment",
            day=local.day,
            month=local.month,
            month_name=local.strftime("%b"),
            clock=f"{local:%H:%M}",
        )

    def place(self, place: Place) -> str:
        """A place by its full name, in Latin letters for who reads English."""
        return latin_name(place.division) if self.lang == "en" else place.full_name

    def day(self, day: date) -> str:
        """A day, such as 11月21日."""
        return self.phrase("utter_phrase_day", day=day.day, month=day.month, month_name=f"{day:%b}")
