"""WeCom's error codes, and what they mean for us (PROTOCOLS §2.7)."""

from handoff.channels.tencent.errors import MEDIA_FAULTS, STALE_TOKEN, Fault, Faults, Remedy

WRONG_STATE, BAD_CALL_TOKEN = 95018, 95007
_API = "see 微信客服 → API in WeCom's admin console"
_ACCOUNT = Fault(Remedy.NEVER, "this customer-service account does not exist any more, or is of another company")
_MANAGED = Fault(Remedy.AGAIN, f"the account has to be managed by API: {_API}")
_RIGHT = Fault(Remedy.AGAIN, f"the app has no right to this call: {_API}, 可调用接口的应用")

FAULTS: Faults = {
    **MEDIA_FAULTS,
    -1: Fault(Remedy.AGAIN, "WeCom is busy"),
    40001: STALE_TOKEN,
    40013: STALE_TOKEN,
    40014: STALE_TOKEN,
    40096: Fault(Remedy.NEVER, "the customer's id is of another company or app"),
    40201: Fault(Remedy.AGAIN, "the account is banned; see the notices in WeCom's admin console"),
    42001: STALE_TOKEN,
    45002: Fault(Remedy.NEVER, "the message is too long"),
    45009: Fault(Remedy.AGAIN, "the quota of the API is used up; it is tried again more slowly"),
    45033: Fault(Remedy.AGAIN, "too many calls at the same moment"),
    48002: _RIGHT,
    60011: Fault(Remedy.AGAIN, "put the servicers into the app's visible range (可见范围)"),
    60020: Fault(
        Remedy.AGAIN, "add this server's address to the app's trusted IPs (企业可信IP) in WeCom's admin console"
    ),
    95000: _ACCOUNT,
    95001: Fault(Remedy.WHEN_CUSTOMER_WRITES, "five messages were sent since the customer wrote"),
    95002: Fault(Remedy.WHEN_CUSTOMER_WRITES, "the customer wrote more than 48 hours ago"),
    95004: _ACCOUNT,
    BAD_CALL_TOKEN: Fault(Remedy.AGAIN, "the callback's token is not valid any more; messages are pulled without it"),
    95011: _MANAGED,
    95012: _MANAGED,
    95013: Fault(Remedy.WHEN_CUSTOMER_WRITES, "the session has ended; the customer's next message begins another"),
    95017: Fault(Remedy.AGAIN, f"the API of customer service is switched off: {_API}"),
    WRONG_STATE: Fault(Remedy.WHEN_CUSTOMER_WRITES, "people in the WeCom client have this customer"),
}
