"""Pictures, recordings and files of customers in WeChat and WeCom, and those that agents send them."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from handoff.calling import http_client
from tests.functional.server.conftest import SECRET as INTERNAL
from tests.functional.server.conftest import Assistant, Opening, RunningDesk
from tests.functional.server.tencent import Follower, Tencent
from tests.functional.server.wechat_customers import follower, packet_of
from tests.functional.server.wechat_customers import told as told_in_wechat
from tests.functional.server.wecom import Client, WeCom
from tests.functional.server.wecom_customers import look, queued, told
from tests.unit.handoff.attachments import pictures
from tests.unit.handoff.attachments.pictures import AMR, MP4, PDF
from tests.unit.handoff.attachments.sounds import recording
from tests.waiting import eventually


@pytest.fixture(scope="module")
def both(opening: Opening) -> Iterator[RunningDesk]:
    with opening(WECOM_KF_PULL_MINUTES="0.03") as desk:
        yield desk


@pytest.fixture(params=["wechat", "wecom"])
def someone(request: pytest.FixtureRequest, tencent: Tencent, wecom: WeCom) -> Follower | Client:
    return follower(tencent) if request.param == "wechat" else Client(wecom)


@pytest.mark.parametrize(
    ("kind", "content", "starts", "media_type"),
    [
        ("image", pictures.picture(), b"\xff\xd8\xff", "image/jpeg"),
        ("voice", recording(), b"ID3", "audio/mpeg"),
        ("voice", AMR, b"#!AMR", "audio/amr"),
        ("video", MP4, MP4, "video/mp4"),
    ],
)
async def test_what_customers_send_is_fetched_at_once_and_seen_by_agents(  # noqa: PLR0917
    both: RunningDesk, someone: Follower | Client, kind: str, content: bytes, starts: bytes, media_type: str
) -> None:
    await send(both, someone, kind, content)
    (attachment,) = (await eventually(lambda: first_with(both, someone, "attachments")))["attachments"]
    assert (attachment["kind"], attachment["media_type"]) == (kind, media_type)
    async with both.client() as client:
        shown = await client.get(attachment["url"])
    assert shown.content.startswith(starts)


async def test_a_video_that_is_only_told_where_it_is_comes_too(both: RunningDesk, tencent: Tencent) -> None:
    someone = follower(tencent)
    address = f"{tencent.url}/video/{tencent.media.put(MP4)}"
    media_id = tencent.media.put({"video_url": address})
    await someone.push(both.url, someone.message("video", MediaId=media_id))
    assert (await eventually(lambda: first_with(both, someone, "attachments")))["attachments"][0]["kind"] == "video"


async def test_a_photo_in_a_claim_is_proof_and_several_are_answered_once(
    both: RunningDesk, someone: Follower | Client, assistant: Assistant
) -> None:
    turn = {"intent": {"name": "claim_compensation", "confidence": 0.9}, "slots": {}, "active_loop": "claim_form"}
    assistant.answer = lambda body: (200, {"messages": [{"text": f"收到：{body['message']}"}], "turn": turn})
    await write(both, someone, "快递破损了")
    await eventually(lambda: sent_to(someone))
    for _ in range(3):
        await send(both, someone, "image", pictures.picture())
    proof = '收到：/inform{"proof": "photo"}'
    await eventually(lambda: proof in map(_text, sent_to(someone)))
    await eventually(lambda: all_kept(both, someone, 3))
    texts = [_text(one) for one in sent_to(someone)]
    assert (sum("理赔材料" in text for text in texts), texts.count(proof)) == (1, 1)
    assert assistant.asked[-1]["metadata"]["attachments"] == ["image"]


async def test_recognised_speech_is_words_beside_its_recording(
    both: RunningDesk, tencent: Tencent, assistant: Assistant
) -> None:
    someone = follower(tencent)
    spoken = someone.message("voice", MediaId=tencent.media.put(AMR), Format="amr", Recognition="快递到哪了")
    await someone.push(both.url, spoken)
    assert await told_in_wechat(someone) == ["收到：快递到哪了"]
    message = await eventually(lambda: first_with(both, someone, "attachments"))
    assert (message["text"], message["attachments"][0]["kind"]) == ("快递到哪了", "voice")


@pytest.mark.parametrize(
    ("content", "why", "heard"),
    [
        (None, "原文件已过期", "重新发送一次"),
        (b"MZ\x90\x00" + bytes(99), "未保存", "PDF文件，每个不超过20 MB"),
        (b"\xff\xd8\xff\xe0broken", "未保存", "PDF文件，每个不超过20 MB"),
    ],
)
async def test_what_cannot_be_kept_leaves_its_placeholder_and_both_sides_are_told(
    both: RunningDesk, someone: Follower | Client, content: bytes | None, why: str, heard: str
) -> None:
    for _ in range(2):
        await send(both, someone, "image", content)

    async def explained() -> str:
        texts = [str(one["text"]) for one in await messages(both, someone) if one["author"] == "customer"]
        return texts[0] if all(why in text for text in texts) else ""

    assert (await eventually(explained)).startswith("[图片]")
    await eventually(lambda: any(heard in _text(one) for one in sent_to(someone)))
    assert sum(heard in _text(one) for one in sent_to(someone)) == 1


async def test_a_busy_platform_is_asked_again(both: RunningDesk, someone: Follower | Client) -> None:
    store(someone).refusals.extend([-1, 42001])
    await send(both, someone, "image", pictures.picture())
    assert await eventually(lambda: first_with(both, someone, "attachments"))


async def test_a_desk_that_dies_while_it_fetches_leaves_it_to_another(opening: Opening, wecom: WeCom) -> None:
    someone = Client(wecom)
    wecom.media.refusals.extend([-1] * 20)
    with opening() as dying:
        await send(dying, someone, "image", pictures.picture())
        await told(someone)
        await eventually(lambda: wecom.media.asked)
        dying.process.kill()
        dying.process.join(10)
    wecom.media.refusals.clear()
    with opening() as heir:
        assert await eventually(lambda: first_with(heir, someone, "attachments"), within_s=60)


@pytest.mark.parametrize(
    ("data", "name", "wechat", "wecom_type"),
    [
        (pictures.picture(), "照片.jpg", "image", "image"),
        (AMR, "录音.amr", "voice", "voice"),
        (PDF, "证明.pdf", "text", "file"),
    ],
)
async def test_what_agents_attach_goes_out_as_the_platform_takes_it(  # noqa: PLR0917
    both: RunningDesk, someone: Follower | Client, data: bytes, name: str, wechat: str, wecom_type: str
) -> None:
    async with serving(both, someone) as (agent, path):
        await attach(agent, path, data, name)
        sent = await eventually(
            lambda: [one for one in sent_to(someone) if one["msgtype"] != "text" or name in _text(one)]
        )
    wanted = wechat if isinstance(someone, Follower) else wecom_type
    assert sent[0]["msgtype"] == wanted
    if wanted == "text":
        async with http_client(base_url=both.url) as client:
            link = next(line for line in _text(sent[0]).splitlines() if "/attachments/" in line)
            assert (await client.get(link[link.index("/attachments/") :])).content == data
    else:
        kind, shown, content = store(someone).uploads[sent[0][wanted]["media_id"]]
        assert (kind, shown.rpartition(".")[2], content[:4]) == (wanted, name.rpartition(".")[2], data[:4])


async def test_what_the_platform_does_not_take_goes_out_as_a_link(
    both: RunningDesk, someone: Follower | Client
) -> None:
    store(someone).unfit = True
    try:
        async with serving(both, someone) as (agent, path):
            await attach(agent, path, pictures.picture(), "照片.jpg", text="请看")
            await eventually(lambda: [one for one in sent_to(someone) if "/attachments/" in _text(one)])
    finally:
        store(someone).unfit = False
    texts = [_text(one) for one in sent_to(someone)]
    assert "请看" in texts
    assert texts.index("请看") < next(n for n, text in enumerate(texts) if "照片.jpg" in text)


async def test_what_is_refused_after_its_upload_goes_out_as_a_link(
    both: RunningDesk, someone: Follower | Client, tencent: Tencent, wecom: WeCom
) -> None:
    async with serving(both, someone) as (agent, path):
        refusals = tencent.refusals[someone.openid] if isinstance(someone, Follower) else wecom.refusals[someone.userid]
        await eventually(lambda: len(sent_to(someone)) == 3)
        refusals.append(40007)
        await attach(agent, path, MP4, "开箱.mp4")
        await eventually(lambda: [one for one in sent_to(someone) if "开箱.mp4" in _text(one)])
    assert not any(one["msgtype"] == "video" for one in sent_to(someone))


async def test_an_account_that_may_only_answer_gives_a_link(
    both: RunningDesk, tencent: Tencent, assistant: Assistant
) -> None:
    someone = follower(tencent, "small")
    await someone.push(both.url, someone.text("转人工"))
    conversation = str((await packet_of(both, someone))["conversation_id"])
    async with both.client(INTERNAL) as actions, both.client(await both.login()) as agent:
        await actions.post("/internal/handoffs", json={"conversation_id": conversation, "reason": "customer_request"})
        path = f"/api/v1/conversations/{conversation}"
        assert (await agent.post(f"{path}/claim")).status_code == 200
        await attach(agent, path, PDF, "证明.pdf")
        shown = await someone.push(both.url, someone.text("收到了吗"))
        await agent.post(f"{path}/close", json={"wrap_up": "resolved", "back_to_bot": False})
    assert shown is not None
    assert ("证明.pdf" in shown, "/attachments/" in shown) == (True, True)


def store(someone: Follower | Client) -> Any:
    return someone.tencent.media if isinstance(someone, Follower) else someone.wecom.media


def sent_to(someone: Follower | Client) -> list[dict[str, Any]]:
    return someone.tencent.sent[someone.openid] if isinstance(someone, Follower) else someone.wecom.sent[someone.userid]


async def send(desk: RunningDesk, someone: Follower | Client, kind: str, content: bytes | None) -> None:
    """Send a file; None for one that the platform has no more."""
    media_id = "gone" if content is None else store(someone).put(content)
    if isinstance(someone, Follower):
        await someone.push(desk.url, someone.message(kind, MediaId=media_id))
    else:
        await someone.write(desk.url, someone.message(kind, {"media_id": media_id}))


async def write(desk: RunningDesk, someone: Follower | Client, text: str) -> None:
    if isinstance(someone, Follower):
        await someone.push(desk.url, someone.text(text))
    else:
        await someone.write(desk.url, someone.text(text))


async def all_kept(desk: RunningDesk, someone: Follower | Client, count: int) -> bool:
    return sum(bool(one["attachments"]) for one in await messages(desk, someone)) == count


async def messages(desk: RunningDesk, someone: Follower | Client) -> list[dict[str, Any]]:
    if isinstance(someone, Client):
        await told(someone)
        found: list[dict[str, Any]] = await look(desk, someone, "/messages?after=0")
        return found
    conversation = (await packet_of(desk, someone))["conversation_id"]
    async with desk.client(await desk.login("zhuguan")) as boss:
        return list((await boss.get(f"/api/v1/conversations/{conversation}/messages?after=0")).json())


async def first_with(desk: RunningDesk, someone: Follower | Client, what: str) -> dict[str, Any] | None:
    return next((one for one in await messages(desk, someone) if one[what]), None)


@asynccontextmanager
async def serving(desk: RunningDesk, someone: Follower | Client) -> AsyncIterator[tuple[httpx.AsyncClient, str]]:
    """An agent who has the customer."""
    if isinstance(someone, Client):
        await someone.write(desk.url, someone.text("转人工"))
        await told(someone)
        conversation = await queued(desk, someone, INTERNAL)
    else:
        await someone.push(desk.url, someone.text("转人工"))
        await told_in_wechat(someone)
        conversation = str((await packet_of(desk, someone))["conversation_id"])
        async with desk.client(INTERNAL) as actions:
            wish = {"conversation_id": conversation, "reason": "customer_request"}
            await actions.post("/internal/handoffs", json=wish)
    async with desk.client(await desk.login()) as agent:
        path = f"/api/v1/conversations/{conversation}"
        assert (await agent.post(f"{path}/claim")).status_code == 200
        yield agent, path
        await agent.post(f"{path}/close", json={"wrap_up": "resolved", "back_to_bot": False})


async def attach(agent: httpx.AsyncClient, path: str, data: bytes, name: str, text: str = "") -> None:
    upload = await agent.post("/api/v1/attachments", files={"file": (name, data)})
    assert upload.status_code == 200, upload.text
    wish = {"client_id": name, "text": text, "attachments": [upload.json()["id"]]}
    assert (await agent.post(f"{path}/messages", json=wish)).status_code == 200


def _text(body: dict[str, Any]) -> str:
    return str(body.get("text", {}).get("content", ""))
