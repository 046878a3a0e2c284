"""Kinds of text that callers send besides messages; none can hold what a database or a log could not."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from handoff.core.text import without_controls

Key = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]*$")]
"""An id that somebody else made: one line without control characters."""
Prose = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(without_controls)]
"""What people type beside the conversation; control characters are removed."""
