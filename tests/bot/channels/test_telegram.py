"""The Telegram channel: the contract of every channel, and how it comes up and goes down."""

import contextlib
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from messages.message import File, Incoming, Outgoing
from tests.bot.channel_contract import ChannelContract, Shown
from tests.telegram.house import UNIT, House, talking
from tests.telegram.phone import until, web
from tests.telegram.server import TOKEN


class TelegramPlace:
    """The private chat of 科技司's contact."""

    chat = str(UNIT)

    def __init__(self, house: House) -> None:
        self.house = house
        self.endpoint = house.channel
        self.heard: list[Incoming] = house.heard
        self.last = 0

    async def shown(self) -> list[Shown]:
        return [await self._shown(each) for each in await self.house.phone.messages(UNIT)]

    async def _shown(self, message: dict[str, Any]) -> Shown:
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        quoted = message.get("reply_to_message", {}).get("message_id")
        return Shown(
            receipt=str(message["message_id"]),
            text=message.get("text") or message.get("caption") or "",
            labels=tuple(button["text"] for row in rows for button in row),
            file=await self._file(message.get("document")),
            reply_to=str(quoted) if quoted else None,
            edited="edit_date" in message,
        )

    async def _file(self, document: dict[str, Any] | None) -> tuple[str, bytes] | None:
        if document is None:
            return None
        address = f"{self.house.phone.address}/file/bot{TOKEN}/files/{document['file_id']}"
        async with web() as client:
            return document["file_name"], (await client.get(address)).content

    async def say(self, text: str, reply_to: str | None = None) -> str:
        number = int(reply_to) if reply_to else None
        done = await self.house.phone.say(UNIT, text, reply_to=number)
        await self._taken(done["update_id"])
        return str(done["message_id"])

    async def press(self, receipt: str, label: str) -> None:
        done = await self.house.phone.do("press", user=UNIT, message_id=int(receipt), label=label)
        await self._taken(done["update_id"])

    async def upload(self, file: File) -> None:
        done = await self.house.phone.upload(UNIT, file.name, file.content)
        await self._taken(done["update_id"])

    async def repeat(self) -> None:
        before = len(self.heard)
        await self.house.phone.do("again", update_id=self.last)

        async def heard() -> bool:
            return len(self.heard) > before

        await until(heard)

    async def _taken(self, update_id: int) -> None:
        self.last = update_id
        await self.house.phone.taken(update_id)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with talking(tmp_path) as house:
        yield house


@pytest.fixture
def place(house: House) -> TelegramPlace:
    return TelegramPlace(house)


class TestTelegram(ChannelContract):
    """The same for every channel."""


async def test_it_asks_for_the_kinds_of_update_that_it_reads(house: House) -> None:
    polls = await house.phone.calls("getUpdates")
    wanted = '["message", "edited_message", "callback_query", "my_chat_member"]'
    assert {poll["params"]["allowed_updates"] for poll in polls} == {wanted}


async def test_it_never_drops_what_waits(house: House) -> None:
    await house.phone.do("fault", answer=409, method="getUpdates", description=WEBHOOK)
    await house.said(UNIT, "任务")
    (call,) = await house.phone.calls("deleteWebhook")
    assert call["params"].get("drop_pending_updates", "false") in ("false", "False")


WEBHOOK = "Conflict: can't use getUpdates method while webhook is active"


async def test_the_token_is_in_no_log_and_no_error(
    house: House, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    for answer in (401, 404, 500, "drop", "cut"):
        await house.phone.do("fault", answer=answer, method="sendMessage")
        with contextlib.suppress(Exception):
            await house.channel.send(str(UNIT), Outgoing("一"))
    await house.phone.do("fault", answer=401, method="getUpdates", description=f"no {TOKEN}")
    await house.said(UNIT, "任务")
    printed = capsys.readouterr()
    secret = TOKEN.partition(":")[2]
    assert "round-failed" in printed.out
    assert secret not in caplog.text + printed.out + printed.err
