"""What WeChat lets us send after an act of a customer (PROTOCOLS §1.6)."""

from collections.abc import Mapping
from datetime import timedelta

from handoff.channels.tencent.windows import AFTER_MESSAGE
from handoff.channels.wechat.inbound import Grant
from handoff.storage.windows import Allowance

ALLOWANCES: Mapping[Grant, Allowance] = {
    Grant.MESSAGE: AFTER_MESSAGE,
    Grant.ACTION: Allowance(3, timedelta(minutes=1), is_short=True),
}
