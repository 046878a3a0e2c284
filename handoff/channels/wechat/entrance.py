"""The door of one account: who may come in, and how what they bring is opened."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from handoff.channels.wechat.crypto import Envelope, Undecipherable
from handoff.channels.wechat.settings import WeChatAccount
from handoff.channels.wechat.signature import is_fresh, is_signed, sign
from handoff.channels.wechat.xml import Fields, read_fields, write
from handoff.errors import BadRequest, DeskError

Query = Mapping[str, str]


class Refused(DeskError):
    """Not from WeChat, not for this account, or not from now."""

    status_code, code = 403, "bad_signature"
    message = "The signature is missing or wrong: check the token of this account."


class Stale(Refused):
    code = "stale_request"
    message = "The request is not from now: check the clock of this machine."


class ForeignMessage(Refused):
    code = "foreign_message"
    message = "The message cannot be opened for this account: check its app_id and aes_key."


class WrongMode(Refused):
    code = "wrong_mode"
    message = "The account is set to another message mode here than in WeChat."


@dataclass(frozen=True)
class Opened:
    """A message that WeChat wrote, and the key of an encrypted one."""

    fields: Fields
    key_number: int | None


class Entrance:
    """Checks and opens the callbacks of one account; every refusal is a Refused."""

    def __init__(self, account: WeChatAccount) -> None:
        self._mode = account.mode
        self._token = account.token.get_secret_value()
        self._envelope = Envelope(account.app_id, account.aes_keys)

    def greet(self, query: Query, now: datetime) -> str:
        """What WeChat wants to hear when the address is entered in its console."""
        self._check(query, "signature", now)
        return query.get("echostr", "")

    def open(self, query: Query, body: bytes, now: datetime) -> Opened:
        """The message in a callback. Raises BadRequest for one that WeChat signed and nobody can read."""
        if query.get("encrypt_type", "raw") == "raw":
            self._check(query, "signature", now)
            if self._mode == "safe":
                raise WrongMode
            return Opened(read_fields(body), None)
        if self._mode == "plain":
            raise WrongMode
        # In compatible mode the message stands there in the clear as well, where no signature covers it.
        encrypted = _encrypted(body)
        self._check(query, "msg_signature", now, encrypted)
        try:
            content, key_number = self._envelope.open(encrypted)
        except Undecipherable as error:
            raise ForeignMessage from error
        return Opened(read_fields(content), key_number)

    def seal(self, reply: str, key_number: int | None, now: datetime) -> str:
        """A passive reply in the form in which the message came."""
        if key_number is None:
            return reply
        encrypted = self._envelope.seal(reply.encode(), key_number)
        stamp, nonce = str(int(now.timestamp())), secrets.token_hex(8)
        signature = sign(self._token, stamp, nonce, encrypted)
        return write({"Encrypt": encrypted, "MsgSignature": signature, "TimeStamp": stamp, "Nonce": nonce})

    def _check(self, query: Query, name: str, now: datetime, *more: str) -> None:
        stamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
        if not is_signed(query.get(name, ""), self._token, stamp, nonce, *more):
            raise Refused
        if not is_fresh(stamp, now):
            raise Stale


def _encrypted(body: bytes) -> str:
    try:
        return read_fields(body)["Encrypt"]
    except (KeyError, BadRequest) as error:
        # Before the signature is checked nobody is told what is wrong with the body.
        raise Refused from error
