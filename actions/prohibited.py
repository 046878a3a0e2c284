"""May this be sent? A plain no where the law says so, conditions, or yes after inspection (BUSINESS B8)."""

from typing import Any

from rasa_sdk.events import SlotSet

from actions.base import Events, SkillAction, finished
from actions.forms import SkillForm
from actions.questions import Answers, Progress, Question
from actions.reading import item_asked_about
from actions.topic import Topic
from actions.turn import Turn
from actions.wording import Wording
from courier.facts.schemas import ProhibitedClass
from courier.outlets import outlets_for
from courier.prohibited import look_up
from courier.vocabulary.remarks import seeks_way_round

LONGEST_ITEM = 60
LONGEST_NAMED = 10
CATALOGUE = "catalogue"


def _item(turn: Turn) -> Answers:
    if turn.follows and seeks_way_round(turn.text):
        # 那我拆了分开寄呢: it is the same thing, sent otherwise.
        return {"item": turn.followed["item"]} if turn.followed.get("item") else {}
    named = turn.value("item") or (turn.brief["rest"] if turn.follows else None)
    item = named or item_asked_about(turn.words() if turn.is_payload else turn.rest())
    return {"item": item[:LONGEST_ITEM]} if item else {}


def _asked_about(turn: Turn) -> Answers:
    return _item(turn) if turn.intent == "ask_prohibited_item" else {}


class ProhibitedForm(SkillForm):
    """Asks what it is."""

    form = "prohibited_form"
    wish = "ask_prohibited_item"
    returns = True
    own_slots = ("item",)
    questions = (Question("item", "utter_question_item", _item, volunteered=_asked_about),)

    async def enrich(self, turn: Turn, progress: Progress, wording: Wording) -> None:
        """The catalogue knows words in the whole message; who asks for the list need not name anything."""
        known = look_up(self.services.facts, turn.words())
        if turn.follows and seeks_way_round(turn.text):
            return
        if known:
            progress.set(item=turn.value("item") or turn.words().strip()[:LONGEST_ITEM])
        elif turn.value("goods") == CATALOGUE and turn.form_started_now(self.form):
            progress.end(CATALOGUE)


class ProhibitedAction(SkillAction):
    """Says whether it may be sent, and why."""

    action_name = "action_prohibited"
    form = "prohibited_form"
    topic = Topic(
        again="prohibited_form",
        facts={"item": "item", "place": "place"},
        takes=("item", "item_kind", "words"),
        answers={"may": "prohibited_form", "why": "prohibited_form", "price": "price_form", "phone": "outlet_form"},
    )

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Look it up in the catalogue."""
        over = [SlotSet("form_ended", None), SlotSet("asked", None), finished(turn, "prohibited_form")]
        if turn.slots.get("form_ended") == CATALOGUE:
            self._say_catalogue(wording)
            return over
        item = str(turn.slots["item"])
        # 一桶油漆: the message may say more than the item that was picked out of it.
        known = look_up(self.services.facts, item) or look_up(self.services.facts, turn.words())
        if known:
            self._say_class(known, turn, wording)
        else:
            named = f"“{item}”" if len(item) <= LONGEST_NAMED else wording.phrase("utter_phrase_your_item")
            wording.say("utter_item_allowed", item=named, phone=self._phone(turn))
        return over

    def _say_class(self, found: ProhibitedClass, turn: Turn, wording: Wording) -> None:
        english = wording.lang == "en"
        wording.say(
            f"utter_item_{found.verdict}",
            name=found.english if english else found.name,
            reason=found.reason_en if english else found.reason_zh,
            conditions=found.conditions_en if english else found.conditions_zh,
            phone=self._phone(turn),
        )

    def _say_catalogue(self, wording: Wording) -> None:
        english = wording.lang == "en"
        names: dict[str, Any] = {
            verdict: wording.phrase("utter_phrase_comma").join(
                one.english if english else one.name for one in self.services.facts.prohibited if one.verdict == verdict
            )
            for verdict in ("forbidden", "restricted")
        }
        wording.say("utter_item_catalogue", **names)

    def _phone(self, turn: Turn) -> str:
        """The local outlet's telephone, if the place is known."""
        outlet = next(iter(outlets_for(self.services.facts, str(turn.slots.get("place") or ""))), None)
        return outlet.phone if outlet else self.services.facts.company.hotline
