"""What a customer puts right or adds after a case was opened changes the case, and opens no second one."""

import re

import pytest

from tests.functional.conversation.customer import Customer

pytestmark = pytest.mark.asyncio(loop_scope="session")

STUCK, NO_RECORD = "73100000000017", "73100000000018"


async def test_the_waybill_of_an_enquiry(customer: Customer) -> None:
    asked = await customer.writes(f"{STUCK}怎么几天没动静")
    corrected = await customer.writes(f"单号错了，是{NO_RECORD}")

    numbers = [re.findall(r"CX\d{9}", str(answer[0]["text"])) for answer in (asked, corrected)]
    assert numbers[0] == numbers[1] != []
