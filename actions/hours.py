"""When parcels are delivered, when people answer, when the outlet is open, and what holidays change."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from actions.base import Events, SkillAction, digression
from actions.lookup import record_if_given
from actions.topic import Topic
from actions.turn import Turn
from actions.wording import Wording
from courier.clock import BEIJING
from courier.facts import Outlet
from courier.facts.schemas import Hours
from courier.festivals import Holiday, holiday_named, holiday_on
from courier.outlets import outlets_for

DAY = "day"
_DAY_WORDS = re.compile(r"[今明后昨周号日月天]|星期|礼拜|day|tomorrow|tonight", re.IGNORECASE)


class HoursAction(SkillAction):
    """One answer with all hours that are known to matter."""

    action_name = "action_hours"
    topic = Topic(
        again="action_hours",
        facts={"place": "place", "waybill": "waybill"},
        takes=("time", "place", "words"),
        answers=dict.fromkeys(("may", "hours", "when"), "action_hours") | {"phone": "outlet_form"},
    )

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """The day that was asked about first, then the hours of every day, then the outlet's."""
        company = self.services.facts.company
        wording.say(
            "utter_hours",
            day=self._day(turn, wording),
            delivery=_span(company.delivery_hours),
            human=_span(company.human_hours),
            outlet=self._outlet_part(await self._outlet(turn), wording),
        )
        return digression(turn, None, "place")

    def _day(self, turn: Turn, wording: Wording) -> str:
        """What the named day changes; nothing, if no day was named."""
        today = self.services.clock().astimezone(BEIJING).date()
        day = _date_named(turn)
        holiday = holiday_named(self.services.facts, turn.text, today)
        if holiday is None and day is None:
            return ""
        holiday = holiday or (holiday_on(self.services.facts, day) if day else None)
        if holiday is None:
            return self._usual(day, turn, wording) if day else ""
        return self._holiday(holiday, wording)

    @staticmethod
    def _usual(day: date, turn: Turn, wording: Wording) -> str:
        """The day by the customer's own words: 周末, 明天."""
        times = (one for one in turn.entities if one.get("entity") == "time" and one.get("start") is not None)
        on = wording.day(day)
        words = next((turn.text[one["start"] : one["end"]] for one in times), on)
        return wording.phrase("utter_phrase_day_usual", day=words, date=on)

    def _holiday(self, holiday: Holiday, wording: Wording) -> str:
        english, notes = wording.lang == "en", self.services.facts.holidays
        festival = holiday.festival
        return wording.phrase(
            f"utter_phrase_holiday_{festival.service}",
            festival=festival.english if english else festival.name.removeprefix("农历"),
            first=wording.day(holiday.first),
            note=notes.note_en if english else notes.note_zh,
        )

    async def _outlet(self, turn: Turn) -> Outlet | None:
        facts = self.services.facts
        place, waybill = turn.value("place"), turn.value("waybill") or turn.slots.get("waybill")
        if not place and waybill:
            latest = (await record_if_given(self.services, waybill, turn)).latest
            return facts.outlet(latest.outlet) if latest else None
        return next(iter(outlets_for(facts, str(place or turn.slots.get("place") or ""))), None)

    @staticmethod
    def _outlet_part(outlet: Outlet | None, wording: Wording) -> str:
        if outlet is None:
            return wording.phrase("utter_phrase_hours_ask_place")
        return wording.phrase("utter_phrase_hours_outlet", outlet=outlet.name, hours=outlet.hours, phone=outlet.phone)


def _date_named(turn: Turn) -> date | None:
    """The first day that the message names: 周六, 明天上午, 10月1号; 晚上 names none."""
    times = (one for one in turn.entities if one.get("entity") == "time")
    days = (one for one in times if one.get("grain") == DAY or (one.get("grain") == "part" and _names_day(one, turn)))
    return next((_date(one["value"]) for one in days), None)


def _names_day(time: Mapping[str, Any], turn: Turn) -> bool:
    return bool(_DAY_WORDS.search(turn.text[time["start"] : time["end"]]))


def _date(value: Any) -> date:
    return datetime.fromisoformat(str(value)).astimezone(BEIJING).date()


def _span(hours: Hours) -> str:
    return f"{hours.opens:%H:%M}-{hours.closes:%H:%M}"
