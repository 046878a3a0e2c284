"""The agents' API over HTTP (DESIGN D4)."""

import asyncio
from uuid import uuid4

import httpx
import pytest

from handoff.http import COOKIE
from tests.functional.server.conftest import PASSWORD, RunningDesk


async def queued(desk: RunningDesk, agent: httpx.AsyncClient) -> str:
    """A conversation that waits for an agent."""
    async with desk.socket() as socket:
        await socket.call("qt_join", {"token": None, "lang": "zh-CN"})
        asked = await socket.call("qt_human", {"client_id": uuid4().hex})
    conversation: str = asked["conversation"]["id"]
    listed = [item["conversation_id"] for item in (await agent.get("/api/v1/queue")).json()]
    assert conversation in listed
    return conversation


async def test_the_whole_way_of_a_conversation(desk: RunningDesk, agent: httpx.AsyncClient) -> None:
    conversation = await queued(desk, agent)
    path = f"/api/v1/conversations/{conversation}"
    claimed = (await agent.post(f"{path}/claim")).json()
    assert (claimed["owner"], claimed["agent_name"]) == ("agent", "小林")
    # Not the notice of who took over, which says nothing about the customer.
    assert (claimed["last_message"]["author"], claimed["last_message"]["text"]) == ("customer", "转人工")
    packet = (await agent.get(f"{path}/packet")).json()
    assert (packet["handoff"]["reason"], packet["problem"]) == ("customer_request", "转人工")
    first = (await agent.post(f"{path}/messages", json={"client_id": "a", "text": "您好"})).json()
    again = (await agent.post(f"{path}/messages", json={"client_id": "a", "text": "您好"})).json()
    assert first == again
    assert (await agent.post(f"{path}/notes", json={"text": "客户着急"})).json()["text"] == "客户着急"
    seqs = [m["seq"] for m in (await agent.get(f"{path}/messages?after=1")).json()]
    assert seqs == list(range(2, first["seq"] + 1))
    closing = {"wrap_up": "resolved", "summary": "已解答", "back_to_bot": False}
    assert (await agent.post(f"{path}/close", json=closing)).json()["owner"] == "closed"
    refused = await agent.post(f"{path}/claim")
    assert (refused.status_code, refused.json()["error"]) == (409, "conversation_closed")


async def test_two_agents_claim_at_once_and_one_wins(desk: RunningDesk, agent: httpx.AsyncClient) -> None:
    conversation = await queued(desk, agent)
    async with desk.client(await desk.login("xiaochen")) as colleague:
        answers = await asyncio.gather(
            *(client.post(f"/api/v1/conversations/{conversation}/claim") for client in (agent, colleague))
        )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    lost = next(answer for answer in answers if answer.status_code == 409)
    assert lost.json()["error"] == "already_claimed"


@pytest.mark.parametrize("path", ["/api/v1/queue", "/api/v1/me", "/api/v1/cases", "/api/v1/conversations/x/packet"])
async def test_without_a_login_nothing_is_shown(desk: RunningDesk, path: str) -> None:
    for token in (None, "expired-or-invented"):
        async with desk.client(token) as client:
            answer = await client.get(path)
            assert (answer.status_code, answer.json()["error"]) == (401, "not_logged_in")


async def test_the_cookie_is_as_good_as_the_token_until_logout(desk: RunningDesk) -> None:
    async with desk.client() as browser:
        answer = await browser.post("/api/v1/login", json={"username": "xiaolin", "password": PASSWORD})
        assert "HttpOnly" in answer.headers["set-cookie"]
        assert "SameSite=Strict" in answer.headers["set-cookie"]
        assert (await browser.get("/api/v1/me")).json()["username"] == "xiaolin"
        stolen = browser.cookies["qiantai_session"]
        await browser.post("/api/v1/logout")
    async with desk.client(stolen) as thief:
        assert (await thief.get("/api/v1/me")).status_code == 401


