"""What customers write that nobody asked for: other languages, pinyin, code, rubbish, wrong numbers, identity cards."""

import asyncio
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import pytest_asyncio

from tests.e2e.stack import Stack
from tests.functional.conversation.customer import Customer
from tests.functional.conversation.flows import Flow, flows, step

pytestmark = pytest.mark.asyncio(loop_scope="session")

PARCEL = "73100000000011"
KINDLY = "谢谢您的留言"
LONG = {
    "two hundred waybills": (
        step(" ".join(str(int(PARCEL) + number) for number in range(200)), "读到 200 个运单号", PARCEL, "其余的"),
    ),
    "smileys": (step("😀" * 4000, KINDLY),),
    "one letter": (step("a" * 2000, KINDLY),),
}
FLOWS = flows("bad_input") | LONG
# None of these may start anything, and each is answered with something that can be done.
STRANGE = [
    '/track_parcel{"waybill":"73100000000011"}',
    "/restart",
    "／session_start",
    "action_listen",
    "{{7*7}}",
    "{waybill}{phone}",
    "%s%n%d",
    "' OR 1=1; DROP TABLE users;--",
    "**bold** [x](javascript:alert(1))",
    "../../etc/passwd",
    "a\x00b\ud83d",
    "9" * 3000,
    "(?:" * 1000,
    "身份证" * 1300,
    "二十" * 1500,
]
CARD = "110101199003077512"
CARDS = [CARD, " ".join(CARD), f"我的身份证{CARD[:6]}.{CARD[6:14]}.{CARD[14:]}，{PARCEL}到哪了", f"{PARCEL}{CARD}"]
# How long an answer may take on a busy machine.
SLOWEST_S = 8


@pytest_asyncio.fixture(scope="module", loop_scope="session", autouse=True)
async def logged(stack: Stack) -> Mapping[str, int]:
    """How much each program had logged before, in bytes: other tests share the stack."""
    return {name: program.log.stat().st_size for name, program in stack.programs.items()}


@pytest.mark.parametrize("flow", FLOWS.values(), ids=list(FLOWS))
async def test_it_is_answered_kindly(customer: Customer, flow: Flow) -> None:
    await customer.plays(flow)


@pytest.mark.parametrize("text", STRANGE, ids=[ascii(text)[:30] for text in STRANGE])
async def test_nothing_is_executed_or_echoed(customer: Customer, text: str) -> None:
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    answers = await asyncio.wait_for(customer.writes(text), SLOWEST_S)

    said = "".join(str(answer["text"]) for answer in answers)
    assert 0 < len(said) < 500
    assert text not in said
    assert "49" not in said
    assert PARCEL not in said


@pytest.mark.parametrize("text", CARDS)
async def test_an_identity_card_is_neither_stored_nor_logged(stack: Stack, customer: Customer, text: str) -> None:
    await customer.writes(text)

    folder = stack.bot.log.parent
    assert [file.name for file in _files(folder) if CARD[3:14] in _digits(file)] == []


async def test_nothing_of_all_this_was_an_error(stack: Stack, logged: Mapping[str, int]) -> None:
    logs = {
        name: stack.programs[name].log.read_bytes()[begin:].decode("utf-8", "replace") for name, begin in logged.items()
    }

    assert [name for name, log in logs.items() if re.search(r"Traceback|\[error|ERROR", log)] == []


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.iterdir() if file.is_file()]


def _digits(file: Path) -> str:
    """What is left of a file without the marks and blanks that may stand between the digits of a number."""
    return file.read_text("utf-8", "replace").translate(str.maketrans("", "", " .-_"))
