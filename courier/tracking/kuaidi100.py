"""The tracking source at Kuaidi100, an aggregator that knows most carriers (PROTOCOLS §5.1)."""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, NaiveDatetime

from courier.clock import BEIJING, Clock
from courier.facts.schemas import TrackingRules
from courier.tracking.errors import PhoneTailNeeded, Reason, SourceUnavailable
from courier.tracking.kuaidi100_states import state_of
from courier.tracking.model import Scan, Tracking, in_order, status_of
from courier.tracking.port import unknown
from courier.tracking.remote import LONGEST_CODE, CarrierClient, RemoteSource
from courier.vocabulary import Place, places

PATH = "/poll/query.do"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
# Our carriers' codes (carriers.csv) as Kuaidi100 calls them.
CODES = {
    "zto": "zhongtong",
    "sf": "shunfeng",
    "yto": "yuantong",
    "sto": "shentong",
    "yunda": "yunda",
    "jt": "jtexpress",
    "jd": "jd",
    "ems": "ems",
    "deppon": "debangkuaidi",
}
ASK_FOR_TAIL = frozenset({"zto", "sf"})
# 4: events have the detailed states.
RESULT = "4"
OK, NO_RECORD, TAIL_REFUSED = "200", "500", "408"
REFUSALS: dict[str, tuple[Reason, str]] = {
    "400": (Reason.REFUSED, "a parameter is wrong, or the interface is not paid for; see the account"),
    "501": (Reason.BROKEN, "Kuaidi100's own error"),
    "502": (Reason.BUSY, "Kuaidi100 is busy"),
    "503": (Reason.REFUSED, "the signature is wrong; check KUAIDI100_KEY and KUAIDI100_CUSTOMER"),
    "504": (Reason.TOO_SOON, "this waybill was asked for too often and is locked; does another program ask too?"),
    "601": (Reason.QUOTA, "the key has expired or its quota is used up; see the account"),
}
_BRACKETS = re.compile("【([^【】]{2,30})】")
_FACILITY = re.compile("(?:网点|中心|转运部|中转部|分部|公司|营业[部点厅]|站|驿站|仓)$")


# They write Beijing time; beyond these, times are nonsense that no zone can be applied to.
EARLIEST, LATEST = datetime(2000, 1, 1), datetime(2100, 1, 1)  # noqa: DTZ001  # what they are compared with has no zone


class _Event(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    time: NaiveDatetime = Field(gt=EARLIEST, lt=LATEST)
    context: str = ""
    name: str | None = Field(None, alias="status")
    code: str | None = Field(None, alias="statusCode")
    area: str | None = Field(None, alias="areaName")
    location: str | None = None


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    status: str | None = None
    code: str | None = Field(None, alias="returnCode")
    data: tuple[_Event, ...] | None = None
    route: Any = Field(None, alias="routeInfo")


class Kuaidi100Source(RemoteSource):
    """Asks about the parcels of ``carriers``, our codes. Its lock rule is kept by ``CachedSource``, not here."""

    name = "kuaidi100"

    def __init__(
        self,
        client: CarrierClient,
        customer: str,
        key: str,
        rules: TrackingRules,
        clock: Clock,
        *,
        carriers: Collection[str],
    ) -> None:
        super().__init__(client)
        self._customer = customer
        self._key = key
        self._stuck_after = timedelta(hours=rules.stuck_after_hours)
        self._clock = clock
        self._carriers = carriers

    def serves(self, carrier: str | None) -> bool:
        """Look up whom the setting names."""
        return carrier in self._carriers

    async def _ask(self, number: str, carrier: str, phone_tail: str | None) -> Tracking:
        compared = phone_tail if carrier in ASK_FOR_TAIL else None
        if carrier in ASK_FOR_TAIL and not compared:
            raise PhoneTailNeeded(mismatch=False)
        wanted = {"com": CODES[carrier], "num": number, "phone": compared, "resultv2": RESULT}
        param = json.dumps({k: v for k, v in wanted.items() if v}, ensure_ascii=False, separators=(",", ":"))
        form = {"customer": self._customer, "sign": sign(param, self._key, self._customer), "param": param}
        answer = await self._client.post(PATH, urlencode(form).encode(), FORM, _Answer)
        code = answer.code or answer.status or ""
        if code == NO_RECORD:
            return unknown(number)
        if code != OK:
            _refuse(code, has_tail=compared is not None)
        return self._tracking(number, carrier, answer)

    def _tracking(self, number: str, carrier: str, answer: _Answer) -> Tracking:
        # They send the newest first; of two in one moment the one that is sent first is the newer.
        scans = in_order(_scans(reversed(answer.data or ())))
        return Tracking(
            number,
            carrier,
            found=True,
            status=status_of(scans, self._clock(), self._stuck_after),
            origin=_route(answer.route, "from"),
            destination=_route(answer.route, "to"),
            sent_at=scans[-1].at if scans else None,
            scans=scans,
            is_own_record=False,
            needed_tail=carrier in ASK_FOR_TAIL,
        )


def sign(param: str, key: str, customer: str) -> str:
    """The signature over the very text that is sent (PROTOCOLS §5.4)."""
    return hashlib.md5(f"{param}{key}{customer}".encode(), usedforsecurity=False).hexdigest().upper()


def _refuse(code: str, *, has_tail: bool) -> None:
    if code == TAIL_REFUSED:
        raise PhoneTailNeeded(mismatch=has_tail)
    reason, hint = REFUSALS.get(code, (Reason.BAD_ANSWER, "this code is not known; see Kuaidi100's documentation"))
    raise SourceUnavailable(reason, f"{code[:LONGEST_CODE] or 'no code'}: {hint}")


def _scans(events: Iterable[_Event]) -> Iterator[Scan]:
    for event in events:
        state = state_of(event.code, event.name, event.context)
        if state.scan_type:
            at = event.time.replace(tzinfo=BEIJING).astimezone(UTC)
            yield Scan(at, state.scan_type, _outlet(event), _city(event), state.reason)


def _outlet(event: _Event) -> str:
    """The outlet as the event's text brackets it. A bracket may name a person too: only places and facilities pass."""
    city = _city(event).removesuffix("市")
    named = [*_BRACKETS.findall(event.context), event.location or ""]
    return next((text for text in named if _is_facility(text) and text.removesuffix("市") != city), "")


def _is_facility(text: str) -> bool:
    found = places(text)
    return bool(found and found[0].start == 0) or _FACILITY.search(text) is not None


def _city(event: _Event) -> str:
    area = event.area or next(iter(_BRACKETS.findall(event.context)), "")
    found = _deepest(area)
    return (found.city or found.province) if found else ""


def _route(route: Any, end: str) -> str:
    """Where the parcel comes from or goes to, if the answer has it; carriers differ in that."""
    place = route.get(end) if isinstance(route, dict) else None
    name = place.get("name") if isinstance(place, dict) else None
    found = _deepest(name) if isinstance(name, str) else None
    return found.full_name if found else ""


def _deepest(text: str) -> Place | None:
    """The place in 上海,上海,浦东新区: each level is written out, and the last says most."""
    return max(places(text), key=lambda place: len(place.full_name), default=None)
