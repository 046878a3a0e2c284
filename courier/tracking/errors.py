"""What goes wrong with a lookup. A waybill that nobody knows is an answer (``found=False``), not an error."""

from enum import StrEnum


class Reason(StrEnum):
    """Why a source gave no answer; the values appear in logs and stay as they are."""

    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    BROKEN = "broken"
    BUSY = "busy"
    QUOTA = "quota"
    TOO_SOON = "too_soon"
    REFUSED = "refused"
    BAD_ANSWER = "bad_answer"
    RESTING = "resting"


# The carrier did not process the query, so that it may be repeated within the same lookup.
AT_ONCE = frozenset({Reason.UNREACHABLE, Reason.BUSY})
# Time alone does not mend these: somebody has to change a setting or the program.
LASTING = frozenset({Reason.REFUSED, Reason.BAD_ANSWER})


class LookupFailed(Exception):
    """A source has no answer. Whoever asks on behalf of a customer handles both kinds."""


class SourceUnavailable(LookupFailed):
    """The source does not answer. ``hint`` tells operators what happened and what to do; it names no parcel."""

    def __init__(self, reason: Reason, hint: str) -> None:
        """Keep the reason for decisions and the hint for the log."""
        super().__init__(f"{reason}: {hint}")
        self.reason = reason
        self.hint = hint

    @property
    def is_retryable(self) -> bool:
        """Whether the same question may be answered later."""
        return self.reason not in LASTING

    @property
    def is_retryable_at_once(self) -> bool:
        """Whether the query may be repeated within the same lookup."""
        return self.reason in AT_ONCE

    @property
    def is_about_the_source(self) -> bool:
        """Whether other waybills will fare the same; a lock concerns one waybill only."""
        return self.reason is not Reason.TOO_SOON


class PhoneTailNeeded(LookupFailed):
    """The carrier tells about this parcel only who knows the last four digits of a telephone on it."""

    def __init__(self, *, mismatch: bool) -> None:
        """``mismatch``: four digits were given, and they are not those of sender or recipient."""
        super().__init__("the phone tail does not match" if mismatch else "a phone tail is needed")
        self.mismatch = mismatch
