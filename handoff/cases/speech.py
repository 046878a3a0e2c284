"""What the keeper says to customers."""

from datetime import datetime

from handoff.core.moments import spoken
from handoff.core.promises import Step
from handoff.core.wording import say
from handoff.storage.tables import Case, Promise


def sentence(step: Step, promise: Promise, case: Case | None, lang: str, *, now: datetime, due: datetime) -> str:
    """The message for a step; `due` is the new time where there is one."""
    matter = _matter(case, lang)
    if step is Step.NEWS:
        return say("promise_news", lang, matter=matter, news=_ended(promise.news or "", lang))
    if step is Step.RESULT:
        result = case.result if case else None
        return (
            say("promise_result", lang, matter=matter, result=_ended(result, lang))
            if result
            else say("promise_done", lang, matter=matter)
        )
    if step is Step.ESCALATE:
        return say("promise_escalated", lang, matter=matter)
    return say("promise_renewed", lang, matter=matter, reason=_reason(case, lang), due=spoken(due, now, lang))


def _matter(case: Case | None, lang: str) -> str:
    return say(f"matter_{case.kind}", lang, number=case.number) if case else say("matter_promised", lang)


def _reason(case: Case | None, lang: str) -> str:
    if case is not None and case.outlet:
        return say("reason_outlet", lang, outlet=case.outlet)
    return say("reason_department", lang)


def _ended(text: str, lang: str) -> str:
    """The agent's words as a sentence of their own."""
    stripped = text.strip()
    return stripped if stripped.endswith(tuple("。！？.!?")) else stripped + ("." if lang.startswith("en") else "。")
