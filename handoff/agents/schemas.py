"""What agents send about themselves, and the answers' shapes for OpenAPI."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from handoff.core.fields import Key


class LoginIn(BaseModel):
    """User name and password."""

    model_config = ConfigDict(extra="forbid")

    username: Key = Field(min_length=1, max_length=64)
    password: str = Field(min_length=1, max_length=200)


class StatusIn(BaseModel):
    """Whether the agent takes conversations."""

    model_config = ConfigDict(extra="forbid")

    status: Literal["online", "busy", "offline"]


class AgentOut(BaseModel):
    """An agent."""

    id: str
    username: str
    display_name: str
    role: Literal["agent", "supervisor"]
    status: Literal["online", "busy", "offline"]
    capacity: int
    active: int
    skills: list[str]


class LoginOut(BaseModel):
    """The session token (also set as a cookie) and who logged in."""

    token: str
    agent: AgentOut


class Label(BaseModel):
    """A code and its names."""

    code: str
    zh: str
    en: str


class ConfigOut(BaseModel):
    """What the console needs to show codes."""

    wrap_ups: list[Label]
    skills: list[Label]
    reasons: list[Label]
