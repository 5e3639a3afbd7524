"""The local channel: the contract of every channel, and what only it can promise."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.channels.local import Local, Said
from data.refusal import Refusal
from data.store import Store
from data.store import local as lines
from data.store.files import Files
from messages.message import Button, File, Incoming, Outgoing
from tests.bot.channel_contract import ROWS, ChannelContract, Shown

NOW = datetime(2018, 2, 12, 1, 0, tzinfo=UTC)
UNIT = "科技司"


class LocalPlace:
    """The chat of 科技司, read from the rows that the page shows."""

    chat = UNIT

    def __init__(self, store: Store, files: Files) -> None:
        self.store = store
        self.files = files
        self.endpoint = Local(store, files, lambda: NOW)
        self.heard: list[Incoming] = []
        self.last = Said(UNIT)

    async def receive(self, incoming: Incoming) -> None:
        self.heard.append(incoming)

    async def shown(self) -> list[Shown]:
        rows = await self.store.read(lines.since, self.chat, 0)
        latest = {row.id: row for row in rows if row.author == lines.BOT}
        return [
            Shown(
                receipt=row.id,
                text=row.text,
                labels=tuple(each["label"] for each in row.buttons),
                file=row.file_name and (row.file_name, self.files.get(row.file_hash or "") or b""),
                reply_to=row.reply_to,
                edited=row.edited,
            )
            for row in latest.values()
        ]

    async def say(self, text: str, reply_to: str | None = None) -> str:
        mark = str(len(self.heard))
        return await self._hear(Said(UNIT, text, reply_to=reply_to, id=mark))

    async def press(self, receipt: str, label: str) -> None:
        rows = await self.store.read(lines.since, self.chat, 0)
        row = [each for each in rows if each.id == receipt][-1]
        (says,) = [each["key"] for each in row.buttons if each["label"] == label]
        await self._hear(Said(UNIT, button=says, reply_to=receipt, id="press"))

    async def upload(self, file: File) -> None:
        await self._hear(Said(UNIT, file=file, id="file"))

    async def repeat(self) -> None:
        await self.endpoint.hear(self.last)

    async def _hear(self, said: Said) -> str:
        self.last = said
        return await self.endpoint.hear(said)


@pytest.fixture
async def place(database_url: str, tmp_path: Path) -> AsyncIterator[LocalPlace]:
    store = Store(database_url)
    place = LocalPlace(store, Files(tmp_path / "files"))
    await place.endpoint.start(place.receive)
    yield place
    await place.endpoint.stop()
    store.close()


class TestLocal(ChannelContract):
    """The contract, on SQLite and PostgreSQL."""


async def rows(place: LocalPlace) -> list[tuple[str, str]]:
    return [(row.author, row.text) for row in await place.store.read(lines.since, UNIT, 0)]


async def test_a_repeated_key_gives_the_same_receipt_and_no_second_line(place: LocalPlace) -> None:
    first = await place.endpoint.send(UNIT, Outgoing("任务交办", key="prompt-1"))
    second = await place.endpoint.send(UNIT, Outgoing("任务交办", key="prompt-1"))
    assert first == second
    assert await rows(place) == [("bot", "任务交办")]


async def test_a_repeated_mark_of_the_speaker_gives_the_same_id_and_no_second_line(
    place: LocalPlace,
) -> None:
    first = await place.endpoint.hear(Said(UNIT, "任务", id="7"))
    second = await place.endpoint.hear(Said(UNIT, "任务", id="7"))
    assert first == second
    assert await rows(place) == [(UNIT, "任务")]


async def test_the_same_mark_of_two_speakers_is_two_messages(place: LocalPlace) -> None:
    first = await place.endpoint.hear(Said(UNIT, "任务", id="7"))
    second = await place.endpoint.hear(Said("财务司", "任务", id="7"))
    assert first != second


async def test_an_edit_comes_again_with_its_old_id_and_a_new_number(place: LocalPlace) -> None:
    receipt = await place.endpoint.send(UNIT, Outgoing("待报送", key="a"))
    await place.endpoint.send(UNIT, Outgoing("已报送", edit=receipt, key="b"))
    before, after = await place.store.read(lines.since, UNIT, 0)
    assert before.id == after.id == receipt
    assert (before.seq or 0) < (after.seq or 0)
    assert (before.edited, after.edited) == (False, True)


async def test_an_edit_of_a_message_that_is_not_in_the_chat_is_said_anew(
    place: LocalPlace,
) -> None:
    elsewhere = await place.endpoint.send("财务司", Outgoing("待报送", key="a"))
    receipt = await place.endpoint.send(UNIT, Outgoing("已报送", edit=elsewhere, key="b"))
    assert receipt != elsewhere
    assert not (await place.shown())[0].edited


async def test_a_pressed_button_stands_in_the_chat_as_its_label(place: LocalPlace) -> None:
    receipt = await place.endpoint.send(UNIT, Outgoing("请核对", ROWS, key="a"))
    await place.press(receipt, "确认")
    assert await rows(place) == [("bot", "请核对"), (UNIT, "确认")]


async def test_a_button_without_its_message_is_that_of_the_newest_that_has_it(
    place: LocalPlace,
) -> None:
    await place.endpoint.send(UNIT, Outgoing("旧", ROWS, key="a"))
    newer = await place.endpoint.send(UNIT, Outgoing("新", ROWS, key="b"))
    await place.endpoint.send(UNIT, Outgoing("无", key="c"))
    await place.endpoint.hear(Said(UNIT, button="/confirm 17"))
    assert place.heard[0].reply_to == newer


async def test_a_button_that_an_edit_has_just_taken_away_can_still_arrive(
    place: LocalPlace,
) -> None:
    receipt = await place.endpoint.send(UNIT, Outgoing("待报送", ROWS, key="a"))
    await place.endpoint.send(UNIT, Outgoing("已报送", edit=receipt, key="b"))
    await place.endpoint.hear(Said(UNIT, button="/confirm 17", reply_to=receipt))
    assert place.heard[0].button == "/confirm 17"


@pytest.mark.parametrize(
    ("said", "key"),
    [
        (Said(UNIT, "好", reply_to="99"), "local-unknown-message"),
        (Said(UNIT, button="/confirm 99"), "local-unknown-button"),
        (Said("财务司", button="/confirm 17"), "local-unknown-button"),
        (Said("财务司", "好", reply_to="1"), "local-unknown-message"),
    ],
)
async def test_what_is_not_in_the_chat_can_be_neither_quoted_nor_pressed(
    place: LocalPlace, said: Said, key: str
) -> None:
    await place.endpoint.send(
        UNIT, Outgoing("请核对", ((Button("确认", "/confirm 17"),),), key="a")
    )
    with pytest.raises(Refusal) as refused:
        await place.endpoint.hear(said)
    assert refused.value.key == key
    assert place.heard == []
    assert await place.store.read(lines.since, "财务司", 0) == []


async def test_what_was_cut_off_in_the_middle_is_finished_by_the_repeat(place: LocalPlace) -> None:
    async def crash(incoming: Incoming) -> None:
        raise ConnectionError

    await place.endpoint.start(crash)
    with pytest.raises(ConnectionError):
        await place.endpoint.hear(Said(UNIT, "确认", id="7"))
    await place.endpoint.start(place.receive)
    await place.endpoint.hear(Said(UNIT, "确认", id="7"))
    assert [each.text for each in place.heard] == ["确认"]
    assert await rows(place) == [(UNIT, "确认")]


async def test_before_the_start_and_after_the_stop_nobody_is_heard(place: LocalPlace) -> None:
    await place.endpoint.stop()
    assert not place.endpoint.ready()
    with pytest.raises(Refusal):
        await place.endpoint.hear(Said(UNIT, "任务"))
    assert await rows(place) == []
