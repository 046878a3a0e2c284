"""What /metrics counts."""

from prometheus_client import Counter, Gauge, Histogram

MESSAGES = Counter("qiantai_messages_total", "Messages stored, by author and channel.", ["author", "channel"])
BOT_SECONDS = Histogram("qiantai_bot_seconds", "Seconds the assistant took for one turn, retries included.")
BOT_FAILURES = Counter("qiantai_bot_failures_total", "Turns that went to the queue because the assistant failed.")
CONVERSATIONS = Gauge("qiantai_conversations", "Open conversations by owner.", ["owner"])
OLDEST_WAIT = Gauge("qiantai_queue_oldest_seconds", "Seconds the longest waiting conversation has waited.")
DEAD_DELIVERIES = Gauge("qiantai_deliveries_dead", "Messages to connectors that were given up; see the outbox.")
HELD_DELIVERIES = Gauge("qiantai_deliveries_held", "Messages to connectors that wait until the customer writes again.")
WECHAT_REFUSED = Counter(
    "qiantai_wechat_refused_total", "Callbacks that were refused, by account and reason.", ["account", "reason"]
)
WECHAT_FAILURES = Counter(
    "qiantai_wechat_failures_total", "Calls that WeChat refused, by call and error code.", ["call", "code"]
)
WECOM_REFUSED = Counter(
    "qiantai_wecom_refused_total", "Callbacks that were refused, by account and reason.", ["account", "reason"]
)
WECOM_FAILURES = Counter(
    "qiantai_wecom_failures_total", "Calls that WeCom refused, by call and error code.", ["call", "code"]
)
WECOM_PULLED = Counter("qiantai_wecom_pulled_total", "Messages and events that were pulled, by account.", ["account"])
WECOM_SEND_FAILED = Counter(
    "qiantai_wecom_send_failed_total", "Messages that WeCom took and did not deliver, by its type of reason.", ["type"]
)
WECHAT_SENT_AGAIN = Counter(
    "qiantai_wechat_sent_again_total", "Messages whose desk died while it sent them: the customer may have them twice."
)
MEDIA_FETCHED = Counter(
    "qiantai_media_fetched_total", "Pictures, recordings and files of messengers, by what became of them.", ["result"]
)
DEAD_DISPATCHES = Gauge("qiantai_dispatches_dead", "Letters to outlets that were given up; see the case's history.")
PROMISES = Gauge("qiantai_promises_open", "Promises that are neither kept nor broken.")
PROMISES_OVERDUE = Gauge("qiantai_promises_overdue", "Open promises whose time has passed.")
PROMISES_SPOKEN = Counter("qiantai_promises_spoken_total", "Promises whose customer was told something.", ["how"])
PROMISE_LAG = Histogram("qiantai_promise_lag_seconds", "Seconds between the wanted time and the customer's message.")
