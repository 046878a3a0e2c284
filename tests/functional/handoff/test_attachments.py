"""Attachments over real databases: who may send them, how long they stay, and what they mean in a dialogue."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from handoff.attachments.settings import AttachmentSettings
from handoff.bot import Answer, BotMessage, Ranked, Turn
from handoff.cases.schemas import CaseIn
from handoff.conversations.incoming import Incoming, Received, Sender
from handoff.conversations.opening import customer_id
from handoff.errors import AttachmentGone, NotFound, TooManyAttachments, TooManyMessages, UnknownAttachment
from tests.functional.handoff.conftest import Desk
from tests.unit.handoff.attachments import pictures

PROOF = '/inform{"proof": "photo"}'


def key(customer: str) -> str:
    return customer_id("web", "default", customer)


async def kept(desk: Desk, customer: str, data: bytes = pictures.MP3) -> str:
    return str((await desk.services.attachments.keep(data, "a.bin", key(customer)))["id"])


async def show(desk: Desk, customer: str, *ids: str, text: str = "") -> Received:
    incoming = Incoming(text=text, client_id=uuid4().hex, attachments=ids)
    return await desk.services.conversations.receive(Sender("web", customer), incoming)


async def photo(desk: Desk, customer: str, text: str = "") -> Received:
    return await show(desk, customer, await kept(desk, customer, pictures.photo()), text=text)


async def test_what_was_never_sent_goes_after_a_day_and_what_was_sent_stays(desk: Desk, customer: str) -> None:
    unsent, sent = await kept(desk, customer), await kept(desk, customer)
    await show(desk, customer, sent)
    desk.clock.forward(24 * 3600 - 60)
    await desk.services.attachments.sweep()
    assert (await desk.services.attachments.read(unsent)).data == pictures.MP3
    desk.clock.forward(120)
    await desk.services.attachments.sweep()
    with pytest.raises(NotFound):
        await desk.services.attachments.read(unsent)
    assert (await desk.services.attachments.read(sent)).data == pictures.MP3
    with pytest.raises(UnknownAttachment):
        await show(desk, customer, unsent)


async def test_after_the_days_of_the_setting_a_message_only_names_what_it_had(desk: Desk, customer: str) -> None:
    sent = await kept(desk, customer)
    received = await show(desk, customer, sent)
    desk.clock.forward(timedelta(days=31).total_seconds())
    attachments = desk.services.attachments
    attachments._settings = AttachmentSettings(_env_file=None, attachment_days=30)
    await attachments.sweep()
    with pytest.raises(AttachmentGone):
        await desk.services.attachments.read(sent)
    _, stored = await desk.services.conversations.catch_up(received.customer_id, received.conversation_id, 0)
    assert stored[0]["attachments"][0]["id"] == sent


async def test_a_sweep_that_died_is_finished_by_the_next(
    desk: Desk, customer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    unsent = await kept(desk, customer)
    desk.clock.forward(25 * 3600)

    async def dies(_key: str) -> None:
        raise OSError("the disk is away")

    with monkeypatch.context() as broken:
        broken.setattr(desk.services.attachments._store, "delete", dies)
        with pytest.raises(OSError, match="away"):
            await desk.services.attachments.sweep()
    with pytest.raises(AttachmentGone):
        await desk.services.attachments.read(unsent)
    await desk.services.attachments.sweep()
    with pytest.raises(NotFound):
        await desk.services.attachments.read(unsent)


async def test_one_file_goes_with_one_message_whoever_is_faster(desk: Desk, customer: str) -> None:
    attachment = await kept(desk, customer)
    tries = [show(desk, customer, attachment) for _ in range(4)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(one, Received) for one in outcomes) == 1
    assert sum(isinstance(one, UnknownAttachment) for one in outcomes) == 3


async def test_nobody_heaps_up_what_they_do_not_send(desk: Desk, customer: str) -> None:
    ids = [await kept(desk, customer) for _ in range(50)]
    with pytest.raises(TooManyMessages):
        await kept(desk, customer)
    with pytest.raises(TooManyAttachments):
        await show(desk, customer, *ids[:10])
    await show(desk, customer, *ids[:9])
    await kept(desk, customer)


async def in_dialogue(desk: Desk, customer: str, form: str | None = None, **slots: object) -> Received:
    turn = Turn(intent=Ranked(name="claim_compensation", confidence=0.9), slots=slots, active_loop=form)
    desk.bot.answers = [Answer(messages=[BotMessage(text="请问损失多少元？")], turn=turn)]
    received = await desk.write(customer, "东西坏了要赔偿")
    await desk.said(received)
    return received


async def claimed(desk: Desk, received: Received, kind: str = "claim") -> str:
    case = CaseIn(
        conversation_id=received.conversation_id,
        kind=kind,
        summary="破损",
        deadline_at=desk.clock() + timedelta(days=1),
        idempotency_key=uuid4().hex,
    )
    return str((await desk.services.cases.open(case))["number"])


async def heard(desk: Desk, received: Received) -> tuple[list[str], list[str]]:
    """What the desk said after the message, and what the assistant was told."""
    said = [text for seq, author, text in await desk.said(received) if author == "system" and seq > received.seq]
    return said, [question.text for question in desk.bot.asked[1:]]


async def test_a_photo_in_the_claim_form_is_proof(desk: Desk, customer: str) -> None:
    await in_dialogue(desk, customer, "claim_form")
    said, told = await heard(desk, await photo(desk, customer))
    assert told == [PROOF]
    assert said == ["您发来的图片已收到，会作为理赔材料一并查看。"]
    assert desk.bot.asked[-1].attachments == ["image"]


@pytest.mark.parametrize(
    ("form", "slots", "part"),
    [
        ("claim_form", {"proof": "photo"}, "继续回答上面的问题"),
        ("complaint_form", {}, "用文字回答上面的问题"),
        (None, {}, "用文字告诉我"),
    ],
)
async def test_anywhere_else_the_desk_says_what_is_needed(
    desk: Desk, customer: str, form: str | None, slots: dict[str, object], part: str
) -> None:
    await in_dialogue(desk, customer, form, **slots)
    said, told = await heard(desk, await photo(desk, customer))
    assert told == []
    assert len(said) == 1
    assert part in said[0]


async def test_a_file_is_proof_beside_what_was_told(desk: Desk, customer: str) -> None:
    await in_dialogue(desk, customer, "claim_form", proof="invoice")
    said, told = await heard(desk, await show(desk, customer, await kept(desk, customer, pictures.PDF)))
    assert told == ['/inform{"proof": "invoice document"}']
    assert said == ["您发来的文件已收到，会作为理赔材料一并查看。"]


async def test_after_the_claim_a_photo_goes_to_it(desk: Desk, customer: str) -> None:
    first = await in_dialogue(desk, customer)
    number = await claimed(desk, first)
    desk.clock.forward(1)
    turn = Turn(slots={"case_number": number, "topic": "action_claim"})
    desk.bot.answers = [Answer(messages=[BotMessage(text="已登记")], turn=turn)]
    await desk.said(await desk.write(customer, "认可"))
    received = await photo(desk, customer)
    await desk.said(received)
    assert desk.bot.asked[-1].text == PROOF
    supervisor = await desk.agent(role="supervisor")
    case = await desk.services.cases.one(supervisor, number)
    assert [one["kind"] for one in case["attachments"]] == ["image"]
    assert case["attachments"][0]["url"].startswith("/attachments/")


async def test_a_complaint_takes_no_proof_of_value(desk: Desk, customer: str) -> None:
    first = await in_dialogue(desk, customer)
    number = await claimed(desk, first, kind="complaint")
    turn = Turn(slots={"case_number": number, "topic": "action_claim"})
    desk.bot.answers = [Answer(messages=[BotMessage(text="已登记")], turn=turn)]
    await desk.said(await desk.write(customer, "好"))
    asked = len(desk.bot.asked)
    await desk.said(await photo(desk, customer))
    assert len(desk.bot.asked) == asked


async def test_of_several_photos_in_a_row_only_the_first_is_answered(desk: Desk, customer: str) -> None:
    await in_dialogue(desk, customer, "claim_form")
    await desk.said(await photo(desk, customer))
    said, told = await heard(desk, await photo(desk, customer))
    assert (said, told) == ([], [PROOF])
    desk.clock.forward(121)
    said, _ = await heard(desk, await photo(desk, customer))
    assert len(said) == 1


async def test_with_people_a_photo_is_only_passed_on(desk: Desk, customer: str) -> None:
    await in_dialogue(desk, customer, "claim_form")
    await desk.queued(customer)
    said, told = await heard(desk, await photo(desk, customer))
    assert (said, told) == ([], [])


async def test_each_recording_is_asked_for_in_words(desk: Desk, customer: str) -> None:
    for _ in range(2):
        said, _told = await heard(desk, await show(desk, customer, await kept(desk, customer, pictures.AMR)))
        assert "语音已收到" in said[0]
