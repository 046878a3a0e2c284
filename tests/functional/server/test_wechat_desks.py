"""Several desks serve the customers of Official Accounts, and some die: nothing is lost or said twice."""

import asyncio

from scripts.ports import free_port
from tests.functional.server.conftest import Opening
from tests.functional.server.tencent import Tencent
from tests.functional.server.wechat_customers import follower, packet_of, told
from tests.waiting import eventually


async def test_a_desk_that_dies_before_it_answers_leaves_the_answer_to_another(
    opening: Opening, tencent: Tencent
) -> None:
    customer, busy = follower(tencent), follower(tencent)
    with opening(BOT_URL=f"http://127.0.0.1:{free_port()}", BURST_WINDOW_MS="60000") as dying:
        await customer.push(dying.url, customer.text("那个……"))
        dying.process.kill()
        dying.process.join(10)
    with opening() as dying:
        tencent.refusals[busy.openid].extend([-1] * 5)
        await busy.push(dying.url, busy.text("有人吗"))
        await eventually(lambda: tencent.calls[busy.openid])
        dying.process.kill()
        dying.process.join(10)
    assert tencent.texts(busy.openid) == []
    tencent.refusals.clear()
    with opening() as heir:
        await told(customer, within_s=40)
        await told(busy, within_s=60)
        for someone in (customer, busy):
            await someone.push(heir.url, someone.text("谢谢。"))
        assert await told(customer, 2) == ["收到：那个……", "收到：谢谢。"]
        assert await told(busy, 2) == ["收到：有人吗", "收到：谢谢。"]


async def test_two_desks_share_one_token_and_replace_a_refused_one_once(opening: Opening, tencent: Tencent) -> None:
    customers = [follower(tencent) for _ in range(8)]
    with opening() as one, opening() as other:
        for _ in range(2):
            tencent.expire()
            before = tencent.fetches
            desks = [one, other] * 4
            wanted = [len(tencent.texts(customer.openid)) + 1 for customer in customers]
            pushes = zip(customers, desks, strict=True)
            await asyncio.gather(*(c.push(desk.url, c.text("到哪了")) for c, desk in pushes))
            for customer, count in zip(customers, wanted, strict=True):
                await told(customer, count)
            assert tencent.fetches == before + 1


async def test_an_answer_that_comes_too_late_is_told_at_the_next_message(opening: Opening, tencent: Tencent) -> None:
    customer = follower(tencent, "small")
    with opening(BURST_WINDOW_MS="60000") as slow:
        assert "您的消息已收到" in (await customer.push(slow.url, customer.text("到哪了……")) or "")
        slow.process.kill()
        slow.process.join(10)
    with opening() as desk:

        async def held() -> int:
            return int((await packet_of(desk, customer))["sending"]["held"])

        await eventually(held)
        assert await customer.push(desk.url, customer.text("还在吗")) == "收到：到哪了……\n\n收到：还在吗"
