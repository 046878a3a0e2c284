"""Several desks pull for WeCom's customers, and some die: nothing is lost, said twice, or pulled by two at once."""

import asyncio
from contextlib import ExitStack
from random import Random
from uuid import uuid4

import pytest

from tests.functional.server.conftest import Opening, RunningDesk
from tests.functional.server.wecom import Client, WeCom
from tests.functional.server.wecom_customers import told
from tests.waiting import eventually


async def test_a_desk_that_dies_while_it_pulls_leaves_the_rest_to_another(opening: Opening, wecom: WeCom) -> None:
    shared = f"wk{uuid4().hex[:20]}"
    customers, inbox = [Client(wecom, open_kfid=shared) for _ in range(12)], wecom.inboxes[shared]
    inbox.page = 4
    for one in customers:
        one.put(one.text("到哪了"))
    with opening(BURST_WINDOW_MS="60000") as dying:
        inbox.empty_pages = 1
        await customers[0].call(dying.url)
        await eventually(lambda: len(inbox.pulls) >= 2)
        inbox.is_stuck = True
        customers[0].put(*(one.text("在吗。") for one in customers))
        await customers[0].call(dying.url)
        await eventually(lambda: inbox.pulling)
        with opening() as heir:
            dying.process.kill()
            dying.process.join(10)
            inbox.is_stuck = False
            await asyncio.gather(*(told(one, within_s=60) for one in customers))
            for one in customers:
                await one.write(heir.url, one.text("谢谢。"))
            for one in customers:
                await eventually(lambda one=one: "谢谢" in "".join(wecom.texts(one.userid)))
    for one in customers:
        said = "".join(wecom.texts(one.userid))
        assert (said.count("到哪了"), said.count("在吗"), said.count("谢谢")) == (1, 1, 1)
    assert inbox.overlaps == 0


async def test_an_account_whose_first_callback_was_lost_is_found_in_the_companys_list(
    opening: Opening, wecom: WeCom
) -> None:
    ours, foreign = Client(wecom), Client(wecom)
    others = [{"open_kfid": f"wk{n}", "manage_privilege": False} for n in range(120)]
    wecom.listed = [*others, {"open_kfid": ours.open_kfid, "manage_privilege": True}]
    wecom.listed += [{"open_kfid": foreign.open_kfid, "manage_privilege": False}, {"open_kfid": "../../etc"}]
    for someone in (ours, foreign):
        someone.put(someone.text("到哪了"))
    with opening():
        assert await told(ours) == ["收到：到哪了"]
    assert not wecom.inboxes.keys() & {one["open_kfid"] for one in others}
    assert wecom.inboxes[foreign.open_kfid].pulls == []
    wecom.listed = []


@pytest.mark.timeout(300)
async def test_a_storm_is_answered_exactly_once_and_in_order_while_desks_die(opening: Opening, wecom: WeCom) -> None:
    random, inboxes = Random(7), [f"wk{uuid4().hex[:20]}" for _ in range(2)]  # noqa: S311  # The same disorder in every run.
    customers = [Client(wecom, open_kfid=inboxes[n % 2]) for n in range(40)]
    for inbox in inboxes:
        wecom.inboxes[inbox].page, wecom.inboxes[inbox].empty_pages = 9, 3
    with ExitStack() as stack:

        async def start() -> RunningDesk:
            opened = opening(WECOM_KF_PULL_MINUTES="0.03", BOT_TIMEOUT_S="1")
            return await asyncio.to_thread(stack.enter_context, opened)

        desks = [await start(), await start()]
        for number in range(2):
            items = [(one, one.text(f"第{number}句。")) for one in customers]
            pushes = [each for each in items for _ in range(random.randint(1, 3))]
            random.shuffle(pushes)
            for one, item in pushes:
                one.put(item)
            await asyncio.gather(*(one.call(random.choice(desks).url) for one in customers[:10]))
            # Some answers are out by then, and others on their way. Who died before may hold an inbox for half a minute.
            await eventually(
                lambda n=number: f"第{n}句" in "".join("".join(wecom.texts(c.userid)) for c in customers), 60
            )
            desks.pop(0).process.kill()
            desks.append(await start())
        for one in customers:
            await eventually(lambda one=one: "".join(wecom.texts(one.userid)).count("句") >= 2, within_s=120)
        # Whoever still sends something a second time does so before the next answer to the same customer.
        for one in customers:
            one.put(one.text("谢谢。"))
        for one in customers:
            await eventually(lambda one=one: "谢谢" in "".join(wecom.texts(one.userid)), within_s=60)
    for one in customers:
        said = "".join(wecom.texts(one.userid))
        assert [said.count("第0句"), said.count("第1句"), said.index("第0句") < said.index("第1句")] == [1, 1, True]
    assert [wecom.inboxes[inbox].overlaps for inbox in inboxes] == [0, 0]


async def test_two_desks_share_a_token_and_never_pull_the_same_at_once(opening: Opening, wecom: WeCom) -> None:
    customers = [Client(wecom) for _ in range(6)]
    with opening() as one, opening() as other:
        for round_ in range(3):
            wecom.valid.clear()
            before = wecom.fetches
            for customer in customers:
                customer.put(customer.text(f"第{round_}轮。"))
            calls = [customer.call(desk.url) for customer in customers for desk in (one, other, one)]
            await asyncio.gather(*calls)
            for customer in customers:
                await told(customer, round_ + 1)
            assert wecom.fetches == before + 1
    assert [wecom.texts(customer.userid) for customer in customers] == [[f"收到：第{n}轮。" for n in range(3)]] * 6
    assert [wecom.inboxes[customer.open_kfid].overlaps for customer in customers] == [0] * 6
