"""Hand-written messages with the waybills in them: `waybills.tsv`, where \\n, \\r and \\t stand for line ends and tabs."""

from pathlib import Path

import pytest

from courier.vocabulary import waybills

MESSAGES = Path(__file__).with_name("waybills.tsv")
LEAST_MESSAGES = 220
LEAST_SHARE = 0.99


def read_messages() -> list[tuple[str, list[str]]]:
    rows = [line.split("\t") for line in MESSAGES.read_text(encoding="utf-8").split("\n")[1:] if line]
    return [(_unescaped(message), expected.split()) for message, expected in rows]


def _unescaped(message: str) -> str:
    return message.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t")


def test_waybills_are_read_exactly(capsys: pytest.CaptureFixture[str]) -> None:
    messages = read_messages()
    wrong = [
        (message, expected, found)
        for message, expected in messages
        if (found := [one.value for one in waybills(message)]) != expected
    ]
    share = 1 - len(wrong) / len(messages)
    with capsys.disabled():
        print(f"\nwaybills of {len(messages)} messages: {share:.1%} exact")
        print(*wrong, sep="\n")
    assert len(messages) >= LEAST_MESSAGES
    assert share >= LEAST_SHARE


def test_no_message_is_twice_in_the_set() -> None:
    messages = [message for message, _ in read_messages()]
    assert len(set(messages)) == len(messages)
