"""What clients may send; anything else is refused with the field's name."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from handoff.core.fields import Key, Prose

_ID_LENGTH = 32


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Profile(_Strict):
    """What the customer wrote into the form before the chat."""

    name: Prose = Field("", max_length=50)
    phone: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^(\+?[\d -]{5,29})?$")] = ""


class Join(_Strict):
    """A page of our widget was loaded or reconnected."""

    token: Key | None = Field(None, max_length=500)
    lang: Literal["zh-CN", "en"] = "zh-CN"
    page: dict[str, Any] | None = None
    identity: str | None = Field(None, max_length=100_000)
    """The site's signed word about who this is."""
    profile: Profile | None = None


class Send(_Strict):
    """A message; the length of `text` is checked by the conversation, with an error of its own."""

    client_id: Key = Field(min_length=1, max_length=64)
    text: str = Field("", max_length=100_000)
    payload: Key | None = Field(None, max_length=2000)
    attachments: list[Key] = Field(default_factory=list, max_length=50)
    """Ids of what this visitor uploaded; with them the text may be empty."""


class Sync(_Strict):
    """Everything after a seq."""

    conversation_id: Key = Field(min_length=1, max_length=_ID_LENGTH)
    after: int = Field(ge=0, le=2**31 - 1)


class Human(_Strict):
    """The 转人工 button."""

    client_id: Key = Field(min_length=1, max_length=64)


class Typing(_Strict):
    """The customer is typing, or stopped."""

    on: bool


class Read(_Strict):
    """The screen showed everything up to `seq`."""

    conversation_id: Key = Field(min_length=1, max_length=_ID_LENGTH)
    seq: int = Field(ge=0, le=2**31 - 1)


class SessionRequest(BaseModel):
    """Rasa widgets: null asks for a new session, a string resumes one."""

    session_id: Key | None = Field(None, max_length=128)


class UserUttered(BaseModel):
    """Rasa widgets: a message; customData and metadata are accepted and not used."""

    message: str | None = Field(None, max_length=100_000)
    session_id: Key | None = Field(None, max_length=128)


class WatchIn(_Strict):
    """An agent looks at a conversation."""

    conversation_id: Key = Field(min_length=1, max_length=_ID_LENGTH)


class AgentTyping(_Strict):
    """An agent types, or stopped."""

    conversation_id: Key = Field(min_length=1, max_length=_ID_LENGTH)
    on: bool
