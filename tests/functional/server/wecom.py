"""WeCom's side of customer service over real HTTP: it calls, keeps messages for pulling, counts and refuses."""

import asyncio
import itertools
import json
import threading
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic, time
from typing import Any
from uuid import uuid4

import httpx

from handoff.calling import http_client
from handoff.channels.tencent.crypto import Envelope
from handoff.channels.tencent.signature import sign
from handoff.channels.tencent.xml import write
from tests.functional.server.json_server import json_server
from tests.functional.server.media import Store
from tests.functional.server.tencent import KEY, SECRET, TOKEN

CORP, QUOTA, ATTEMPTS, PAUSE_S = "ww12345678910", 5, 3, 0.05
COMMON = {"corp_id": CORP, "secret": SECRET, "token": TOKEN, "aes_key": KEY}
ACCOUNTS: dict[str, dict[str, Any]] = {
    "main": COMMON,
    "pool": COMMON | {"hand_over": "pool"},
    "person": COMMON | {"hand_over": "servicer:xiaowang"},
    "empty": COMMON | {"secret": ""},
}
Answer = dict[str, Any]
CALL_TOKEN = "call-token"
_ids = itertools.count(1)
_BUSY_S = 30


@dataclass
class Inbox:
    """One customer-service account: what is there to be pulled, as WeCom gives it out."""

    items: list[Answer] = field(default_factory=list)
    page: int = 200
    empty_pages: int = 0
    """How many of the next answers are empty although there is more."""
    is_stuck: bool = False
    """Whether pulls get no answer for now."""
    pulling: int = 0
    overlaps: int = 0
    pulls: list[Answer] = field(default_factory=list)


@dataclass
class WeCom:
    """What the platform does next, and what it was told."""

    url: str = ""
    inboxes: dict[str, Inbox] = field(default_factory=lambda: defaultdict(Inbox))
    sent: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    """What a customer read, by external_userid."""
    welcomes: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    """What was said with a code."""
    refusals: dict[str, deque[int]] = field(default_factory=lambda: defaultdict(deque))
    """external_userid or name of a call → error codes of the next calls."""
    lost: Counter[str] = field(default_factory=Counter)
    """How many of the next messages to a customer arrive without an answer to the sender."""
    unanswered: set[str] = field(default_factory=set)
    """Customers whom messages reach, while their sender gets no answer for now."""
    states: dict[str, int] = field(default_factory=dict)
    given: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    since_written: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    msgids: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    listed: list[Answer] = field(default_factory=list)
    """The customer-service accounts that the list of them names."""
    valid: list[str] = field(default_factory=list)
    media: Store = field(default_factory=Store)
    fetches: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def texts(self, customer: str) -> list[str]:
        return [_text(body) for body in self.sent[customer]]

    def answer(self, path: str, query: dict[str, list[str]], raw: bytes) -> Answer | bytes:
        call = path.removeprefix("/cgi-bin/")
        with self.lock:
            self.calls[call] += 1
            if call == "gettoken":
                return self._token(query)
            if refused := self._refused(call, query):
                return _refused(refused)
            if call.startswith("media/"):
                return self.media.answer(path, query, raw)
            body = json.loads(raw)
        if call == "kf/sync_msg":
            return self._sync(body)
        with self.lock:
            answer = _CALLS[call](self, body)
            is_lost = call == "kf/send_msg" and self.lost[body["touser"]] > 0
            self.lost[body.get("touser", "")] -= is_lost
        if is_lost:
            _wait_while(lambda: True)
        if call == "kf/send_msg":
            _wait_while(lambda: body["touser"] in self.unanswered)
        return answer

    def _refused(self, call: str, query: dict[str, list[str]]) -> int:
        if query.get("access_token", [""])[0] not in self.valid:
            return 42001
        return self.refusals[call].popleft() if self.refusals[call] else 0

    def _token(self, query: dict[str, list[str]]) -> Answer:
        self.fetches += 1
        if self.refusals["gettoken"]:
            return _refused(self.refusals["gettoken"].popleft())
        if (query["corpid"], query["corpsecret"]) != ([CORP], [SECRET]):
            return _refused(40001)
        self.valid.append(f"token-{self.fetches}")
        return {"errcode": 0, "access_token": self.valid[-1], "expires_in": 7200}

    def _sync(self, wish: Answer) -> Answer:
        inbox = self.inboxes[wish["open_kfid"]]
        with self.lock:
            inbox.pulls.append(wish)
            inbox.pulling += 1
            inbox.overlaps += inbox.pulling > 1
        # Who pulls gives up after five seconds, and may come again.
        _wait_while(lambda: inbox.is_stuck, within_s=4.8)
        with self.lock:
            inbox.pulling -= 1
        _wait_while(lambda: inbox.is_stuck)
        with self.lock:
            start = int(wish.get("cursor", "c0")[1:])
            if inbox.empty_pages:
                inbox.empty_pages -= 1
                return _batch([], start, has_more=True)
            end = start + min(inbox.page, wish["limit"])
            return _batch(inbox.items[start:end], min(end, len(inbox.items)), has_more=end < len(inbox.items))

    def send(self, body: Answer) -> Answer:
        customer, msgid = body["touser"], body["msgid"]
        if self.refusals[customer]:
            return _refused(self.refusals[customer].popleft())
        if msgid in self.msgids:
            return {"errcode": 40058, "errmsg": "duplicate msgid"}
        if self.states.get(customer, 0) not in (0, 1):
            return _refused(95018)
        if self.since_written[customer] >= QUOTA:
            return _refused(95001)
        if len(_text(body).encode()) > (1024 if body["msgtype"] == "msgmenu" else 2048):
            return _refused(45002)
        self.msgids.add(msgid)
        self.since_written[customer] += 1
        self.sent[customer].append(body)
        return {"errcode": 0, "msgid": msgid}

    def send_on_event(self, body: Answer) -> Answer:
        if body["code"] not in self.codes:
            return _refused(95007)
        self.codes.remove(body["code"])
        self.welcomes[body["code"]].append(body)
        return {"errcode": 0}

    def accounts(self, wish: Answer) -> Answer:
        return {"errcode": 0, "account_list": self.listed[wish["offset"] :][: wish["limit"]]}

    def state(self, body: Answer) -> Answer:
        return {"errcode": 0, "service_state": self.states.get(body["external_userid"], 0), "servicer_userid": ""}

    def give(self, body: Answer) -> Answer:
        customer = body["external_userid"]
        if self.refusals[customer]:
            return _refused(self.refusals[customer].popleft())
        if self.states.get(customer, 0) not in (0, 1):
            return _refused(95016)
        self.states[customer] = body["service_state"]
        self.given[customer].append(body)
        return {"errcode": 0, "msg_code": uuid4().hex}


