"""Telegram's webhook: posted to over real HTTP, answered with 200 only after the commit."""

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.telegram import Telegram
from bot.channels.telegram_webhook import HEADER, Webhook
from data.store import Store
from messages.message import Incoming, Outgoing
from tests.telegram.house import UNIT, House, channel, empty_database
from tests.telegram.phone import Phone, until, web
from tests.telegram.server import TOKEN, serving

SECRET = "Kx_9-secret"


@contextlib.asynccontextmanager
async def site() -> AsyncIterator[tuple[str, list[Telegram]]]:
    """A web server with the route; the channel is put into the list once it is made."""
    channels: list[Telegram] = []

    async def post(request: Request) -> Response:
        return await channels[-1].post(request)

    app = Starlette(routes=[Route("/telegram", post, methods=["POST"])])
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical")
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())

    async def started() -> bool:
        return server.started

    await until(started)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/telegram", channels
    server.should_exit = server.force_exit = True
    await task


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    store = Store(f"sqlite:///{shutil.copy(empty_database(), tmp_path / 'duban.db')}")
    async with site() as (url, channels), serving(rates=False) as address, Phone(address) as phone:
        channels.append(channel(store, address, webhook=Webhook(url, SECRET)))
        house = House(channels[-1], phone, store)
        await house.channel.start(house.receive)
        await house.up()
        await house.said(UNIT, "/start")
        house.heard.clear()
        yield house
        await house.channel.stop()
    store.close()


async def hook(house: House) -> str:
    """The address that the platform was told."""
    return str((await house.phone.look("state"))["webhook"])


async def post(house: House, body: bytes, secret: str = SECRET) -> int:
    """Post something as if we were the platform; the status of the answer."""
    async with web() as client:
        answer = await client.post(await hook(house), content=body, headers={HEADER: secret})
        return answer.status_code


async def test_what_is_said_comes_in_and_is_answered(house: House) -> None:
    heard = await house.said(UNIT, "4-1 已完成30%")
    await house.channel.send(heard.chat, Outgoing("请核对", reply_to=heard.message))
    (message,) = await house.phone.messages(UNIT)
    assert message["reply_to_message"]["text"] == "4-1 已完成30%"
    assert await house.phone.calls("getUpdates") == []


async def test_it_is_set_with_its_secret_and_what_waits_is_kept(house: House) -> None:
    (call,) = await house.phone.calls("setWebhook")
    assert call["params"]["secret_token"] == SECRET
    assert call["params"].get("drop_pending_updates") != "true"
    assert "callback_query" in call["params"]["allowed_updates"]


async def test_it_is_not_acknowledged_before_it_is_received(house: House) -> None:
    may = asyncio.Event()

    async def hear(incoming: Incoming) -> None:
        await may.wait()

    house.hear = hear
    done = await house.phone.say(UNIT, "任务")
    await asyncio.sleep(0.2)
    assert done["update_id"] in (await house.phone.look("state"))["pending"]
    may.set()
    await house.phone.taken(done["update_id"])


async def test_what_takes_too_long_is_posted_again(house: House) -> None:
    tried = 0

    async def hear(incoming: Incoming) -> None:
        nonlocal tried
        tried += 1
        if tried == 1:
            await asyncio.sleep(60)

    house.hear = hear
    assert (await house.said(UNIT, "任务")).text == "任务"
    assert tried == 2
    assert (await house.phone.look("state"))["webhook_errors"] == 1


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + "x"])
async def test_nobody_else_can_post(house: House, secret: str) -> None:
    update = b'{"update_id": 1, "message": {"message_id": 1, "date": 0, "text": "x"}}'
    assert await post(house, update, secret) == 403
    assert house.heard == []


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"update_id": 1, "message": 5}', b"\xff\x00"])
async def test_what_cannot_be_read_is_kept_aside_and_not_asked_for_again(
    house: House, body: bytes
) -> None:
    assert await post(house, body) == 200
    assert len(await house.quarantined()) == 1


async def test_what_is_far_too_large_is_refused(house: House) -> None:
    assert await post(house, b"x" * (1024 * 1024 + 1)) == 413


async def test_a_webhook_that_somebody_removed_is_set_again(house: House) -> None:
    url = await hook(house)
    async with httpx.AsyncClient(
        base_url=house.phone.address, trust_env=False, verify=False
    ) as client:
        await client.post(f"/bot{TOKEN}/deleteWebhook")

    async def is_set() -> bool:
        return await hook(house) == url

    await until(is_set)
    await until(is_set)
    assert (await house.said(UNIT, "任务")).text == "任务"


async def test_after_a_stop_posts_are_put_off(house: House) -> None:
    await house.channel.stop()
    assert await post(house, b"{}") == 503
