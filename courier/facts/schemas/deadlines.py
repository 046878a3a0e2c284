"""By when the company answers."""

from typing import Annotated

from pydantic import Field

from courier.facts.schemas.base import Fact


class Deadlines(Fact):
    """By when the company answers. The unit is in each name; sources: BUSINESS B3, B5, B11, PROTOCOLS §8.1."""

    enquiry_minutes: Annotated[int, Field(gt=0)]
    other_department_minutes: Annotated[int, Field(gt=0)]
    delivery_margin_minutes: Annotated[int, Field(ge=0)]
    pickup_check_minutes: Annotated[int, Field(gt=0)]
    pickup_visit_minutes: Annotated[int, Field(gt=0)]
    complaint_hours: Annotated[int, Field(gt=0)]
    complaint_law_days: Annotated[int, Field(gt=0)]
    claim_hours: Annotated[int, Field(gt=0)]
