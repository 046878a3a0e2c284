"""Which messages share one sending, and which wait, when room runs short."""

from datetime import UTC, datetime
from typing import Any

import pytest

from handoff.channels.tencent.outbound import text_of
from handoff.channels.tencent.sharing import freeze, hold
from handoff.channels.wechat.outbound import MENUS
from handoff.storage.tables import Delivery

NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)


def waiting(*texts: str, matters: int | None = None, **states: str) -> list[Delivery]:
    return [
        Delivery(
            conversation_id="c",
            seq=seq,
            url="wechat:main",
            body={"text": text, "buttons": [], "card": None, "matters": seq == matters},
            state=states.get(f"s{seq}", "pending"),
            next_at=NOW,
        )
        for seq, text in enumerate(texts, 1)
    ]


def frozen(rows: list[Delivery], left: int | None, head: int = 0) -> tuple[list[str], list[Any]]:
    parts = freeze(rows[head], rows, left, MENUS)
    return [text_of(part) for part in parts], [row.state for row in rows]


@pytest.mark.parametrize(
    ("left", "matters", "held"),
    [(None, None, False), (5, None, False), (2, None, False), (1, None, True), (1, 2, False), (0, 2, True)],
)
def test_the_last_message_is_kept_for_what_matters(left: int | None, matters: int | None, held: bool) -> None:
    assert (hold(waiting("一", "二", matters=matters), left) is not None) is held


@pytest.mark.parametrize("left", [None, 3, 5])
def test_with_room_each_message_goes_by_itself(left: int | None) -> None:
    assert frozen(waiting("一", "二"), left) == (["一"], ["pending", "pending"])


def test_without_room_they_go_together() -> None:
    rows = waiting("一", "二", "三")
    assert frozen(rows, 3) == (["一\n\n二\n\n三"], ["pending", "sent", "sent"])
    assert rows[1].last_error == "sent together with 1"


def test_what_was_held_goes_before_what_comes_now() -> None:
    assert frozen(waiting("一", "二", matters=2, s1="held"), 1, head=1) == (["一\n\n二"], ["sent", "pending"])


def test_what_is_attached_goes_behind_the_words_and_counts() -> None:
    rows = waiting("一", "二", matters=2)
    rows[0].body |= {"attachments": [{"id": "a"}]}
    rows[1].body |= {"attachments": [{"id": "b"}], "card": {"type": "image"}, "text": "[图片]"}
    assert len(freeze(rows[0], rows, 3, MENUS)) == 2
    together = freeze(rows[0], rows, 2, MENUS)
    assert [part.get("attachment", part.get("text")) for part in together] == [
        {"content": "一"},
        {"id": "a"},
        {"id": "b"},
    ]


def test_what_is_left_of_a_delivery_keeps_its_attachments() -> None:
    (row,) = waiting("一")
    row.body |= {"attachments": [{"id": "a"}], "parts": [{"msgtype": "attachment", "attachment": {"id": "a"}}]}
    assert [part["attachment"] for part in freeze(row, [row], 5, MENUS)] == [{"id": "a"}]


def test_what_was_begun_is_not_composed_anew() -> None:
    rows = waiting("一", "二", "三")
    rows[0].body |= {"parts": [{"msgtype": "text", "text": {"content": "rest"}}]}
    assert frozen(rows, 2) == (["rest"], ["pending", "pending", "pending"])
