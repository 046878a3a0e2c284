"""The door of one account: who may come in, and how what they bring is opened."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from handoff.channels.tencent.crypto import Envelope, Undecipherable
from handoff.channels.tencent.entrance import ForeignMessage, Query, Refused, check, encrypted_part
from handoff.channels.tencent.signature import sign
from handoff.channels.tencent.xml import Fields, is_json, read_fields, write
from handoff.channels.wechat.settings import WeChatAccount


class WrongMode(Refused):
    code = "wrong_mode"
    message = "The account is set to another message mode here than in WeChat."


@dataclass(frozen=True)
class Opened:
    """A message that WeChat wrote, the key of an encrypted one, and whether it came as JSON."""

    fields: Fields
    key_number: int | None
    is_json: bool


class Entrance:
    """Checks and opens the callbacks of one account; every refusal is a Refused."""

    def __init__(self, account: WeChatAccount) -> None:
        self._mode = account.mode
        self._token = account.token.get_secret_value()
        self._envelope = Envelope(account.app_id, account.aes_keys)

    def greet(self, query: Query, now: datetime) -> str:
        """What WeChat wants to hear when the address is entered in its console."""
        check(self._token, query, "signature", now)
        return query.get("echostr", "")

    def open(self, query: Query, body: bytes, now: datetime) -> Opened:
        """The message in a callback. Raises BadRequest for one that WeChat signed and nobody can read."""
        if query.get("encrypt_type", "raw") == "raw":
            check(self._token, query, "signature", now)
            if self._mode == "safe":
                raise WrongMode
            return Opened(read_fields(body), None, is_json(body))
        if self._mode == "plain":
            raise WrongMode
        # In compatible mode the message stands there in the clear as well, where no signature covers it.
        encrypted = encrypted_part(body)
        check(self._token, query, "msg_signature", now, encrypted)
        try:
            content, key_number = self._envelope.open(encrypted)
        except Undecipherable as error:
            raise ForeignMessage from error
        return Opened(read_fields(content), key_number, is_json(body))

    def seal(self, reply: Fields, asked: Opened, now: datetime) -> str:
        """A passive reply in the form in which the message came."""
        plain = write(reply, as_json=asked.is_json)
        if asked.key_number is None:
            return plain
        encrypted = self._envelope.seal(plain.encode(), asked.key_number)
        stamp, nonce = str(int(now.timestamp())), secrets.token_hex(8)
        sealed = {"Encrypt": encrypted, "MsgSignature": sign(self._token, stamp, nonce, encrypted)}
        return write(sealed | {"TimeStamp": stamp, "Nonce": nonce}, as_json=asked.is_json)