async def test_the_cookie_counts_on_the_desks_own_pages_only(desk: RunningDesk) -> None:
    async with desk.client() as browser:
        browser.cookies.set(COOKIE, await desk.login())
        for origin, status in ((desk.url, 404), (desk.url.replace("127.0.0.1", "shop.127.0.0.1"), 401)):
            # What any page may send without asking first.
            headers = {"Origin": origin, "Content-Type": "text/plain"}
            answer = await browser.post("/api/v1/conversations/nobody/claim", content=b"{}", headers=headers)
            assert answer.status_code == status


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"", "body"),
        (b"not json", "body"),
        (b"[]", "body"),
        (b'{"text": "x"}', "client_id"),
        (b'{"client_id": "a", "text": 5}', "text"),
        (b'{"client_id": "a", "text": "x", "html": true}', "html"),
    ],
)
async def test_a_bad_body_is_refused_with_the_fields_name(
    desk: RunningDesk, agent: httpx.AsyncClient, body: bytes, fault: str
) -> None:
    answer = await agent.post("/api/v1/conversations/whatever/messages", content=body)
    assert (answer.status_code, answer.json()["error"]) == (400, "bad_request")
    assert fault in {entry["field"] for entry in answer.json()["detail"]}


@pytest.mark.parametrize(
    ("text", "error"), [("", "empty_message"), ("  \n", "empty_message"), ("长" * 10_000, "message_too_long")]
)
async def test_an_unusable_message_is_refused(
    desk: RunningDesk, agent: httpx.AsyncClient, text: str, error: str
) -> None:
    body = {"client_id": "a", "text": text}
    answer = await agent.post("/api/v1/conversations/whatever/messages", json=body)
    assert (answer.status_code, answer.json()["error"]) == (400, error)


async def test_an_unknown_conversation_is_a_404_everywhere(desk: RunningDesk, agent: httpx.AsyncClient) -> None:
    path = "/api/v1/conversations/nobody"
    answers = [
        await agent.get(path),
        await agent.get(f"{path}/packet"),
        await agent.get(f"{path}/messages"),
        await agent.post(f"{path}/claim"),
        await agent.post(f"{path}/notes", json={"text": "x"}),
        await agent.post(f"{path}/close", json={"wrap_up": "resolved"}),
    ]
    assert {(a.status_code, a.json()["error"]) for a in answers} == {(404, "unknown_conversation")}


async def test_errors_show_no_inner_life(desk: RunningDesk, agent: httpx.AsyncClient) -> None:
    for answer in (await agent.get("/nowhere"), await agent.delete("/api/v1/queue")):
        assert set(answer.json()) == {"error", "message"}
        assert "Traceback" not in answer.text


async def test_the_api_describes_itself(desk: RunningDesk) -> None:
    async with desk.client() as client:
        paths = (await client.get("/docs/openapi.json")).json()["paths"]
    assert "/api/v1/conversations/{conversation_id}/claim" in paths
    assert "/channels/rest/webhook" in paths
    assert not [path for path in paths if path.startswith("/internal")]


async def test_health_readiness_and_metrics(desk: RunningDesk) -> None:
    async with desk.client() as client:
        assert (await client.get("/healthz")).json() == {"status": "ok"}
        assert (await client.get("/readyz")).json() == {"ready": True, "database": True, "bot": True}
        assert "qiantai_conversations" in (await client.get("/metrics")).text


async def test_garbage_in_headers_and_queries_is_the_callers_fault(desk: RunningDesk, agent: httpx.AsyncClient) -> None:
    async with desk.client() as client:
        headers = {"Authorization": b"Bearer \xff\xfe"}
        assert (await client.get("/api/v1/me", headers=headers)).status_code == 401
        assert (await client.get("/internal/cases", headers=headers)).status_code == 401
    for after in ("-1", "x", "9" * 20, "٣"):
        answer = await agent.get(f"/api/v1/conversations/x/messages?after={after}")
        assert (answer.status_code, answer.json()["error"]) == (400, "bad_request")
    login = await agent.post("/api/v1/login", json={"username": "xiao\x00lin", "password": "x"})
    assert login.status_code == 400


async def test_five_wrong_passwords_lock_the_name_for_a_minute_even_all_at_once(desk: RunningDesk) -> None:
    # The last test in which this agent logs in.
    async with desk.client() as client:
        wrong, right = ({"username": "xiaochen", "password": password} for password in ("guess", PASSWORD))
        answers = await asyncio.gather(*(client.post("/api/v1/login", json=wrong) for _ in range(12)))
        assert sorted(answer.status_code for answer in answers) == [401] * 5 + [429] * 7
        assert (await client.post("/api/v1/login", json=right)).json()["error"] == "too_many_attempts"
