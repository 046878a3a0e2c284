"""Tencent's side of an Official Account over real HTTP: it pushes, signs, encrypts, repeats, counts and refuses."""

import itertools
import json
import threading
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from time import time
from typing import Any
from uuid import uuid4

import httpx

from handoff.calling import http_client
from handoff.channels.tencent.crypto import Envelope
from handoff.channels.tencent.signature import sign
from handoff.channels.tencent.xml import read_fields, write
from tests.functional.server.json_server import json_server
from tests.functional.server.media import Store

TOKEN, SECRET, KEY = "callback-token", "app-secret", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
QUOTA, MOST_BYTES, ATTEMPTS = 5, 2048, 3
Answer = dict[str, Any]
MENU = {"TRACK": {"say": "查快递", "intent": "track_parcel"}}
COMMON = {"secret": SECRET, "token": TOKEN, "aes_key": KEY, "menu": MENU}
ACCOUNTS: dict[str, dict[str, Any]] = {
    "plain": COMMON | {"app_id": "wx_plain", "mode": "plain"},
    "compatible": COMMON | {"app_id": "wx_compatible", "mode": "compatible"},
    "safe": COMMON | {"app_id": "wx_safe"},
    "small": COMMON | {"app_id": "wx_small", "customer_service": False},
    "json": COMMON | {"app_id": "wx_json", "customer_service": False},
    "open": COMMON | {"app_id": "wx_open", "mode": "plain", "customer_service": False},
    "empty": COMMON | {"app_id": "wx_empty", "secret": ""},
}
_ids = itertools.count(10**16)


class Moment(Enum):
    """When the sender of a message dies."""

    ARRIVED = "arrived"
    """The request came, and nothing was done about it."""
    ACCEPTED = "accepted"
    """The message is with the customer, and the sender does not know it."""


@dataclass(frozen=True)
class Accepted:
    """A message that reached a customer."""

    at: float
    by: str
    """Who sent it: what stands before the API's path in the sender's address."""
    openid: str
    text: str


@dataclass
class Tencent:
    """What the platform does next, and what it was told."""

    url: str = ""
    accepted: list[Accepted] = field(default_factory=list)
    ends: dict[str, tuple[Moment, Callable[[], None]]] = field(default_factory=dict)
    """openid → what happens to whoever sends to it next, and when; the sender gets no answer."""
    sent: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    typing: list[str] = field(default_factory=list)
    refusals: dict[str, deque[int]] = field(default_factory=lambda: defaultdict(deque))
    """openid → error codes of the next calls for it; `token` → of the next fetches of a token."""
    fetches: int = 0
    calls: Counter[str] = field(default_factory=Counter)
    """How often something was to be sent to an openid, successful or not."""
    since_written: Counter[str] = field(default_factory=Counter)
    valid: list[str] = field(default_factory=list)
    media: Store = field(default_factory=Store)

    def texts(self, openid: str) -> list[str]:
        """What a customer read, a message each."""
        return [_text(body) for body in self.sent[openid]]

    def expire(self) -> None:
        """No token that was given out is valid any more."""
        self.valid.clear()

    def answer(self, address: str, query: dict[str, list[str]], raw: bytes) -> Answer | bytes:
        """The API's side of one call."""
        by, _, rest = address.partition("/cgi-bin/")
        path = f"/cgi-bin/{rest}"
        if path == "/cgi-bin/stable_token":
            return self._token(json.loads(raw))
        if address.startswith("/video/"):
            return self.media.kept[address.removeprefix("/video/")]
        if query.get("access_token", [""])[0] not in self.valid:
            return {"errcode": 40001, "errmsg": "invalid credential"}
        if path.startswith("/cgi-bin/media/"):
            return self.media.answer(path, query, raw)
        body = json.loads(raw)
        return self._typing(body) if path == "/cgi-bin/message/custom/typing" else self._send(by, body, raw)

    def _typing(self, body: Answer) -> Answer:
        self.typing.append(body["touser"])
        return {"errcode": 45081, "errmsg": "already in a typing status"}

    def _send(self, by: str, body: Answer, raw: bytes) -> Answer:
        openid = body["touser"]
        moment, end = self.ends.pop(openid, (None, _go_on))
        if moment is Moment.ARRIVED:
            end()
            return {}
        self.calls[openid] += 1
        code = self._refusal(openid, body, raw)
        if code == 0:
            self.since_written[openid] += 1
            self.sent[openid].append(body)
            self.accepted.append(Accepted(time(), by, openid, _text(body)))
        end()
        return {"errcode": code, "errmsg": "ok" if code == 0 else "refused"}

    def _token(self, body: Answer) -> Answer:
        self.fetches += 1
        if self.refusals["token"]:
            return {"errcode": self.refusals["token"].popleft(), "errmsg": "invalid ip 10.0.0.1"}
        if (body["secret"], body["grant_type"]) != (SECRET, "client_credential"):
            return {"errcode": 40125, "errmsg": "invalid appsecret"}
        if not self.valid:
            self.valid.append(f"token-{self.fetches}-{'x' * 500}")
        return {"access_token": self.valid[-1], "expires_in": 7200}

    def _refusal(self, openid: str, body: Answer, raw: bytes) -> int:
        if self.refusals[openid]:
            return self.refusals[openid].popleft()
        if b"\\u" in raw:
            return 40033
        if len(_text(body).encode()) > MOST_BYTES:
            return 45002
        return 45047 if self.since_written[openid] >= QUOTA else 0


