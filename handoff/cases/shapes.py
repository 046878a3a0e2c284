"""Cases, their history and promises in wire form (docs/contracts.md §3)."""

from dataclasses import asdict
from typing import Any

from handoff.core.labels import facts_of
from handoff.storage.tables import Case, CaseEvent, Promise


def case_view(case: Case) -> dict[str, Any]:
    """A case."""
    return {
        "number": case.number,
        "kind": case.kind,
        "state": case.state,
        "version": case.version,
        "owner_id": case.owner_id,
        "summary": case.summary,
        "waybill": case.waybill,
        "outlet": case.outlet,
        "result": case.result,
        "deadline_at": case.deadline_at.isoformat(),
        "legal_due_at": case.legal_due_at.isoformat() if case.legal_due_at else None,
        "opened_at": case.opened_at.isoformat(),
        "conversation_id": case.conversation_id,
        "details": case.details,
        "facts": [asdict(fact) for fact in facts_of(case.details)],
    }


def event_view(event: CaseEvent) -> dict[str, Any]:
    """One line of a case's history."""
    return {
        "at": event.at.isoformat(),
        "who": event.who,
        "agent_id": event.agent_id,
        "what": event.what,
        "data": event.data,
        "note": event.note,
    }


def promise_view(promise: Promise) -> dict[str, Any]:
    """A promise."""
    return {
        "id": promise.id,
        "conversation_id": promise.conversation_id,
        "case_number": promise.case_number,
        "text": promise.text,
        "due_at": promise.due_at.isoformat(),
        "state": promise.state,
        "made_by": promise.made_by,
        "made_at": promise.made_at.isoformat(),
        "renewals": promise.renewals,
        "due_soon": promise.state == "open" and promise.warned_at is not None,
    }