_CALLS = {
    "kf/account/list": WeCom.accounts,
    "kf/send_msg": WeCom.send,
    "kf/send_msg_on_event": WeCom.send_on_event,
    "kf/service_state/get": WeCom.state,
    "kf/service_state/trans": WeCom.give,
}


@dataclass
class Client:
    """A customer in WeChat, who writes to one customer-service account."""

    wecom: WeCom
    account: str = "main"
    open_kfid: str = field(default_factory=lambda: f"wk{uuid4().hex[:20]}")
    userid: str = field(default_factory=lambda: f"wm{uuid4().hex}")

    def text(self, content: str, **more: Any) -> Answer:
        return self.message("text", {"content": content} | more)

    def message(self, kind: str, body: Answer, origin: int = 3, **more: Any) -> Answer:
        common = {"open_kfid": self.open_kfid, "external_userid": self.userid, "origin": origin}
        return self._item(kind) | common | {kind: body} | more

    def event(self, kind: str, **more: Any) -> Answer:
        common = {"open_kfid": self.open_kfid, "external_userid": self.userid}
        return self._item("event") | {"origin": 4, "event": {"event_type": kind} | common | more}

    def put(self, *items: Answer) -> None:
        """Into the inbox, without a callback."""
        with self.wecom.lock:
            self.wecom.inboxes[self.open_kfid].items.extend(items)
            if any(item["origin"] == 3 for item in items):
                self.wecom.since_written[self.userid] = 0
                if self.wecom.states.get(self.userid) == 4:
                    self.wecom.states[self.userid] = 0

    async def write(self, desk_url: str, *items: Answer) -> None:
        self.put(*items)
        await self.call(desk_url)

    async def call(self, desk_url: str, call_token: str = CALL_TOKEN) -> None:
        """The callback, as WeCom makes it: three times at most."""
        async with http_client(timeout=5) as client:
            for _ in range(ATTEMPTS):
                query, body = self.packed(call_token)
                try:
                    answer = await client.post(
                        f"{desk_url}/channels/wecom-kf/{self.account}", params=query, content=body
                    )
                except httpx.TransportError:
                    await asyncio.sleep(PAUSE_S)
                    continue
                assert (answer.status_code, answer.text) == (200, "success"), answer.text
                return

    def packed(self, call_token: str = CALL_TOKEN, at: float | None = None, corp: str = CORP) -> tuple[Answer, bytes]:
        fields = {"ToUserName": corp, "CreateTime": str(int(time())), "MsgType": "event"}
        fields |= {"Event": "kf_msg_or_event", "Token": call_token, "OpenKfId": self.open_kfid}
        encrypted = Envelope(corp, [KEY]).seal(write(fields).encode())
        return signed(encrypted, at), write({"ToUserName": corp, "Encrypt": encrypted}).encode()

    def _item(self, kind: str) -> Answer:
        return {"msgid": f"m{next(_ids)}x{uuid4().hex[:8]}", "send_time": int(time()), "msgtype": kind}


def signed(encrypted: str, at: float | None = None) -> Answer:
    stamp, nonce = str(int(at or time())), uuid4().hex[:10]
    return {"msg_signature": sign(TOKEN, stamp, nonce, encrypted), "timestamp": stamp, "nonce": nonce}


@contextmanager
def wecom_server() -> Iterator[WeCom]:
    """Serve the API on a free port."""
    state = WeCom()
    with json_server(state.answer) as state.url:
        yield state
        for inbox in state.inboxes.values():
            inbox.is_stuck = False


def _batch(items: list[Answer], cursor: int, *, has_more: bool) -> Answer:
    return {"errcode": 0, "next_cursor": f"c{cursor}", "has_more": int(has_more), "msg_list": items}


def _refused(code: int) -> Answer:
    return {"errcode": code, "errmsg": "refused"}


def _wait_while(condition: Any, within_s: float = _BUSY_S) -> None:
    deadline, pause = monotonic() + within_s, threading.Event()
    while condition() and monotonic() < deadline:
        pause.wait(0.05)


def _text(body: Answer) -> str:
    if body["msgtype"] not in ("text", "msgmenu"):
        return f"<{body['msgtype']}>"
    return str(body["msgmenu"]["head_content"] if body["msgtype"] == "msgmenu" else body["text"]["content"])
