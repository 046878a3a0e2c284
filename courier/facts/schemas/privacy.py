"""The privacy gate (DESIGN D9)."""

from typing import Annotated

from pydantic import Field

from courier.facts.schemas.base import Fact


class PrivacyRules(Fact):
    """How often a tail may be wrong, for how long nobody may then try, and how long a right one counts (DESIGN D9)."""

    wrong_tails: Annotated[int, Field(gt=0)]
    locked_hours: Annotated[int, Field(gt=0)]
    verified_hours: Annotated[int, Field(gt=0)]
