"""The HTTP client of the desk against a scripted server."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest
from pydantic import SecretStr

from actions.desk import ATTEMPTS, CaseChange, DeskUnavailable, HttpDesk, NewCase

DEADLINE = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
CASE = NewCase("c1", "claim", "理赔", DEADLINE, "c1:3:claim", waybill="73128845901237", details={"loss_value": 88})
STORED = {"number": "Q1", "state": "open", "deadline_at": "2026-11-22T06:00:00+00:00"}
Handler = Callable[[httpx.Request], httpx.Response]


def _desk(handler: Handler) -> HttpDesk:
    return HttpDesk("http://desk", SecretStr("secret"), 1.0, httpx.MockTransport(handler))


class Script:
    """Answers with the given responses or errors in turn, the last one for ever, and keeps the requests."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.requests: list[httpx.Request] = []
        self._answers = list(answers)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


async def test_a_case_is_sent_as_the_contract_says() -> None:
    script = Script(httpx.Response(200, json=STORED))
    async with _desk(script) as desk:
        opened = await desk.open_case(CASE)

    (request,) = script.requests
    assert (request.method, request.url.path) == ("POST", "/internal/cases")
    assert request.headers["Authorization"] == "Bearer secret"
    assert json.loads(request.content) == {
        "conversation_id": "c1",
        "kind": "claim",
        "summary": "理赔",
        "waybill": "73128845901237",
        "outlet": None,
        "details": {"loss_value": 88},
        "deadline_at": "2026-11-22T06:00:00+00:00",
        "idempotency_key": "c1:3:claim",
    }
    assert (opened.number, opened.kind, opened.deadline_at, opened.is_open) == ("Q1", "claim", DEADLINE, True)


async def test_promise_and_handoff_are_sent_as_the_contract_says() -> None:
    script = Script(httpx.Response(200, json={"id": "p1"}), httpx.Response(200, json={"accepted": True}))
    async with _desk(script) as desk:
        await desk.promise("c1", "答复客户", DEADLINE, "Q1", "c1:3:claim")
        await desk.hand_off("c1", "customer_request", "转人工", "claim")

    promise, handoff = (json.loads(request.content) for request in script.requests)
    assert promise["case_number"] == "Q1"
    assert promise["due_at"] == "2026-11-22T06:00:00+00:00"
    assert handoff == {"conversation_id": "c1", "reason": "customer_request", "trigger": "转人工", "skill": "claim"}


async def test_a_change_sends_only_what_changes_and_a_rating_its_score() -> None:
    script = Script(
        httpx.Response(200, json={**STORED, "kind": "claim"}),
        httpx.Response(200, json={"id": "f1"}),
        httpx.Response(200, json={}),
    )
    async with _desk(script) as desk:
        amended = await desk.amend("Q1", CaseChange("c1:4:amend:Q1", details={"loss_value": 99}, outlet="南京鼓楼网点"))
        await desk.rate("c1", 2, "没人回我", "c1:5:rating")
        await desk.unanswered("c1", "南京鼓楼网点", "c1:6:unanswered")

    change, rating, silent = script.requests
    assert (silent.method, silent.url.path) == ("POST", "/internal/unanswered-calls")
    assert json.loads(silent.content) == {
        "conversation_id": "c1",
        "outlet": "南京鼓楼网点",
        "idempotency_key": "c1:6:unanswered",
    }
    assert (change.method, change.url.path) == ("PATCH", "/internal/cases/Q1")
    assert json.loads(change.content) == {
        "idempotency_key": "c1:4:amend:Q1",
        "details": {"loss_value": 99},
        "outlet": "南京鼓楼网点",
    }
    assert (amended.number, amended.kind) == ("Q1", "claim")
    assert (rating.method, rating.url.path) == ("POST", "/internal/feedback")
    assert json.loads(rating.content) == {
        "conversation_id": "c1",
        "score": 2,
        "comment": "没人回我",
        "idempotency_key": "c1:5:rating",
    }


async def test_cases_of_a_parcel_are_read() -> None:
    closed = {**STORED, "kind": "enquiry", "state": "closed"}
    script = Script(httpx.Response(200, json=[closed]))
    async with _desk(script) as desk:
        (case,) = await desk.cases_of("73128845901237", "c1")

    assert script.requests[0].url.params["waybill"] == "73128845901237"
    assert (case.kind, case.is_open) == ("enquiry", False)


async def test_cases_are_also_found_by_number_and_conversation() -> None:
    found = {**STORED, "kind": "enquiry", "waybill": "73128845901237", "details": {"about": "change"}, "own": True}
    script = Script(httpx.Response(200, json=[found]), httpx.Response(200, json=[]), httpx.Response(200, json=[found]))
    async with _desk(script) as desk:
        known, unknown, own = await desk.case("Q1", "c1"), await desk.case("Q2", "c1"), await desk.cases_in("c1")

    assert known is not None
    assert (known.about, known.waybill, known.own, unknown, len(own)) == ("change", "73128845901237", True, None, 1)
    assert [dict(request.url.params) for request in script.requests] == [
        {"number": "Q1", "asked_in": "c1"},
        {"number": "Q2", "asked_in": "c1"},
        {"conversation_id": "c1", "asked_in": "c1"},
    ]


@pytest.mark.parametrize("hiccup", [httpx.Response(503), httpx.ConnectError("refused"), httpx.ReadTimeout("slow")])
async def test_a_passing_failure_is_repeated_with_the_same_key(hiccup: httpx.Response | Exception) -> None:
    script = Script(hiccup, httpx.Response(200, json=STORED))
    async with _desk(script) as desk:
        opened = await desk.open_case(CASE)

    assert opened.number == "Q1"
    assert {json.loads(request.content)["idempotency_key"] for request in script.requests} == {"c1:3:claim"}
    assert len(script.requests) == 2


async def test_a_lasting_failure_is_given_up() -> None:
    script = Script(httpx.ConnectError("refused"))
    async with _desk(script) as desk:
        with pytest.raises(DeskUnavailable, match="/internal/cases"):
            await desk.open_case(CASE)

    assert len(script.requests) == ATTEMPTS


@pytest.mark.parametrize("answer", [httpx.Response(401, json={"error": "not_authorised"}), httpx.Response(422)])
async def test_a_refusal_is_not_repeated(answer: httpx.Response) -> None:
    script = Script(answer)
    async with _desk(script) as desk:
        with pytest.raises(DeskUnavailable):
            await desk.open_case(CASE)

    assert len(script.requests) == 1


@pytest.mark.parametrize("body", [{}, {"number": "Q1", "state": "open", "deadline_at": "soon"}])
async def test_an_answer_that_is_no_case_gives_no_number(body: dict[str, str]) -> None:
    async with _desk(Script(httpx.Response(200, json=body))) as desk:
        with pytest.raises(DeskUnavailable, match="not a case"):
            await desk.open_case(CASE)
