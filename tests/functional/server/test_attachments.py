"""Pictures and files from upload to the other side's screen, over real HTTP."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
import pytest
import socketio
from PIL import Image

from tests.functional.server.conftest import Assistant, DeskStarter, RunningDesk
from tests.unit.handoff.attachments import pictures
from tests.waiting import eventually

UPLOAD = "/channels/web/attachments"


@dataclass
class Visitor:
    """Somebody in the widget."""

    socket: socketio.AsyncClient
    http: httpx.AsyncClient
    token: str
    heard: list[dict[str, Any]]

    async def upload(self, data: bytes, name: str = "a.jpg", declared: str = "image/jpeg") -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}"}
        return await self.http.post(UPLOAD, files={"file": (name, data, declared)}, headers=headers)

    async def kept(self, data: bytes, name: str = "a.jpg") -> str:
        answer = await self.upload(data, name)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    async def send(self, *attachments: str, text: str = "", client_id: str | None = None) -> dict[str, Any]:
        wish = {"client_id": client_id or uuid4().hex, "text": text, "attachments": list(attachments)}
        return dict(await self.socket.call("qt_send", wish))


@asynccontextmanager
async def visiting(desk: RunningDesk) -> AsyncIterator[Visitor]:
    async with desk.socket() as socket, desk.client() as http:
        heard: list[dict[str, Any]] = []
        socket.on("qt_message", heard.append)
        joined = await socket.call("qt_join", {"token": None})
        yield Visitor(socket, http, joined["token"], heard)


@pytest.fixture
async def visitor(desk: RunningDesk) -> AsyncIterator[Visitor]:
    async with visiting(desk) as one:
        yield one


async def test_a_picture_reaches_the_agent_and_shows_nothing_but_itself(
    visitor: Visitor, desk: RunningDesk, agent: httpx.AsyncClient, assistant: Assistant
) -> None:
    sent = await visitor.send(await visitor.kept(pictures.photo(), "../IMG_1.HEIC"))
    assert sent["ok"], sent
    await visitor.socket.call("qt_human", {"client_id": uuid4().hex})
    conversation = sent["conversation_id"]
    first = (await agent.get(f"/api/v1/conversations/{conversation}/messages")).json()[0]
    assert (first["text"], first["author"]) == ("[图片]", "customer")
    [shown] = first["attachments"]
    told = (shown["kind"], shown["media_type"], shown["name"])
    assert told == ("image", "image/jpeg", "IMG_1.jpg")
    async with desk.client() as stranger:
        answer = await stranger.get(shown["url"])
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["content-disposition"] == "inline; filename*=UTF-8''IMG_1.jpg"
    assert len(answer.content) == shown["size"]
    assert not Image.open(io.BytesIO(answer.content)).getexif()
    assert assistant.asked == []


async def test_the_desk_answers_pictures_once_and_asks_for_words(visitor: Visitor) -> None:
    await visitor.send(await visitor.kept(pictures.photo()))
    await visitor.send(await visitor.kept(pictures.photo()))
    told = [m["text"] for m in visitor.heard if m["author"] == "system"]
    assert len(told) == 1
    assert "图片已收到" in told[0]


async def test_words_beside_a_picture_are_answered(visitor: Visitor, assistant: Assistant) -> None:
    sent = await visitor.send(await visitor.kept(pictures.photo()), text="东西坏了")
    await eventually(lambda: [m for m in visitor.heard if m["author"] == "bot"])
    assert assistant.asked[-1]["message"] == "东西坏了"
    assert visitor.heard[0]["attachments"][0]["url"].startswith("/attachments/")
    assert sent["seq"] == 1


async def test_a_repeat_is_the_same_message_with_the_same_picture(visitor: Visitor) -> None:
    attachment, key = await visitor.kept(pictures.photo()), uuid4().hex
    first = await visitor.send(attachment, client_id=key)
    again = await visitor.send(attachment, client_id=key)
    assert (first["ok"], first["seq"]) == (again["ok"], again["seq"])


async def test_nobody_sends_what_somebody_else_brought_or_the_same_twice(desk: RunningDesk, visitor: Visitor) -> None:
    mine = await visitor.kept(pictures.photo())
    async with visiting(desk) as other:
        refused = await other.send(mine)
    assert (refused["ok"], refused["error"]) == (False, "unknown_attachment")
    assert (await visitor.send(mine))["ok"]
    assert (await visitor.send(mine))["error"] == "unknown_attachment"
    assert (await visitor.send("0" * 32))["error"] == "unknown_attachment"


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"<html><script>alert(1)</script>", 415, "unsupported_type"),
        (b"MZ" + b"\0" * 99, 415, "unsupported_type"),
        (pictures.bomb(), 415, "unreadable_image"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 99, 415, "unreadable_image"),
        (pictures.MP3 + b"\0" * 2_100_000, 413, "attachment_too_large"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50_000_000, 413, "attachment_too_large"),
        (b"", 400, "empty_message"),
    ],
)
async def test_what_is_refused_is_told_why(visitor: Visitor, data: bytes, status: int, code: str) -> None:
    answer = await visitor.upload(data)
    assert (answer.status_code, answer.json()["error"]) == (status, code)


async def test_only_visitors_upload_and_only_from_pages_that_may(desk: RunningDesk, visitor: Visitor) -> None:
    files = {"file": ("a.jpg", pictures.photo(), "image/jpeg")}
    async with desk.client() as nobody:
        assert (await nobody.post(UPLOAD, files=files)).status_code == 401
        forged = {"Authorization": f"Bearer {visitor.token[:-2]}xx"}
        assert (await nobody.post(UPLOAD, files=files, headers=forged)).status_code == 401
        foreign = {"Authorization": f"Bearer {visitor.token}", "Origin": "https://evil.example"}
        assert (await nobody.post(UPLOAD, files=files, headers=foreign)).status_code == 403
        assert (await nobody.post("/api/v1/attachments", files=files)).status_code == 401
        preflight = await nobody.options(UPLOAD, headers={"Origin": desk.url})
        assert preflight.headers["access-control-allow-origin"] == desk.url


async def test_a_link_that_is_forged_or_old_leads_nowhere(starter: DeskStarter) -> None:
    with starter.running(ATTACHMENT_LINK_MINUTES="0.02") as desk:
        async with visiting(desk) as visitor:
            await visitor.send(await visitor.kept(pictures.PDF, "发票.pdf"))
            url = visitor.heard[0]["attachments"][0]["url"]
            assert (await visitor.http.get(url[:-3] + "abc")).status_code == 404
            fresh = await visitor.http.get(url)
            assert fresh.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E5%8F%91")

            async def expired() -> bool:
                return (await visitor.http.get(url)).status_code == 410

            await eventually(expired)


async def test_an_agent_opens_only_what_belongs_to_a_conversation_they_may_see(
    visitor: Visitor, desk: RunningDesk, agent: httpx.AsyncClient
) -> None:
    mine = await visitor.kept(pictures.MP3, "a.mp3")
    path = f"/api/v1/attachments/{mine}"
    assert (await agent.get(path)).status_code == 403
    await visitor.send(mine)
    # The assistant still serves this customer.
    assert (await agent.get(path)).status_code == 403
    await visitor.socket.call("qt_human", {"client_id": uuid4().hex})
    assert (await agent.get(path)).content == pictures.MP3
    assert (await agent.get(f"/api/v1/attachments/{'0' * 32}")).status_code == 404
    async with desk.client() as nobody:
        assert (await nobody.get(path)).status_code == 401


@pytest.mark.parametrize(
    ("asked", "status", "content"),
    [
        ("bytes=0-2", 206, pictures.MP3[:3]),
        ("bytes=45-", 206, pictures.MP3[45:]),
        ("bytes=-5", 206, pictures.MP3[-5:]),
        ("bytes=0-999999", 206, pictures.MP3),
        ("bytes=999-", 416, b""),
        ("bytes=5-2", 416, b""),
        ("bytes=-", 200, pictures.MP3),
        ("lines=1-2", 200, pictures.MP3),
        ("bytes=0-1,4-5", 200, pictures.MP3),
    ],
)
async def test_players_get_the_part_that_they_ask_for(
    visitor: Visitor, asked: str, status: int, content: bytes
) -> None:
    await visitor.send(await visitor.kept(pictures.MP3, "a.mp3"))
    url = visitor.heard[0]["attachments"][0]["url"]
    answer = await visitor.http.get(url, headers={"Range": asked})
    assert (answer.status_code, answer.content) == (status, content)


async def test_an_agent_sends_a_file_and_a_repeat_is_the_same(
    visitor: Visitor, desk: RunningDesk, agent: httpx.AsyncClient
) -> None:
    human = await visitor.socket.call("qt_human", {"client_id": uuid4().hex})
    conversation = human["conversation"]["id"]
    await agent.put("/api/v1/me/status", json={"status": "online"})
    assert (await agent.post(f"/api/v1/conversations/{conversation}/claim")).status_code == 200
    uploaded = await agent.post("/api/v1/attachments", files={"file": ("理赔申请.pdf", pictures.PDF, "text/html")})
    wish = {"client_id": uuid4().hex, "text": "", "attachments": [uploaded.json()["id"]]}
    first = await agent.post(f"/api/v1/conversations/{conversation}/messages", json=wish)
    again = await agent.post(f"/api/v1/conversations/{conversation}/messages", json=wish)
    assert (first.status_code, first.json()["seq"]) == (200, again.json()["seq"])
    heard = await eventually(lambda: next((m for m in visitor.heard if m["author"] == "agent"), None))
    assert (heard["text"], heard["attachments"][0]["name"]) == ("[文件]", "理赔申请.pdf")
    packet = (await agent.get(f"/api/v1/conversations/{conversation}/packet")).json()
    assert packet["attachments"] == []
    await agent.post(
        f"/api/v1/conversations/{conversation}/close", json={"wrap_up": "resolved", "summary": "", "back_to_bot": False}
    )
