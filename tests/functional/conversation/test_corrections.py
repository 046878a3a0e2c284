"""What a customer puts right or adds after a case was opened changes the case, and opens no second one."""

import re

import pytest

from tests.functional.conversation.customer import Customer

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_waybill_of_an_enquiry(customer: Customer) -> None:
    # Parcels that no other conversation asks about, for an enquiry that runs already would be joined.
    asked = await customer.writes("75750152189097怎么几天没动静")
    corrected = await customer.writes("单号错了，是76682390196175")

    numbers = [re.findall(r"CX\d{9}", str(answer[0]["text"])) for answer in (asked, corrected)]
    assert numbers[0] == numbers[1] != []
