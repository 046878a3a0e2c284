"""The desk as the actions use it: cases, promises and handoffs (docs/contracts.md §5)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Protocol, Self

import httpx
from pydantic import SecretStr
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, wait_exponential

ATTEMPTS = 3


class DeskUnavailable(Exception):
    """The desk did not take what it was given; nothing may be promised to the customer."""


class _Passing(Exception):
    """A failure that may be over at the next attempt."""


@dataclass(frozen=True)
class NewCase:
    """A case to be opened. The same idempotency key again gives the same case."""

    conversation_id: str
    kind: str
    summary: str
    deadline_at: datetime
    idempotency_key: str
    waybill: str | None = None
    outlet: str | None = None
    details: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class CaseChange:
    """What the customer puts right about a case, or adds; None leaves a field as it is.

    `details` are merged into those that are known, and `note` tells agents why.
    """

    idempotency_key: str
    waybill: str | None = None
    outlet: str | None = None
    summary: str | None = None
    details: Mapping[str, Any] | None = None
    note: str | None = None


@dataclass(frozen=True)
class OpenedCase:
    """A case that the desk has stored. `about` tells the enquiries of one parcel apart.

    `own` says whether it is one of the customer who asks for it, as far as the desk was told who asks.
    """

    number: str
    kind: str
    state: str
    deadline_at: datetime
    about: str = ""
    waybill: str | None = None
    own: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody still works on it."""
        return self.state in ("open", "in_progress")


class Desk(Protocol):
    """What the actions need of the desk; every method raises DeskUnavailable."""

    async def open_case(self, case: NewCase) -> OpenedCase:
        """Store a case and give its number."""

    async def amend(self, number: str, change: CaseChange) -> OpenedCase:
        """Change an open case, where a second one would be wrong."""

    async def withdraw(self, number: str, conversation_id: str, note: str, idempotency_key: str) -> None:
        """The customer of the conversation needs the case no more."""

    async def promise(
        self, conversation_id: str, text: str, due_at: datetime, case_number: str, idempotency_key: str
    ) -> None:
        """Record what the customer was promised, by when."""

    async def rate(self, conversation_id: str, score: int, comment: str | None, idempotency_key: str) -> None:
        """Store how satisfied the customer is: 1 not at all to 5 wholly."""

    async def unanswered(self, conversation_id: str, outlet: str, idempotency_key: str) -> None:
        """Note that the customer telephoned the outlet in vain."""

    async def hand_off(self, conversation_id: str, reason: str, trigger: str, skill: str) -> None:
        """Ask for a person once this turn's answer is stored."""

    async def cases_of(self, waybill: str, asked_in: str) -> list[OpenedCase]:
        """The cases about a parcel, open or not; `asked_in` is the conversation whose customer asks."""

    async def cases_in(self, conversation_id: str) -> list[OpenedCase]:
        """The cases that were opened in a conversation."""

    async def case(self, number: str, asked_in: str) -> OpenedCase | None:
        """The case with this number, if there is one; `asked_in` is the conversation whose customer asks."""


