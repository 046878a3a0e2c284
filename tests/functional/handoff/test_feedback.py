"""A customer's rating is stored once for a conversation, and a reason is added to it."""

import pytest
from pydantic import ValidationError

from handoff.errors import Forbidden, UnknownConversation
from handoff.quality.schemas import FeedbackIn, SummaryQuery
from tests.functional.handoff.conftest import Desk


async def _conversation(desk: Desk, customer: str) -> str:
    received = await desk.write(customer, "你好")
    await desk.said(received)
    return received.conversation_id


async def test_a_reason_is_added_and_a_repeat_changes_nothing(desk: Desk, customer: str) -> None:
    conversation = await _conversation(desk, customer)
    quality = desk.services.quality
    first = await quality.rate(FeedbackIn(conversation_id=conversation, score=1, idempotency_key="k1"))
    again = await quality.rate(FeedbackIn(conversation_id=conversation, score=5, idempotency_key="k1"))
    desk.clock.forward(60)
    told = FeedbackIn(conversation_id=conversation, score=2, comment="没人回电话", idempotency_key="k2")
    second = await quality.rate(told)
    third = await quality.rate(FeedbackIn(conversation_id=conversation, score=3, idempotency_key="k3"))

    assert again == first
    assert (second["score"], second["comment"]) == (2, "没人回电话")
    assert second["given_at"] > first["given_at"]
    assert (third["score"], third["comment"]) == (3, "没人回电话")
    assert await quality.of(conversation) == third


async def test_a_conversation_without_a_rating_has_none(desk: Desk, customer: str) -> None:
    assert await desk.services.quality.of(await _conversation(desk, customer)) is None


async def test_a_rating_belongs_to_a_conversation(desk: Desk) -> None:
    with pytest.raises(UnknownConversation):
        await desk.services.quality.rate(FeedbackIn(conversation_id="nobody", score=5, idempotency_key="k"))


@pytest.mark.parametrize("score", [0, 6, -1, "5", 4.5, True, None])
def test_a_score_is_a_whole_number_from_1_to_5(score: object) -> None:
    with pytest.raises(ValidationError):
        FeedbackIn.model_validate({"conversation_id": "c", "score": score, "idempotency_key": "k"})


async def test_supervisors_see_what_ratings_add_up_to(desk: Desk, customer: str) -> None:
    quality, clock, me = desk.services.quality, desk.clock, await desk.agent()
    clock.forward(30 * 24 * 3600)
    since = clock()
    by_bot = await _conversation(desk, customer + "-1")
    by_agent = await desk.queued(customer + "-2")
    await desk.services.agents.set_status(me.id, "online")
    await desk.services.queue.claim(me, by_agent)
    for conversation, score in ((by_bot, 5), (by_agent, 2)):
        rating = FeedbackIn(conversation_id=conversation, score=score, comment="等得久", idempotency_key=conversation)
        await quality.rate(rating)
    clock.forward(60)
    seen = await quality.summary(await desk.agent(role="supervisor"), SummaryQuery(since=since))

    assert (seen["count"], seen["average"]) == (2, 3.5)
    assert seen["by_channel"] == {"web": {"count": 2, "average": 3.5}}
    assert seen["by_served"] == {"agent": {"count": 1, "average": 2.0}, "bot": {"count": 1, "average": 5.0}}
    assert [(low["conversation_id"], low["comment"]) for low in seen["low"]] == [(by_agent, "等得久")]
    with pytest.raises(Forbidden):
        await quality.summary(me, SummaryQuery())


async def test_a_time_without_ratings_has_no_average(desk: Desk) -> None:
    desk.clock.forward(-365 * 24 * 3600)
    seen = await desk.services.quality.summary(await desk.agent(role="supervisor"), SummaryQuery())
    assert (seen["count"], seen["average"], seen["low"]) == (0, None, [])


def test_a_time_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValidationError):
        SummaryQuery.model_validate({"since": "2026-11-02T00:00:00+08:00", "until": "2026-11-01T00:00:00+08:00"})
