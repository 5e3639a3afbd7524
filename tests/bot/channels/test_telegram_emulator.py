"""Our channel at a Bot API server that is not ours: heard, and answered, as by the platform."""

import asyncio
import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from data.store import Store
from messages.message import Button, Incoming, Outgoing
from tests import needs
from tests.scenarios.process import free_port
from tests.telegram.house import UNIT, channel, empty_database
from tests.telegram.phone import until, web
from tests.telegram.server import TOKEN

FOLDER = Path(__file__).parents[2] / "telegram" / "emulator"
PERSON = {"id": UNIT, "is_bot": False, "first_name": "张三"}
ROWS = ((Button("签收", "/ack #17"),),)


@pytest.fixture(scope="module")
def packages(node: Path) -> Path:
    """The server's packages, as locked; kept."""
    lock = (FOLDER / "package-lock.json").read_bytes()
    folder = Path(sys.prefix) / "witness" / hashlib.sha256(lock).hexdigest()[:12]
    if not folder.exists():
        folder.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as half:
            for name in ("package.json", "package-lock.json"):
                shutil.copy(FOLDER / name, half)
            words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            subprocess.run([*needs.npm(), *words], cwd=half, check=True, capture_output=True)
            Path(half, "node_modules").rename(folder)
    return folder


@contextlib.asynccontextmanager
async def emulator(node: Path, packages: Path) -> AsyncIterator[httpx.AsyncClient]:
    """The server in a process of its own; the client is what people say there."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        str(node),
        str(FOLDER / "serve.js"),
        str(port),
        env={**os.environ, "NODE_PATH": str(packages)},
    )
    try:
        async with web(f"http://127.0.0.1:{port}") as client:
            await until(lambda: _answers(client), seconds=60)
            yield client
    finally:
        process.kill()
        await process.wait()


async def _answers(client: httpx.AsyncClient) -> bool:
    with contextlib.suppress(httpx.HTTPError):
        return (await client.get(f"/bot{TOKEN}/getMe")).is_success
    return False


async def test_what_is_said_there_is_heard_and_answered(
    node: Path, packages: Path, tmp_path: Path
) -> None:
    store = Store(f"sqlite:///{shutil.copy(empty_database(), tmp_path / 'duban.db')}")
    async with emulator(node, packages) as people:
        ours = channel(store, str(people.base_url).rstrip("/"))
        heard: list[Incoming] = []

        async def receive(incoming: Incoming) -> None:
            heard.append(incoming)
            text = f"**请核对** {incoming.text}"
            await ours.send(incoming.chat, Outgoing(text, ROWS, reply_to=incoming.message))

        await ours.start(receive)
        await people.post("/sendMessage", json=_said("4-1 已完成30%"))
        await until(lambda: _read(people))
        await ours.stop()
        (message,) = [each["message"] for each in await _history(people) if "/ack" in str(each)]
    store.close()
    assert [(each.text, each.chat, each.name) for each in heard] == [
        ("4-1 已完成30%", str(UNIT), "张三")
    ]
    assert (message["text"], message["parse_mode"]) == ("<b>请核对</b> 4-1 已完成30%", "HTML")
    assert int(message["chat_id"]) == UNIT
    (row,) = message["reply_markup"]["inline_keyboard"]
    assert row == [{"text": "签收", "callback_data": "/ack #17"}]


def _said(text: str) -> dict[str, Any]:
    chat = {"id": UNIT, "type": "private", "first_name": "张三"}
    return {"botToken": TOKEN, "from": PERSON, "chat": chat, "date": 1518400800, "text": text}


async def _history(people: httpx.AsyncClient) -> list[dict[str, Any]]:
    answer = await people.post("/getUpdatesHistory", json={"token": TOKEN})
    return list(answer.json()["result"])


async def _read(people: httpx.AsyncClient) -> list[dict[str, Any]]:
    """What the bot has said to the person."""
    return [each for each in await _history(people) if "chat_id" in each["message"]]
