"""Independent witnesses that our channel and our strict server read the protocol alike.

One small bot is told twice, with our channel and with another library; people see the same.
"""

import asyncio
import contextlib
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from messages.markup import escape
from messages.message import Button, Incoming, Outgoing
from tests.telegram.house import UNIT, talking
from tests.telegram.phone import Phone, until
from tests.telegram.server import TOKEN, serving

FOLDER = Path(__file__).parents[2] / "telegram"
ROWS = ((Button("签收", "/ack #17"),),)


@pytest.fixture(scope="module")
def library() -> Path:
    """The other library beside ours, for it wants other versions of what we use; kept."""
    lock = FOLDER / "aiogram.lock"
    folder = Path(sys.prefix) / "witness" / hashlib.sha256(lock.read_bytes()).hexdigest()[:12]
    if not folder.exists():
        folder.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as half:
            whole = Path(half, "whole")
            wanted = ["--target", str(whole), "--require-hashes", "--requirement", str(lock)]
            pip = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check"]
            subprocess.run([*pip, *wanted], check=True, capture_output=True)
            whole.rename(folder)
    return folder


@contextlib.asynccontextmanager
async def theirs(library: Path) -> AsyncIterator[Phone]:
    """The bot written with the other library, in a process of its own."""
    async with serving(rates=False) as address, Phone(address) as phone:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(FOLDER / "aiogram_bot"),
            address,
            TOKEN,
            env={**os.environ, "PYTHONPATH": str(library)},
        )
        try:
            yield phone
        finally:
            process.kill()
            await process.wait()


@contextlib.asynccontextmanager
async def ours(folder: Path) -> AsyncIterator[Phone]:
    """The same bot on our channel."""
    async with talking(folder, greeted=False) as house:

        async def hear(incoming: Incoming) -> None:
            await house.channel.send(incoming.chat, answer(incoming))

        house.hear = hear
        yield house.phone


def answer(incoming: Incoming) -> Outgoing:
    """What the bot says."""
    if incoming.file:
        return Outgoing("收到佐证", file=incoming.file)
    if incoming.button:
        return Outgoing(f"已签收 {incoming.button}", edit=incoming.reply_to)
    if incoming.edited:
        return Outgoing(f"已改：{escape(incoming.text)}", reply_to=incoming.message)
    return Outgoing(f"**任务** {escape(incoming.text)}", ROWS, reply_to=incoming.message)


async def story(phone: Phone) -> list[Any]:
    """One conversation: words, a button, another wording, a file; what people saw of it."""
    said = await phone.say(UNIT, "4-1 <完成> & 30%")
    await _shows(phone, 1, seconds=90)  # the other library takes long to load
    seen = [_bare(each) for each in await phone.messages(UNIT)]
    (first,) = await phone.messages(UNIT)
    await phone.do("press", user=UNIT, message_id=first["message_id"], label="签收")
    await phone.do("edit", user=UNIT, message_id=said["message_id"], text="4-1 完成40%")
    await _shows(phone, 2)
    await phone.upload(UNIT, "佐证 材料.pdf", bytes(range(256)))
    await _shows(phone, 3)
    await until(lambda: _settled(phone))
    return seen + [_bare(each) for each in await phone.messages(UNIT)]


async def _shows(phone: Phone, number: int, seconds: float = 10) -> None:
    async def shown() -> bool:
        return len(await phone.messages(UNIT)) == number

    await until(shown, seconds)


async def _settled(phone: Phone) -> bool:
    state = await phone.look("state")
    return not state["pending"] and not state["unanswered"]


def _bare(message: dict[str, Any]) -> dict[str, Any]:
    """A message without what differs between two runs."""
    kept = {
        key: message.get(key)
        for key in ("message_id", "text", "entities", "caption", "reply_markup")
    }
    document = message.get("document", {})
    kept["document"] = (document.get("file_name"), document.get("file_size"))
    kept["quoted"] = message.get("reply_to_message", {}).get("message_id")
    return kept


async def test_people_see_the_same_of_both(library: Path, tmp_path: Path) -> None:
    async with theirs(library) as phone:
        seen_of_theirs = await story(phone)
    async with ours(tmp_path) as phone:
        seen_of_ours = await story(phone)
    assert seen_of_ours == seen_of_theirs
    assert seen_of_ours[0]["text"] == "任务 4-1 <完成> & 30%"
