"""What connectors send and get; OpenAPI shows it at /docs."""

from datetime import datetime
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from handoff.attachments.schemas import AttachmentOut
from handoff.core.fields import Key

LONGEST_SENDER = 200
Sender = Field("default", min_length=1, max_length=LONGEST_SENDER, description="The connector's own id of the customer")


class ConnectorIn(BaseModel):
    """What the messenger can show and what the connector wants to hear. Other keys are taken and not used."""

    model_config = ConfigDict(extra="allow")

    lang: Any = Field(None, description="`en` for customers of an English page; every other value means Chinese")
    buttons: bool = Field(True, description="Whether it shows buttons; without, choices are numbered inside the text")
    cards: bool | None = Field(None, description="Whether it shows cards (`custom.card`); follows `buttons` unless set")
    max_characters: int | None = Field(None, ge=100, le=10_000, description="The longest text it takes, in characters")
    max_bytes: int | None = Field(None, ge=300, le=40_000, description="The longest text it takes, in bytes of UTF-8")
    answers: Literal["response", "callback"] = Field(
        "response", description="Whether answers are in the response, or come to `callback_url` like everything else"
    )
    events: list[Literal["typing", "read", "conversation"]] = Field(
        default_factory=list, max_length=3, description="What else is told to `callback_url`, as it happens"
    )


class AttachmentIn(BaseModel):
    """A picture or file: uploaded before, to be fetched, or inside the message. One of the three, and its name."""

    model_config = ConfigDict(extra="forbid")

    id: Key | None = Field(None, min_length=1, max_length=32, description="Of POST /channels/rest/attachments")
    url: Key | None = Field(None, max_length=2000, description="Where it is; its host is in REST_ATTACHMENT_HOSTS")
    data: str | None = Field(None, description="Its bytes in base64; the whole request has at most 1 MB")
    name: Key = Field("", max_length=200, description="The file's name, for agents")

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if sum(value is not None for value in (self.id, self.url, self.data)) != 1:
            raise ValueError("give exactly one of id, url and data")
        return self


class MessageIn(BaseModel):
    """Rasa's REST body with our additions."""

    sender: Key = Sender
    message: str | None = Field(
        None, max_length=100_000, description="The customer's words, 1 to 4000 characters; optional with attachments"
    )
    attachments: list[AttachmentIn] = Field(default_factory=list, description="At most 9")
    metadata: ConnectorIn | None = None
    message_id: Key | None = Field(
        None,
        min_length=1,
        max_length=64,
        description="The connector's own id: a repeat is answered, not processed again",
    )
    callback_url: Key | None = Field(
        None, max_length=2000, description="Where agents' messages are delivered; its host is in REST_CALLBACK_HOSTS"
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.message is None and not self.attachments:
            raise ValueError("give the customer's words as message, or attachments")
        return self


class ButtonOut(BaseModel):
    title: str
    payload: str


class CustomOut(BaseModel):
    """What Rasa knows no key for."""

    card: dict[str, Any] | None = Field(None, description="A parcel's state and newest scans")
    attachment: AttachmentOut | None = Field(None, description="What the picture or file is")


class AnswerOut(BaseModel):
    """One message of the answer, as Rasa's REST channel gives it."""

    recipient_id: str
    text: str | None = None
    buttons: list[ButtonOut] | None = None
    image: str | None = Field(None, description="Address of a picture, good for minutes")
    attachment: str | None = Field(None, description="Address of another file, good for minutes")
    custom: CustomOut | None = None


class TypingIn(BaseModel):
    """The customer is typing, or stopped."""

    sender: Key = Sender
    on: bool


class ReadIn(BaseModel):
    """The customer's screen showed everything up to `seq`."""

    sender: Key = Sender
    seq: int = Field(ge=0, le=2**31 - 1)
    conversation_id: Key | None = Field(None, max_length=32, description="The latest conversation if none is named")


class TakenOut(BaseModel):
    """It was taken."""

    status: Literal["ok"] = "ok"


class ConversationOut(BaseModel):
    """Who serves the customer now."""

    id: str
    owner: Literal["bot", "queue", "agent", "closed"]
    agent_name: str | None
    queue_position: int | None = Field(description="1 is the next to be served; null while nobody is waited for")
    last_seq: int
    opened_at: datetime


class ErrorOut(BaseModel):
    """What was wrong and what to do."""

    error: str
    message: str
    detail: Any = None
