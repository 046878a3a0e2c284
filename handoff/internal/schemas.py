"""What only the actions send."""

from pydantic import BaseModel, ConfigDict, Field

from handoff.core.fields import Key, Prose
from handoff.core.routing import Reason, Skill


class HandoffIn(BaseModel):
    """The assistant's wish for a person."""

    model_config = ConfigDict(extra="forbid")

    conversation_id: Key = Field(max_length=32)
    reason: Reason
    trigger: Prose = Field("", max_length=2000)
    skill: Skill | None = None
    priority: int | None = Field(None, ge=0, le=3)
