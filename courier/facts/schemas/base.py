"""What all facts share: they are frozen, since they are read once and shared by everybody.

Money is ``Decimal`` in CNY (yuan), weights are ``Decimal`` kilograms.
"""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,31}$")]
Telephone = Annotated[
    str, StringConstraints(pattern=r"^(0\d{2,3}-\d{7,8}(-\d{1,6})?|1[3-9]\d{9}|[48]00-\d{3}-\d{4}|\d{3,8})$")
]
Yuan = Annotated[Decimal, Field(ge=0, max_digits=9, decimal_places=2)]
Kilograms = Annotated[Decimal, Field(ge=0, max_digits=7, decimal_places=3)]


class Fact(BaseModel):
    """The base of all facts: frozen, and an unknown key is an error because it is usually a misspelt one."""

    model_config = ConfigDict(frozen=True, extra="forbid")
