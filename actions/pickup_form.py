"""What a pickup has to know: where, whether we arrange it, whom to call, when, and how much there is to carry (BUSINESS B5)."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from actions.coverage import place_answer, settle_place
from actions.forms import SkillForm
from actions.questions import Answers, Progress, Question, entity_answer, never
from actions.reading import at_once, contact_name, is_yes, pickup_time, says_self
from actions.route import route
from actions.services import Services
from actions.turn import Turn
from actions.wording import Wording
from courier.facts import Outlet
from courier.outlets import next_visit, opens_next, outlets_for
from courier.vocabulary.numerals import value_of
from courier.vocabulary.times import times

UNSERVED, DECLINED = "unserved", "declined"
_AND_LATER = re.compile(r"以后|之后|过后|后都|after", re.IGNORECASE)
# 寄到北京, and not 地址改到北京.
_SENDS_TO = re.compile(r"(?:寄|发|邮|捎)[^，。,.]{0,6}?(?:到|往|去|至)|send.{0,20}to ", re.IGNORECASE)
_OF_ARRIVAL = re.compile(
    r"\s*(?:之?前|以前)|[^，。,.；;]{0,4}?(?:[寄送收要得]到|送达)|.{0,4}(?:arrive|deliver)", re.IGNORECASE
)
_STREET = re.compile(
    r"[\s,，]*([^\s，。,.；;!！?？]{1,20}?(?:路|街|道|巷|弄|号|栋|幢|楼|室|单元|小区|花园|大厦|广场|村|组)[^\s，。,.；;!！?？]{0,20}"
    r"|(?:no\. ?)?\d+ [a-z ]{2,30}(?:road|street|avenue|lane)\b)",
    re.IGNORECASE,
)
_PUT_RIGHT = re.compile(r"不是(.{1,12}?)[，, ]*(?:而是|应该是|是)([^，。,.；;!！?？吗呢吧]{1,12})")
_LONGEST_VISIT = timedelta(days=1)
_TITLED = re.compile(
    r"(?<![\u4e00-\u9fff])(?:我?(?:叫|姓|是)|联系人[:：]?)?(?P<name>(?!.{0,2}[寄给发送找让请和跟收的])[\u4e00-\u9fff]{1,3}(?:先生|女士|小姐))(?![\u4e00-\u9fff])"
)
_TIME_TAIL = re.compile(r"\s*(?:以后|之后|过后|以前|之前|左右|前后|的时候)", re.IGNORECASE)
_COUNT = re.compile(
    r"(\d{1,4}|[两二三四五六七八九十]{1,3})\s*(?:个|件|箱|包|袋)(?:快递|快件|包裹|件|箱子?|东西|货|行李|大件)|"
    r"(\d{1,4}|[两二三四五六七八九十]{1,3})\s*(?:箱|件)(?![衣裤])|(\d{1,4}) (?:parcels|boxes|packages)",
    re.IGNORECASE,
)


def _arrange(turn: Turn) -> Answers:
    if turn.intent in ("affirm", "pickup_request"):
        return {"arrange": True}
    if turn.intent == "deny" or says_self(turn.text):
        return {"arrange": False}
    # Whoever goes on with a telephone or a time wants it arranged.
    return {"arrange": True} if is_yes(turn.text) or turn.value("phone") or _time(turn) else {}


def _street(turn: Turn) -> Answers:
    """What stands behind the place that is named: 张江路88号 of 上海浦东张江路88号; not where the parcel goes."""
    put_right = _street_put_right(turn)
    if put_right:
        return {"street": put_right}
    place = next((one for one in turn.entities if one.get("entity") == "place" and one.get("end")), None)
    found = _STREET.match(turn.text, place["end"]) if place and not _SENDS_TO.search(turn.text) else None
    return {"street": found.group(1)} if found else {}


def _street_put_right(turn: Turn) -> str | None:
    """The known street with what 不是88号是98号 changes in it."""
    known, denial = str(turn.slots.get("street") or ""), _PUT_RIGHT.search(turn.text)
    if not denial or denial.group(1) not in known:
        return None
    return known.replace(denial.group(1), denial.group(2))


def _name(turn: Turn) -> Answers:
    is_reply = any(turn.brief.get(part) for part in ("asks", "says", "neither"))
    tells_else = turn.is_payload or is_reply or any(turn.value(entity) for entity in ("phone", "place", "time"))
    name = None if tells_else else contact_name(turn.text)
    return {"contact_name": name} if name else {}


def _titled_name(turn: Turn) -> Answers:
    """Who books with everything in one message is asked for no name again: …13811113333 王女士."""
    found = None if turn.is_payload else _TITLED.search(turn.rest())
    return {"contact_name": found["name"]} if found else {}


def _time(turn: Turn) -> Answers:
    offered = turn.slots.get("pickup_offer")
    if offered and (turn.intent == "affirm" or is_yes(turn.text)):
        return {"pickup_time": offered}
    if turn.is_payload or _street_put_right(turn):
        return {}
    time = _time_words(turn) or pickup_time(turn.rest())
    return {"pickup_time": time} if time else {}


def _time_words(turn: Turn) -> str:
    """The words of the time alone: 后天上午十点以后 of 时间改一下，后天上午十点以后吧."""
    found = [one for one in turn.entities if one.get("entity") == "time" and one.get("start") is not None]
    if not found:
        return ""
    tail = _TIME_TAIL.match(turn.text, found[-1]["end"])
    return turn.text[found[0]["start"] : tail.end() if tail else found[-1]["end"]]


def _volunteered_time(turn: Turn) -> Answers:
    """Within minutes, or the one time that is told: 张江路88号，明天上午. 周五前要送到 is another time, and 周末 no appointment."""
    urgent = None if turn.is_payload else at_once(turn.text)
    if urgent:
        return {"pickup_time": urgent}
    times = [one for one in turn.entities if one.get("entity") == "time" and one.get("start") is not None]
    if len(times) != 1 or _span(times[0]) > _LONGEST_VISIT or _OF_ARRIVAL.match(turn.text, times[0]["end"]):
        return {}
    return {"pickup_time": _time_words(turn)}


def _span(time: Mapping[str, Any]) -> timedelta:
    start = datetime.fromisoformat(str(time["value"]))
    return datetime.fromisoformat(str(time.get("until") or time["value"])) - start


class PickupForm(SkillForm):
    """Where, whether we arrange it, and then whom to call and when."""

    form = "pickup_form"
    wish = "pickup_request"
    own_slots = ("street", "arrange", "contact_name", "pickup_time", "pickup_at", "pickup_offer", "pickup_load")
    questions = (
        Question("place", "utter_question_pickup_place", place_answer, volunteered=place_answer),
        Question("street", "utter_question_pickup_place", _street, volunteered=_street, needed=never),
        Question("arrange", "utter_question_arrange", _arrange),
        Question("phone", "utter_question_phone", entity_answer("phone"), volunteered=entity_answer("phone")),
        Question("contact_name", "utter_question_contact_name", _name, volunteered=_titled_name),
        Question("pickup_time", "utter_question_pickup_time", _time, volunteered=_volunteered_time),
    )

    async def enrich(self, turn: Turn, progress: Progress, wording: Wording) -> None:
        """Find the outlet for the place; end where there is none yet, or where the customer calls it alone."""
        self._forget_asked_place(turn, progress)
        _forget_destination(turn, progress)
        if progress.changes.get("place") and "street" not in progress.changes:
            progress.set(street=None)
        progress.set(pickup_load={**(progress.slots.get("pickup_load") or {}), **load_of(turn)} or None)
        coverage = settle_place(self.services, progress, wording)
        if coverage is None:
            return
        if coverage.status == "unserved":
            return progress.end(UNSERVED)
        if progress.slots.get("arrange") is False:
            return progress.end(DECLINED)
        outlet = next(iter(outlets_for(self.services.facts, progress.slots["place"])), None)
        progress.values |= self._about(outlet, wording)
        if at_once(str(progress.slots.get("pickup_time") or "")) and progress.slots.get("arrange") is None:
            progress.ask_instead = "utter_question_arrange_urgent"
        told = progress.slots.get("pickup_time")
        if outlet and told and (progress.changes.get("pickup_time") or not progress.slots.get("pickup_at")):
            self._check_time(str(told), outlet, progress, wording)

    def _forget_asked_place(self, turn: Turn, progress: Progress) -> None:
        """The place of an earlier question about coverage is where a parcel goes, seldom where the customer is."""
        asked_about, place = turn.slots.get("coverage_place"), turn.slots.get("place")
        if turn.form_started_now(self.form) and asked_about and place == asked_about and not turn.value("place"):
            progress.set(place=None)

    def _about(self, outlet: Outlet | None, wording: Wording) -> dict[str, Any]:
        company = self.services.facts.company
        return {
            "outlet": outlet.name if outlet else company.name,
            "outlet_phone": outlet.phone if outlet else company.hotline,
            "hours": outlet.hours if outlet else "",
            "earliest": wording.moment(visit_after(self.services, outlet)),
        }

    def _check_time(self, told: str, outlet: Outlet, progress: Progress, wording: Wording) -> None:
        """A time that is over or at night is answered with the next possible one, and asked for again."""
        now = self.services.clock()
        wished = _wished(told, now)
        if wished is None or at_once(told):
            return progress.set(pickup_offer=None)
        start, end = wished
        possible = next_visit(outlet, start, end, now)
        if end >= now and possible <= max(start, end, now):
            return progress.set(pickup_offer=None, pickup_at=possible.isoformat())
        progress.set(pickup_time=None)
        following = self._next_question(progress.slots)
        if following is None or following.slot != "pickup_time":
            # It was told on the way, and is asked for in its turn; 昨天约的 was no wish for a visit anyway.
            return None
        offer = wording.moment(possible)
        progress.set(pickup_offer=offer, pickup_at=possible.isoformat())
        progress.ask_instead = f"utter_question_pickup_time_{'past' if end < now else 'closed'}"
        progress.values["possible"] = offer


def _forget_destination(turn: Turn, progress: Progress) -> None:
    """寄到北京 tells where the parcel goes, and not where to collect it."""
    named = route(turn)
    if turn.corrects or not _SENDS_TO.search(turn.text):
        return
    if named.destination and progress.slots.get("place") == named.destination:
        before = turn.slot_before("place")
        progress.set(place=named.origin or (before if before != named.destination else None))
        progress.set(to_place=named.destination)


def load_of(turn: Turn) -> dict[str, str]:
    """How many parcels and how many kilograms the message names; one parcel is not worth a word."""
    found = None if turn.is_payload else _COUNT.search(turn.rest())
    written = next(filter(None, found.groups())) if found else ""
    count = int(value_of(written) or 0) if written else 0
    weight = turn.value("weight")
    return {**({"count": str(count)} if count > 1 else {}), **({"weight": weight} if weight else {})}


def visit_after(services: Services, outlet: Outlet | None) -> datetime:
    """When a courier who is called now usually comes: during the outlet's hours."""
    now = services.clock()
    starts = opens_next(outlet, now) if outlet else now
    visit = starts + timedelta(minutes=services.facts.deadlines.pickup_visit_minutes)
    return opens_next(outlet, visit) if outlet else visit


def _wished(told: str, now: datetime) -> tuple[datetime, datetime] | None:
    """From when to when the customer wishes the visit, by the words for it; an exact time is both."""
    time = next((one for one in times(told, now) if one.grain != "now"), None)
    if time is None:
        return None
    start, end = datetime.fromisoformat(time.value), datetime.fromisoformat(time.until)
    return start, max(end, start.replace(hour=23, minute=59)) if _AND_LATER.search(told) else end
