"""What all sources at carriers share: which numbers are sent there, one patient call, and what bad answers mean."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

import httpx
from pydantic import BaseModel, ValidationError
from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt, wait_exponential

from courier.tracking.errors import Reason, SourceUnavailable
from courier.tracking.model import People, Tracking
from courier.tracking.port import carrier_compares, unknown
from courier.vocabulary import canonical_waybill, carrier_of

ATTEMPTS = 3
# A parcel's whole way is some kilobytes; what is larger is no answer to our question.
LARGEST_ANSWER = 1_000_000
# What is more than this is no code, and may be anything.
LONGEST_CODE = 8
NOT_PROCESSED = frozenset({429, 502, 503})
CREDENTIALS = frozenset({401, 403})

Answer = TypeVar("Answer")
Model = TypeVar("Model", bound=BaseModel)
Sleep = Callable[[float], Awaitable[None]]


class CarrierClient:
    """HTTP to one carrier. A whole lookup, retries included, takes ``timeout_s`` at most: the customer waits for it."""

    def __init__(self, url: str, timeout_s: float, *, sleep: Sleep = asyncio.sleep) -> None:
        """Connect when first asked; ``sleep`` lets a test retry without waiting."""
        self._client = httpx.AsyncClient(base_url=url, timeout=timeout_s)
        self._timeout_s = timeout_s
        self._sleep = sleep

    async def patiently(self, ask: Callable[[], Awaitable[Answer]]) -> Answer:
        """Ask, and again where the carrier did not process the query. Raises SourceUnavailable."""
        retrying = AsyncRetrying(
            sleep=self._sleep,
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_exponential(multiplier=0.1, max=0.5),
            retry=retry_if_exception(_may_be_repeated),
            reraise=True,
        )
        try:
            async with asyncio.timeout(self._timeout_s):
                async for attempt in retrying:
                    with attempt:
                        answer = await ask()
        except TimeoutError as error:
            raise SourceUnavailable(Reason.TIMEOUT, f"no answer within {self._timeout_s} s") from error
        return answer

    async def post(self, path: str, content: bytes, headers: Mapping[str, str], model: type[Model]) -> Model:
        """Send exactly these bytes once, and give the answer in its form. Raises SourceUnavailable."""
        try:
            async with self._client.stream("POST", path, content=content, headers=headers) as response:
                _check_status(response.status_code)
                body = await _read(response)
        except httpx.TransportError as error:
            raise _transport_failure(error) from error
        try:
            return model.model_validate_json(body)
        except ValidationError as error:
            # The input stays out of the hint, because it may name people.
            faults = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()[:3])
            raise SourceUnavailable(Reason.BAD_ANSWER, f"the answer has another form: {faults}") from None

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


class RemoteSource(ABC):
    """A source at a carrier or an aggregator. It knows no sender and no recipient, so it gives no people."""

    name: str

    def __init__(self, client: CarrierClient) -> None:
        self._client = client

    @abstractmethod
    def serves(self, carrier: str | None) -> bool:
        """Say whether parcels of this carrier are looked up here."""

    @abstractmethod
    async def _ask(self, number: str, carrier: str, phone_tail: str | None) -> Tracking:
        """Query once. Raises SourceUnavailable and PhoneTailNeeded."""

    async def track(self, waybill: str, *, phone_tail: str | None = None) -> Tracking:
        """Look up what may be a number of a carrier that is served; anything else is unknown and is not sent."""
        number = canonical_waybill(waybill)
        carrier = carrier_of(number)
        if carrier is None or not self.serves(carrier):
            return unknown(waybill)
        return await self._client.patiently(lambda: self._ask(number, carrier, phone_tail))

    async def people(self, waybill: str) -> People | None:
        """Give nobody: neither sender nor recipient is in a carrier's answer, and its free text is not to be shown."""
        return None

    async def knows_tail(self, waybill: str, tail: str) -> bool:
        """Have the carrier compare it."""
        return await carrier_compares(self, waybill, tail)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()


def _may_be_repeated(error: BaseException) -> bool:
    return isinstance(error, SourceUnavailable) and error.is_retryable_at_once


def _check_status(status: int) -> None:
    if status in NOT_PROCESSED:
        raise SourceUnavailable(Reason.BUSY, f"status {status}")
    if status >= 500:
        raise SourceUnavailable(Reason.BROKEN, f"status {status}")
    if status in CREDENTIALS:
        raise SourceUnavailable(Reason.REFUSED, f"status {status}; check the keys and the list of allowed addresses")
    if status != httpx.codes.OK:
        raise SourceUnavailable(Reason.BAD_ANSWER, f"status {status}; check the address of the interface")


async def _read(response: httpx.Response) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > LARGEST_ANSWER:
            raise SourceUnavailable(Reason.BAD_ANSWER, f"the answer is larger than {LARGEST_ANSWER} bytes")
    return bytes(body)


def _transport_failure(error: httpx.TransportError) -> SourceUnavailable:
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout):
        return SourceUnavailable(Reason.UNREACHABLE, f"no connection ({type(error).__name__})")
    if isinstance(error, httpx.TimeoutException):
        return SourceUnavailable(Reason.TIMEOUT, f"no answer in time ({type(error).__name__})")
    return SourceUnavailable(Reason.BROKEN, f"the connection broke off ({type(error).__name__})")
