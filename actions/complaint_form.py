"""What a complaint has to know: what happened, and with which parcel if there is one."""

import re

from actions.amending import case_talked_about
from actions.forms import SkillForm
from actions.questions import Answers, Progress, Question, Slots, entity_answer
from actions.reading import is_not_known
from actions.turn import Turn

COMPLAINT_ACTION = "action_complaint"
LONGEST_TEXT = 1000
_SHORTEST_STORY = 3
# After "anything to add?" even two words are something: 昨天.
_SHORTEST_ADDITION = 2
# A story that goes on is seldom a single word, and is told with one of these intents.
_SHORTEST_ADDED = 4
_TELLING = frozenset({"complain", "inform", "out_of_scope"})
# What is left without these says whether the message tells what happened or only that there is a complaint.
_ONLY_WISH = re.compile(
    r"我|要|想|你们|你|了|的|能|可以|吗|呢|那|吧|投诉|举报|快递员?|快件|中通|网点|太|很|真|垃圾|一下|给|怎么|这个|这|就是|complaint|complain|make|want|to|a|i|[\W_]",
    re.IGNORECASE,
)
# An answer to another question than the one that was asked.
_NO_STORY = re.compile(r"\W*我?(?:没有?|无|不知道|不清楚|不记得|忘了?)(?:运?单号|号码)?[了啊呀]?\W*")


def _story(turn: Turn) -> Answers:
    text = turn.words().strip()
    is_number = bool(turn.value("waybill")) and not re.search(r"\w", turn.rest())
    is_answer = len(text) >= 2 and not is_number and not _NO_STORY.fullmatch(text)
    return {"complaint_text": text[:LONGEST_TEXT]} if is_answer else {}


def _told_already(turn: Turn) -> Answers:
    """The complaining message itself, if it says what happened."""
    if turn.slots.get("complaint_text") or turn.intent != "complain":
        return {}
    return _story(turn) if len(_ONLY_WISH.sub("", turn.words())) >= _SHORTEST_STORY else {}


def _waybill(turn: Turn) -> Answers:
    waybill = turn.value("waybill")
    if waybill:
        return {"waybill": waybill}
    without = turn.intent == "deny" or turn.value("ending") == "skip" or is_not_known(turn.text)
    return {"no_waybill": True} if without else _more_story(turn)


def _more_story(turn: Turn) -> Answers:
    """Who is asked for the number and goes on telling is listened to; the number is asked for again."""
    words = turn.words().strip()
    tells = turn.intent in _TELLING and not re.search(r"\d", words) and len(words) >= _SHORTEST_ADDED
    story = f"{turn.slots.get('complaint_text')}；{words}"
    return {"complaint_text": story[:LONGEST_TEXT]} if tells else {}


def _wants_waybill(slots: Slots) -> bool:
    return not slots.get("no_waybill")


def complaint_added_to(turn: Turn) -> str | None:
    """The complaint that was just opened and that the message says more about; it names no other parcel."""
    topic = turn.slots.get("topic") or {}
    if topic.get("of") != COMPLAINT_ACTION or not turn.previous_was(COMPLAINT_ACTION):
        return None
    about = topic["facts"].get("waybill")
    names_another = (about and turn.value("waybill") not in (None, about)) or turn.brief.get("another")
    tells = turn.value("demand") or len(_ONLY_WISH.sub("", turn.words())) >= _SHORTEST_ADDITION
    return case_talked_about(turn) if tells and not names_another and not turn.follows else None


class ComplaintForm(SkillForm):
    """What happened, and with which parcel if there is one."""

    form = "complaint_form"
    wish = "complain"
    own_slots = ("complaint_text", "no_waybill")
    questions = (
        Question("complaint_text", "utter_question_complaint_text", _story, volunteered=_told_already, open=True),
        Question(
            "waybill",
            "utter_question_complaint_waybill",
            _waybill,
            volunteered=entity_answer("waybill"),
            needed=_wants_waybill,
        ),
    )

    def _start(self, turn: Turn, progress: Progress) -> None:
        """What is said right after a complaint was opened belongs to it (BUSINESS B1.3: let the customer correct it)."""
        number = complaint_added_to(turn)
        before = {slot: progress.slots.get(slot) for slot in self.own_slots}
        super()._start(turn, progress)
        if number:
            told = [before["complaint_text"], None if turn.is_payload else turn.words().strip()]
            story = "；".join(part for part in told if part)[:LONGEST_TEXT]
            without = None if turn.value("waybill") else before["no_waybill"]
            progress.set(complaint_text=story, no_waybill=without, amends=number)
