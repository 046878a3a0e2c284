"""Every socket event name, once; web/src/shared/protocol.ts holds the same names and a test compares them."""

from enum import StrEnum


class CustomerEvent(StrEnum):
    """Namespace `/`: our widget."""

    JOIN = "qt_join"
    SEND = "qt_send"
    SYNC = "qt_sync"
    HUMAN = "qt_human"
    TYPING = "qt_typing"
    READ = "qt_read"
    MESSAGE = "qt_message"
    CONVERSATION = "qt_conversation"


class RasaEvent(StrEnum):
    """Namespace `/`: existing Rasa widgets (PROTOCOLS §3)."""

    SESSION_REQUEST = "session_request"
    SESSION_CONFIRM = "session_confirm"
    USER_UTTERED = "user_uttered"
    BOT_UTTERED = "bot_uttered"


class AgentEvent(StrEnum):
    """Namespace `/agents`: the console."""

    QUEUE_CHANGED = "queue_changed"
    CONVERSATION_CHANGED = "conversation_changed"
    MESSAGE = "message"
    TYPING = "typing"
    PROMISE_DUE = "promise_due"
    ALERTS_CHANGED = "alerts_changed"
    WATCH = "watch"
    UNWATCH = "unwatch"
