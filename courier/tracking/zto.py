"""The tracking source at ZTO's open platform (PROTOCOLS §6.1, §6.2)."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pydantic import BaseModel, ConfigDict, Field

from courier.clock import Clock
from courier.facts.schemas import TrackingRules
from courier.tracking.errors import PhoneTailNeeded, Reason, SourceUnavailable
from courier.tracking.model import Scan, Tracking, in_order, status_of
from courier.tracking.port import unknown
from courier.tracking.public import down_to_county, public_note
from courier.tracking.remote import LONGEST_CODE, CarrierClient, RemoteSource
from courier.tracking.zto_digest import Digest

CARRIER = "zto"
PATH = "/zto.merchant.waybill.track.query"
# Values that are not here occur; the parcel is then somewhere on its way.
SCAN_TYPES = {
    "收件": "收件",
    "发件": "发件",
    "到件": "到件",
    "派件": "派件",
    "签收": "签收",
    "退件": "退件",
    "问题件": "问题件",
    "ARRIVAL": "入柜",
    "SIGNED": "签收",
}
ON_THE_WAY = "到件"
NO_SUCH_WAYBILL = frozenset({"E416"})
TAIL_NEEDED, TAIL_MISMATCH = "E413", "E409"
REFUSALS: dict[str, tuple[Reason, str]] = {
    "S200": (Reason.BUSY, "the platform's own service timed out"),
    "S203": (Reason.QUOTA, "too many queries a second; raise the limit in the platform's console"),
    "S206": (Reason.QUOTA, "the quota of queries is used up; raise it in the platform's console"),
    "S221": (Reason.QUOTA, "the quota of queries is used up; raise it in the platform's console"),
    "S207": (Reason.REFUSED, "there is no such interface; check ZTO_API_URL"),
    "S208": (Reason.REFUSED, "a parameter is missing; the platform's interface may have changed"),
    "S210": (Reason.REFUSED, "the application may not track; bind the service to it in the platform's console"),
    "S211": (Reason.REFUSED, "the signature is wrong; check ZTO_APP_SECRET and ZTO_DIGEST"),
    "S212": (Reason.REFUSED, "this address may not call; add it to the allowed ones in the platform's console"),
    "S214": (Reason.REFUSED, "the timestamp is wrong; check this machine's clock and ZTO_TIMESTAMP"),
    "E404": (Reason.REFUSED, "there is no electronic account; apply for one in the platform's console"),
    "E418": (Reason.REFUSED, "the application is not authorised for this; ask the platform"),
}


class _Site(BaseModel):
    model_config = ConfigDict(extra="ignore")

    name: str | None = None
    city: str | None = None
    prov: str | None = None


class _Event(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    scan_type: str = Field(alias="scanType")
    scan_date: int = Field(alias="scanDate", gt=0, lt=10**14)
    site: _Site | None = Field(None, alias="scanSite")
    user: str | None = Field(None, alias="operateUser")
    signer: str | None = Field(None, alias="signMan")
    desc: str | None = None


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    status: bool
    code: str | None = Field(None, alias="statusCode")
    result: tuple[_Event, ...] | None = None


class ZtoSource(RemoteSource):
    """Asks the open platform about ZTO's own parcels. ``timed`` sends a timestamp, which is then signed too."""

    name = "zto"

    def __init__(
        self, client: CarrierClient, app_key: str, digest: Digest, rules: TrackingRules, clock: Clock, *, timed: bool
    ) -> None:
        super().__init__(client)
        self._app_key = app_key
        self._digest = digest
        self._stuck_after = timedelta(hours=rules.stuck_after_hours)
        self._clock = clock
        self._timed = timed

    def serves(self, carrier: str | None) -> bool:
        """Know ZTO's numbers only."""
        return carrier == CARRIER

    async def _ask(self, number: str, carrier: str, phone_tail: str | None) -> Tracking:
        """Ask without the tail first: only so it is known whether the platform compares it.

        For orders of our own application it does not, and would refuse a tail that is merely another telephone's.
        """
        try:
            return await self._query({"billCode": number})
        except PhoneTailNeeded:
            if not phone_tail:
                raise
        told = await self._query({"billCode": number, "mobilePhone": phone_tail})
        return replace(told, needed_tail=True)

    async def _query(self, wanted: dict[str, str]) -> Tracking:
        body = json.dumps(wanted, ensure_ascii=False, separators=(",", ":")).encode()
        answer = await self._client.post(PATH, body, self._headers(body), _Answer)
        if not answer.status:
            _refuse(answer.code or "", has_tail="mobilePhone" in wanted)
        if not answer.status or not answer.result:
            return unknown(wanted["billCode"])
        return self._tracking(wanted["billCode"], answer.result)

    def _headers(self, body: bytes) -> dict[str, str]:
        timestamp = str(int(self._clock().timestamp() * 1000)) if self._timed else ""
        return {
            "Content-Type": "application/json; charset=utf-8",
            "x-appKey": self._app_key,
            "x-dataDigest": self._digest(body, timestamp),
            **({"x-timestamp": timestamp} if timestamp else {}),
        }

    def _tracking(self, number: str, events: Iterable[_Event]) -> Tracking:
        scans = in_order(_scan(event) for event in events)
        status = status_of(scans, self._clock(), self._stuck_after)
        first = min(events, key=lambda event: event.scan_date)
        return Tracking(
            number,
            CARRIER,
            found=True,
            status=status,
            origin=_place(first.site) if first.scan_type == "收件" else "",
            sent_at=scans[-1].at,
            scans=scans,
            is_own_record=False,
        )


def _refuse(code: str, *, has_tail: bool) -> None:
    """Raise what a refusal means; an unknown waybill is none."""
    if code in NO_SUCH_WAYBILL:
        return
    if code in (TAIL_NEEDED, TAIL_MISMATCH):
        raise PhoneTailNeeded(mismatch=has_tail)
    reason, hint = REFUSALS.get(code, (Reason.BAD_ANSWER, "this code is not known; see the platform's documentation"))
    raise SourceUnavailable(reason, f"{code[:LONGEST_CODE] or 'no code'}: {hint}")


def _scan(event: _Event) -> Scan:
    site = event.site or _Site()
    kind = SCAN_TYPES.get(event.scan_type, ON_THE_WAY)
    note = public_note(kind, event.desc or "", (event.user or "", event.signer or ""))
    at = datetime.fromtimestamp(event.scan_date / 1000, UTC)
    return Scan(at, kind, site.name or "", site.city or "", note)


def _place(site: _Site | None) -> str:
    return down_to_county(f"{site.prov or ''}{site.city or ''}") if site else ""
