"""What comes in over Telegram: who, where and what; in order; acknowledged after the commit."""

import asyncio
import dataclasses
import json
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from messages.message import Button, Incoming, Outgoing
from tests.telegram.house import OTHER, QUICK, UNIT, House, channel, talking
from tests.telegram.phone import until


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with talking(tmp_path) as house:
        yield house


async def test_an_invitation_link_is_heard_as_its_command(house: House) -> None:
    heard = await house.said(OTHER, "/start 7K3M9PQR2T", name="张三")
    assert (heard.text, heard.sender, heard.name) == ("/start 7K3M9PQR2T", str(OTHER), "张三")
    assert heard.private


async def test_an_edited_message_names_the_message_and_says_so(house: House) -> None:
    said = await house.phone.say(UNIT, "4-1 已完成30%")
    edited = await house.phone.do(
        "edit", user=UNIT, message_id=said["message_id"], text="4-1 已完成40%"
    )
    await house.phone.taken(edited["update_id"])
    first, second = house.heard
    assert (second.text, second.edited) == ("4-1 已完成40%", True)
    assert second.message == first.message == str(said["message_id"])
    assert second.id != first.id


async def test_a_pressed_button_is_answered_even_when_the_platform_refuses(house: House) -> None:
    rows = ((Button("签收", "/ack #17"),),)
    receipt = await house.channel.send(str(UNIT), Outgoing("任务交办", rows))
    await house.phone.do("fault", answer=400, method="answerCallbackQuery")
    for _ in range(2):
        pressed = await house.phone.do("press", user=UNIT, message_id=int(receipt), label="签收")
        await house.phone.taken(pressed["update_id"])
    assert [heard.button for heard in house.heard] == ["/ack #17"] * 2
    await until(lambda: _answered(house, 1))


async def _answered(house: House, unanswered: int) -> bool:
    return len((await house.phone.look("state"))["unanswered"]) == unanswered


async def test_in_a_group_the_person_and_the_group_are_told_apart(house: House) -> None:
    group = (await house.phone.do("group", title="督办群"))["chat"]
    heard = await house.said(UNIT, "/tasks@duban_test_bot 4-1", chat=group)
    assert (heard.text, heard.chat, heard.sender) == ("/tasks 4-1", str(group), str(UNIT))
    assert not heard.private
    heard = await house.said(UNIT, "@duban_test_bot 4-1 已完成30%", chat=group)
    assert heard.text == "4-1 已完成30%"


async def test_a_command_for_another_bot_is_let_be(house: House) -> None:
    group = (await house.phone.do("group", title="督办群"))["chat"]
    await house.phone.say(UNIT, "/tasks@another_bot", chat=group)
    await house.said(UNIT, "任务")
    assert [heard.text for heard in house.heard] == ["任务"]


async def test_notices_of_the_platform_are_no_messages(house: House) -> None:
    group = (await house.phone.do("group", title="督办群"))["chat"]
    await house.phone.do("migrate", chat=group)
    await house.said(UNIT, "任务")
    assert [heard.text for heard in house.heard] == ["任务"]


async def test_a_topic_is_a_conversation_of_its_own(house: House) -> None:
    made = await house.phone.do("group", title="督办群", topics=1)
    (topic,) = made["topics"]
    heard = await house.said(UNIT, "/status", chat=made["chat"], thread=topic)
    assert heard.chat == f"{made['chat']}:{topic}"
    assert heard.reply_to is None  # the platform quotes the topic's first message by itself
    receipt = await house.channel.send(heard.chat, Outgoing("总览"))
    heard = await house.said(
        UNIT, "4-1 已完成30%", chat=made["chat"], thread=topic, reply_to=int(receipt)
    )
    assert heard.reply_to == receipt


async def test_a_photo_comes_in_its_largest_size_with_its_words(house: House) -> None:
    picture = b"\x89PNG" + bytes(2000)
    done = await house.phone.upload(UNIT, "x.png", picture, kind="photo", text="4-1 现场")
    await house.phone.taken(done["update_id"])
    (heard,) = house.heard
    assert heard.file is not None
    assert (heard.text, heard.file.content) == ("4-1 现场", picture)
    assert heard.file.media_type == "image/jpeg"


async def test_a_file_that_cannot_be_had_comes_without_content(house: House) -> None:
    done = await house.phone.upload(UNIT, "台账.xlsx", bytes(20 * 1024 * 1024 + 1))
    await house.phone.taken(done["update_id"])
    await house.phone.do("fault", answer=500, method="getFile", count=3)
    done = await house.phone.upload(UNIT, "方案.docx", b"PK")
    await house.phone.taken(done["update_id"])
    files = [heard.file for heard in house.heard]
    assert [(file.name, file.content, file.limit) for file in files if file] == [
        ("台账.xlsx", b"", 20),
        ("方案.docx", b"", 0),
    ]


async def test_a_file_whose_size_only_the_platform_knows_is_as_much_too_large(house: House) -> None:
    sentence = "Bad Request: file is too big"
    await house.phone.do("fault", answer=400, method="getFile", description=sentence)
    done = await house.phone.upload(UNIT, "现场.zip", b"PK")
    await house.phone.taken(done["update_id"])
    assert [heard.file and heard.file.limit for heard in house.heard] == [20]


