"""Refusals of Tencent's interfaces, and what can be done about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Remedy(Enum):
    """What can be done about an error."""

    AGAIN = "again"
    """Another attempt may succeed, also because an operator mends something meanwhile."""
    NEW_TOKEN = "new_token"  # noqa: S105  # A name.
    WHEN_CUSTOMER_WRITES = "when_customer_writes"
    NEVER = "never"


@dataclass(frozen=True)
class Fault:
    """One code: what to do, and the sentence for the operator."""

    remedy: Remedy
    advice: str


class CallFailed(Exception):
    """A request was taken and refused, or got no usable answer (code None)."""

    def __init__(self, code: int | None, fault: Fault, reason: str = "") -> None:
        super().__init__(f"{'no answer' if code is None else code}: {fault.advice}")
        self.code = code
        self.fault = fault
        self.reason = reason
        """The platform's own words, which may change; for what no code tells."""


SILENT = Fault(Remedy.AGAIN, "the API does not answer; check the connection to it")
UNKNOWN = Fault(Remedy.AGAIN, "the request is refused for a reason that is not known here")
STALE_TOKEN = Fault(Remedy.NEW_TOKEN, "the access token is not valid any more; if this goes on, check the secret")
Faults = Mapping[int, Fault]
_UNFIT = Fault(Remedy.NEVER, "the platform does not take this file: its type or its size")
MEDIA_FAULTS: Faults = {
    **dict.fromkeys((40004, 40005, 40006, 40009, 40011, 45001, 45057), _UNFIT),
    40007: Fault(Remedy.NEVER, "the media file does not exist any more"),
}
