"""The door of one company: what its callbacks say."""

import re
from dataclasses import dataclass
from datetime import datetime

from handoff.channels.tencent.crypto import Envelope, Undecipherable
from handoff.channels.tencent.entrance import ForeignMessage, Query, check, encrypted_part
from handoff.channels.tencent.xml import read_fields
from handoff.channels.wecom_kf.settings import KfAccount
from handoff.errors import BadRequest

OPEN_KFID = re.compile(r"[\w-]{1,64}", re.ASCII)
_LONGEST_TOKEN = 128


@dataclass(frozen=True)
class Call:
    """There is something to be pulled."""

    open_kfid: str
    token: str


class Entrance:
    """Checks and opens callbacks, which are always encrypted; every refusal is a Refused."""

    def __init__(self, account: KfAccount) -> None:
        self._token = account.token.get_secret_value()
        self._envelope = Envelope(account.corp_id, account.aes_keys)

    def greet(self, query: Query, now: datetime) -> str:
        """What WeCom wants to hear when the address is entered in its console."""
        return self._opened(query, query.get("echostr", ""), now).decode("utf-8", "replace")

    def open(self, query: Query, body: bytes, now: datetime) -> Call | None:
        """What a callback says; None for news that are not about customers. Raises BadRequest."""
        fields = read_fields(self._opened(query, encrypted_part(body), now))
        if fields.get("Event", "").lower() != "kf_msg_or_event":
            return None
        if not OPEN_KFID.fullmatch(fields.get("OpenKfId", "")):
            raise BadRequest("A callback needs OpenKfId.")
        token = fields.get("Token", "")
        return Call(fields["OpenKfId"], token if len(token) <= _LONGEST_TOKEN else "")

    def _opened(self, query: Query, encrypted: str, now: datetime) -> bytes:
        check(self._token, query, "msg_signature", now, encrypted)
        try:
            return self._envelope.open(encrypted)[0]
        except Undecipherable as error:
            raise ForeignMessage from error