async def test_nothing_is_acknowledged_before_it_is_received(house: House) -> None:
    may = asyncio.Event()

    async def hear(incoming: Incoming) -> None:
        await may.wait()

    house.hear = hear
    done = await house.phone.say(UNIT, "4-1 已完成30%")
    await asyncio.sleep(0.3)
    state = await house.phone.look("state")
    assert done["update_id"] in state["pending"]
    may.set()
    await house.phone.taken(done["update_id"])


async def test_what_was_not_acknowledged_comes_again_after_a_stop(house: House) -> None:
    begun = asyncio.Event()

    async def hear(incoming: Incoming) -> None:
        begun.set()
        await asyncio.sleep(60)

    house.hear = hear
    done = await house.phone.say(UNIT, "4-1 已完成30%")
    await begun.wait()
    await house.channel.stop()
    house.hear = None
    house.channel = channel(house.store, house.phone.address)
    await house.channel.start(house.receive)
    await house.phone.taken(done["update_id"])
    assert [heard.text for heard in house.heard] == ["4-1 已完成30%"]


async def test_a_chat_keeps_its_order_and_does_not_wait_for_another(house: House) -> None:
    slow = asyncio.Event()

    async def hear(incoming: Incoming) -> None:
        if incoming.text == "1":
            await slow.wait()

    house.hear = hear
    last = 0
    for text in ("1", "2", "3"):
        await house.phone.say(UNIT, text)
        last = (await house.phone.say(OTHER, f"别的 {text}"))["update_id"]
    others = ["别的 1", "别的 2", "别的 3"]

    async def heard() -> bool:
        return [each.text for each in house.heard] == others

    await until(heard)
    slow.set()
    await house.phone.taken(last)
    assert [each.text for each in house.heard] == [*others, "1", "2", "3"]


async def test_an_update_that_cannot_be_read_is_kept_aside_and_passed(house: House) -> None:
    bad = {"message": {"message_id": "no number", "chat": {"id": []}, "from": 7}}
    done = await house.phone.do("raw", update=bad)
    await house.said(UNIT, "任务")
    assert [heard.text for heard in house.heard] == ["任务"]
    (kept,) = await house.quarantined()
    assert json.loads(kept.raw) == {"update_id": done["update_id"], **bad}
    assert kept.error


async def test_kinds_of_update_from_the_future_are_passed(house: House) -> None:
    done = await house.phone.do("raw", update={"hologram": {"id": 1, "chat": {"id": UNIT}}})
    await house.phone.taken(done["update_id"])
    assert house.heard == []


async def test_an_update_that_always_fails_is_kept_aside_and_others_go_on(house: House) -> None:
    tried: Counter[str] = Counter()

    async def hear(incoming: Incoming) -> None:
        tried[incoming.text] += 1
        if incoming.text == "坏":
            raise ValueError("a defect")

    house.hear = hear
    await house.phone.say(UNIT, "坏")
    await house.said(UNIT, "好")
    assert [heard.text for heard in house.heard] == ["好"]
    assert tried == {"坏": 3, "好": 1}
    (kept,) = await house.quarantined()
    assert "坏" in kept.raw


async def test_while_the_database_is_away_an_update_waits_and_is_not_lost(house: House) -> None:
    failures = 8

    async def hear(incoming: Incoming) -> None:
        nonlocal failures
        failures -= 1
        if failures > 0:
            raise OSError("the disk is full")

    house.hear = hear
    heard = await house.said(UNIT, "4-1 已完成30%")
    assert heard.text == "4-1 已完成30%"
    assert await house.quarantined() == []


@pytest.mark.parametrize("answer", [401, 404, 409, 429, 500, 502, "drop", "cut", "swallow"])
async def test_polling_survives(house: House, answer: int | str) -> None:
    await house.phone.do("fault", answer=answer, method="getUpdates", count=3)
    heard = await house.said(UNIT, "任务")
    assert heard.text == "任务"
    assert house.channel.ready()


async def test_it_is_not_ready_while_no_round_trip_succeeds_and_ready_again_after(
    house: House,
) -> None:
    await house.phone.do("fault", answer=502, method="getUpdates", count=10_000)

    async def down() -> bool:
        return not house.channel.ready()

    await until(down)
    await house.phone.do("mend")
    await house.up()


async def test_it_starts_while_the_platform_is_away(house: House) -> None:
    await house.channel.stop()
    await house.phone.do("fault", answer=502, count=5)
    house.channel = channel(house.store, house.phone.address)
    await house.channel.start(house.receive)
    assert not house.channel.ready()
    assert (await house.said(UNIT, "任务")).text == "任务"


async def test_a_server_that_holds_no_polls_is_not_asked_without_end(house: House) -> None:
    await house.channel.stop()
    await house.phone.do("hold", polls=False)
    calm = dataclasses.replace(QUICK, first=0.2)
    house.channel = channel(house.store, house.phone.address, patience=calm)
    await house.channel.start(house.receive)
    await house.up()
    before = (await house.phone.look("state"))["polls"]
    await asyncio.sleep(1)
    assert (await house.phone.look("state"))["polls"] - before <= 6
    assert (await house.said(UNIT, "任务")).text == "任务"
