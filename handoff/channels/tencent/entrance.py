"""The door of one account: who may come in."""

from collections.abc import Mapping
from datetime import datetime

from sanic import Request
from sanic.exceptions import PayloadTooLarge

from handoff.channels.tencent.signature import is_fresh, is_signed
from handoff.channels.tencent.xml import read_fields
from handoff.errors import BadRequest, DeskError

Query = Mapping[str, str]
_MOST_BODY_BYTES = 64 * 1024


class AccountNotReady(DeskError):
    """Its settings have faults, which the log tells."""

    status_code, code = 503, "account_not_ready"
    message = "This account is set up incompletely; the desk's log says what is missing."


class Refused(DeskError):
    """Not from Tencent, not for this account, or not from now."""

    status_code, code = 403, "bad_signature"
    message = "The signature is missing or wrong: check the token of this account."


class Stale(Refused):
    code = "stale_request"
    message = "The request is not from now: check the clock of this machine."


class ForeignMessage(Refused):
    code = "foreign_message"
    message = "The message cannot be opened for this account: check its id and aes_key."


def check(token: str, query: Query, name: str, now: datetime, *more: str) -> None:
    """Raise Refused unless the parameter `name` signs the request, and the request is from now."""
    stamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
    if not is_signed(query.get(name, ""), token, stamp, nonce, *more):
        raise Refused
    if not is_fresh(stamp, now):
        raise Stale


def encrypted_part(body: bytes) -> str:
    """What is encrypted in a callback. Before the signature is checked nobody is told what is wrong with the body."""
    try:
        return read_fields(body)["Encrypt"]
    except (KeyError, BadRequest) as error:
        raise Refused from error


def query_of(request: Request) -> dict[str, str]:
    """The parameters of a callback's address."""
    return {name: values[0] for name, values in request.args.items()}


def check_size(request: Request) -> None:
    """Raise PayloadTooLarge for what no callback is."""
    if len(request.body) > _MOST_BODY_BYTES:
        raise PayloadTooLarge("Callbacks are far shorter than this.")
