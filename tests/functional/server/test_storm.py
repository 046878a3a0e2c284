"""Whatever WeChat repeats and shuffles and whoever dies: each message is answered, in order, and once."""

import os
from collections.abc import Callable
from secrets import randbelow

import pytest

from tests.functional.server.conftest import Opening
from tests.functional.server.storm import Storm, fleet
from tests.functional.server.tencent import Moment, Tencent
from tests.functional.server.wechat_customers import follower, told
from tests.waiting import eventually

_SENT_AT_ONCE = 4
"""So many messages may a desk be sending when it dies."""
_UNRECORDED_S = 2.0
"""So long before its end may a desk on a busy machine have sent what it did not record, and so long after its end may
WeChat's side take up what it sent."""


@pytest.mark.timeout(600)
async def test_each_message_is_answered_once_and_in_order_while_desks_die(
    opening: Opening, tencent: Tencent, database_kind: str, record_property: Callable[[str, object], None]
) -> None:
    is_small = database_kind == "sqlite"
    desks, users, kills = (1, 40, 2) if is_small else (3, int(os.environ.get("STORM_USERS", "500")), 5)
    seed = int(os.environ.get("STORM_SEED") or randbelow(10**6))
    with fleet(opening, tencent) as ours:
        for _ in range(desks):
            await ours.start()
        storm = Storm(ours, tencent, seed, users=users)
        await storm.rage(kills=kills, spare=desks // 2)
        try:
            await eventually(storm.is_over, within_s=240)
        finally:
            # Shown only if the test fails.
            print(f"Storm {seed} of {users} users: no answer to {storm.unanswered()}")
    record_property(f"storm {seed}", storm.figures())
    assert storm.disorder() == []
    died = {f"/by/{life.name}": life.died_at for life in ours.lives}
    for first, *_ in storm.doubles():
        since_death = first.at - (died[first.by] or 0)
        assert abs(since_death) < _UNRECORDED_S, f"{first} was sent again, and nobody had died."
    assert len(storm.doubles()) <= kills * _SENT_AT_ONCE


async def test_what_is_sent_when_its_desk_dies_is_sent_again_and_nothing_else_is(
    opening: Opening, tencent: Tencent
) -> None:
    lost, told_twice, bystander = follower(tencent), follower(tencent), follower(tencent)
    for customer, moment in ((lost, Moment.ARRIVED), (told_twice, Moment.ACCEPTED)):
        with opening() as dying:
            await bystander.push(dying.url, bystander.text(f"{moment.value} 到哪了。"))
            await told(bystander, len(tencent.texts(bystander.openid)) + 1)
            tencent.ends[customer.openid] = (moment, dying.process.kill)
            await customer.push(dying.url, customer.text("到哪了。"))
            dying.process.join(10)
    with opening() as heir:
        for customer, times in ((lost, 1), (told_twice, 2)):
            await told(customer, times, within_s=45)
            await customer.push(heir.url, customer.text("谢谢您了。"))
            assert await told(customer, times + 1) == ["收到：到哪了。"] * times + ["收到：谢谢您了。"]
        async with heir.client() as client:
            assert "qiantai_wechat_sent_again_total 2.0" in (await client.get("/metrics")).text
    assert tencent.texts(bystander.openid) == ["收到：arrived 到哪了。", "收到：accepted 到哪了。"]