@dataclass
class Follower:
    """A customer with WeChat, who writes to one account of one desk."""

    tencent: Tencent
    account: str
    app_id: str
    mode: str
    openid: str = field(default_factory=lambda: f"o{uuid4().hex}")

    def text(self, content: str, **more: str) -> dict[str, str]:
        """A message as the platform describes it."""
        return self.message("text", Content=content, **more)

    def message(self, kind: str, **more: str) -> dict[str, str]:
        return self._common(kind) | {"MsgId": str(next(_ids))} | more

    def event(self, name: str, **more: str) -> dict[str, str]:
        return self._common("event") | {"Event": name} | more

    async def push(self, desk_url: str, fields: dict[str, str]) -> str | None:
        """Deliver as the platform does: three times at most, five seconds each. The reply that the customer sees."""
        if fields["MsgType"] != "event":
            self.tencent.since_written[self.openid] = 0
        async with http_client(timeout=5) as client:
            for _ in range(ATTEMPTS):
                query, body = self.packed(fields)
                try:
                    response = await client.post(
                        f"{desk_url}/channels/wechat/{self.account}", params=query, content=body
                    )
                except httpx.TransportError:
                    continue
                assert response.status_code == 200, response.text
                return self._shown(response.text)
        return None

    def packed(self, fields: dict[str, str], at: float | None = None) -> tuple[dict[str, str], bytes]:
        """Query and body in the account's mode."""
        plain, stamp, nonce = self._written(fields), str(int(at or time())), uuid4().hex[:10]
        query = {"signature": sign(TOKEN, stamp, nonce), "timestamp": stamp, "nonce": nonce, "openid": self.openid}
        if self.mode == "plain":
            return query, plain.encode()
        encrypted = Envelope(self.app_id, [KEY]).seal(plain.encode())
        query |= {"encrypt_type": "aes", "msg_signature": sign(TOKEN, stamp, nonce, encrypted)}
        clear = fields if self.mode == "compatible" else {"ToUserName": fields["ToUserName"]}
        return query, self._written(clear | {"Encrypt": encrypted}).encode()

    def _shown(self, answer: str) -> str | None:
        if answer in ("success", ""):
            return None
        fields = read_fields(answer.encode())
        assert answer.startswith("{") == (self.account == "json")
        if self.mode != "plain":
            stamp, nonce, encrypted = fields["TimeStamp"], fields["Nonce"], fields["Encrypt"]
            assert fields["MsgSignature"] == sign(TOKEN, stamp, nonce, encrypted)
            fields = read_fields(Envelope(self.app_id, [KEY]).open(encrypted)[0])
        assert (fields["ToUserName"], fields["FromUserName"], fields["MsgType"]) == (self.openid, "gh_zto", "text")
        assert len(fields["Content"].encode()) <= MOST_BYTES
        return fields["Content"]

    def _written(self, fields: dict[str, str]) -> str:
        """As the account is set: XML, or JSON with its numbers as numbers."""
        if self.account != "json":
            return write(fields)
        return json.dumps({name: int(value) if value.isdecimal() else value for name, value in fields.items()})

    def _common(self, kind: str) -> dict[str, str]:
        stamp = str(int(time()))
        return {"ToUserName": "gh_zto", "FromUserName": self.openid, "CreateTime": stamp, "MsgType": kind}


@contextmanager
def tencent_server() -> Iterator[Tencent]:
    """Serve the API on a free port."""
    state, lock = Tencent(), threading.Lock()

    def answer(path: str, query: dict[str, list[str]], raw: bytes) -> Answer | bytes:
        with lock:
            return state.answer(path, query, raw)

    with json_server(answer) as state.url:
        yield state


def _go_on() -> None:
    """Nobody dies."""


def _text(body: Answer) -> str:
    if body["msgtype"] not in ("text", "msgmenu"):
        return f"<{body['msgtype']}>"
    return str(body["msgmenu"]["head_content"] if body["msgtype"] == "msgmenu" else body["text"]["content"])