class HttpDesk:
    """The real desk, over HTTP. Calls that pass over are repeated; their keys make that harmless."""

    def __init__(self, url: str, token: SecretStr, timeout_s: float, transport: httpx.AsyncBaseTransport | None = None):
        """Connect lazily; `transport` lets a test answer in the desk's place."""
        headers = {"Authorization": f"Bearer {token.get_secret_value()}"}
        self._client = httpx.AsyncClient(base_url=url, headers=headers, timeout=timeout_s, transport=transport)

    async def __aenter__(self) -> Self:
        """The desk itself."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def open_case(self, case: NewCase) -> OpenedCase:
        """Store a case and give its number."""
        body = {
            "conversation_id": case.conversation_id,
            "kind": case.kind,
            "summary": case.summary,
            "waybill": case.waybill,
            "outlet": case.outlet,
            "details": dict(case.details or {}),
            "deadline_at": case.deadline_at.isoformat(),
            "idempotency_key": case.idempotency_key,
        }
        return _case({"kind": case.kind, **await self._call("POST", "/internal/cases", json=body)})

    async def amend(self, number: str, change: CaseChange) -> OpenedCase:
        """Change an open case, where a second one would be wrong."""
        body = {name: value for name, value in asdict(change).items() if value is not None}
        return _case(await self._call("PATCH", f"/internal/cases/{number}", json=body))

    async def withdraw(self, number: str, conversation_id: str, note: str, idempotency_key: str) -> None:
        """The customer of the conversation needs the case no more."""
        body = {"conversation_id": conversation_id, "note": note, "idempotency_key": idempotency_key}
        await self._call("POST", f"/internal/cases/{number}/withdraw", json=body)

    async def promise(
        self, conversation_id: str, text: str, due_at: datetime, case_number: str, idempotency_key: str
    ) -> None:
        """Record what the customer was promised, by when."""
        body = {
            "conversation_id": conversation_id,
            "text": text,
            "due_at": due_at.isoformat(),
            "case_number": case_number,
            "idempotency_key": idempotency_key,
        }
        await self._call("POST", "/internal/promises", json=body)

    async def rate(self, conversation_id: str, score: int, comment: str | None, idempotency_key: str) -> None:
        """Store how satisfied the customer is: 1 not at all to 5 wholly."""
        body = {"conversation_id": conversation_id, "score": score, "idempotency_key": idempotency_key}
        await self._call("POST", "/internal/feedback", json=body | ({"comment": comment} if comment else {}))

    async def unanswered(self, conversation_id: str, outlet: str, idempotency_key: str) -> None:
        """Note that the customer telephoned the outlet in vain."""
        body = {"conversation_id": conversation_id, "outlet": outlet, "idempotency_key": idempotency_key}
        await self._call("POST", "/internal/unanswered-calls", json=body)

    async def hand_off(self, conversation_id: str, reason: str, trigger: str, skill: str) -> None:
        """Ask for a person once this turn's answer is stored."""
        body = {"conversation_id": conversation_id, "reason": reason, "trigger": trigger, "skill": skill}
        await self._call("POST", "/internal/handoffs", json=body)

    async def cases_of(self, waybill: str, asked_in: str) -> list[OpenedCase]:
        """The cases about a parcel, open or not; `asked_in` is the conversation whose customer asks."""
        return await self._cases(waybill=waybill, asked_in=asked_in)

    async def cases_in(self, conversation_id: str) -> list[OpenedCase]:
        """The cases that were opened in a conversation."""
        return await self._cases(conversation_id=conversation_id, asked_in=conversation_id)

    async def case(self, number: str, asked_in: str) -> OpenedCase | None:
        """The case with this number, if there is one; `asked_in` is the conversation whose customer asks."""
        return next(iter(await self._cases(number=number, asked_in=asked_in)), None)

    async def _cases(self, **key: str) -> list[OpenedCase]:
        return [_case(one) for one in await self._call("GET", "/internal/cases", params=key)]

    async def _call(self, method: str, path: str, **content: Any) -> Any:
        retrying = AsyncRetrying(
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_exponential(multiplier=0.1, max=1),
            retry=retry_if_exception_type(_Passing),
            reraise=True,
        )
        try:
            async for attempt in retrying:
                with attempt:
                    return await self._attempt(method, path, content)
        except _Passing as error:
            raise DeskUnavailable(f"{method} {path}: {error}") from error

    async def _attempt(self, method: str, path: str, content: Mapping[str, Any]) -> Any:
        try:
            response = await self._client.request(method, path, **content)
        except httpx.TransportError as error:
            raise _Passing(repr(error)) from error
        if response.is_server_error:
            raise _Passing(f"status {response.status_code}")
        if response.is_error:
            raise DeskUnavailable(f"{method} {path}: status {response.status_code}: {response.text[:200]}")
        return response.json()


def _case(body: Mapping[str, Any]) -> OpenedCase:
    try:
        deadline_at = datetime.fromisoformat(body["deadline_at"])
        about = str((body.get("details") or {}).get("about") or "")
        own = body.get("own") is True
        return OpenedCase(body["number"], body["kind"], body["state"], deadline_at, about, body.get("waybill"), own)
    except (KeyError, TypeError, ValueError) as error:
        raise DeskUnavailable(f"The desk's answer is not a case: {error!r}") from error
