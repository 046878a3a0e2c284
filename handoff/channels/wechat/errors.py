"""WeChat's error codes, and what they mean for us (PROTOCOLS §1.7)."""

from handoff.channels.tencent.errors import MEDIA_FAULTS, STALE_TOKEN, Fault, Faults, Remedy

_ACCOUNT = Fault(Remedy.AGAIN, "check app_id and secret of the account")
_BANNED = Fault(Remedy.AGAIN, "the account is banned from this API; see the notices at mp.weixin.qq.com")
_UNREACHABLE = Fault(Remedy.NEVER, "the customer does not follow the account or refuses its messages")
_MASS = Fault(Remedy.NEVER, "the request is refused as a mass message, which this desk never sends")

FAULTS: Faults = {
    **MEDIA_FAULTS,
    -1: Fault(Remedy.AGAIN, "WeChat is busy"),
    40001: STALE_TOKEN,
    40003: Fault(Remedy.NEVER, "the openid is of another account: was the app_id of this account changed?"),
    40013: _ACCOUNT,
    40014: STALE_TOKEN,
    40033: Fault(Remedy.NEVER, "the message has characters that WeChat refuses"),
    40125: _ACCOUNT,
    40164: Fault(Remedy.AGAIN, "add this server's address to the account's IP whitelist at mp.weixin.qq.com"),
    41001: STALE_TOKEN,
    42001: STALE_TOKEN,
    43004: _UNREACHABLE,
    43019: _UNREACHABLE,
    43101: _UNREACHABLE,
    44004: Fault(Remedy.NEVER, "the message is empty"),
    45002: Fault(Remedy.NEVER, "the message is too long"),
    45008: Fault(Remedy.NEVER, "the message has too many articles"),
    45009: Fault(Remedy.AGAIN, "the daily quota of the API is used up; it can be reset at mp.weixin.qq.com"),
    45011: Fault(Remedy.AGAIN, "too many requests in this minute"),
    45015: Fault(Remedy.WHEN_CUSTOMER_WRITES, "the customer wrote more than 48 hours ago"),
    45047: Fault(Remedy.WHEN_CUSTOMER_WRITES, "too many messages since the customer wrote"),
    **dict.fromkeys((45065, 45066, 45067), _MASS),
    47001: Fault(Remedy.NEVER, "WeChat cannot read the request"),
    48001: Fault(Remedy.NEVER, "the account has no right to the customer-service API: set customer_service to false"),
    48002: _UNREACHABLE,
    48004: _BANNED,
    48008: _BANNED,
    50002: _BANNED,
    50005: _UNREACHABLE,
    87014: Fault(Remedy.NEVER, "WeChat's content check refuses the message"),
}
