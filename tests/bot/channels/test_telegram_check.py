"""`check` of Telegram: each thing that can be wrong is told by its own key."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.channels.telegram_check import Sign, examine
from bot.clock import real
from tests.telegram.phone import Phone, web
from tests.telegram.server import TOKEN, serving


@pytest.fixture
async def address() -> AsyncIterator[str]:
    async with serving() as address:
        yield address


async def signs(address: str, token: str = TOKEN, webhook: str | None = None) -> list[Sign]:
    return await examine(token, real, f"{address}/bot", webhook)


async def test_where_all_is_well_everything_is_good_and_the_bot_has_a_name(address: str) -> None:
    found = await signs(address)
    assert [sign.key for sign in found if not sign.good] == []
    assert {"name": "duban_test_bot"} in [sign.facts for sign in found]
    assert "telegram-clock" in [sign.key for sign in found]


async def test_a_wrong_token_is_told(address: str) -> None:
    assert await signs(address, "730000000:wrong") == [Sign("telegram-token", False)]


async def test_a_platform_that_is_away_is_told_without_the_token() -> None:
    (sign,) = await signs("http://127.0.0.1:9")
    assert (sign.key, sign.good) == ("telegram-reachable", False)
    assert TOKEN.partition(":")[2] not in str(sign.facts)


async def test_a_webhook_that_takes_the_updates_elsewhere_is_told(address: str) -> None:
    elsewhere = "https://old.example/telegram"
    async with web(address) as client:
        await client.post(f"/bot{TOKEN}/setWebhook", data={"url": elsewhere})
    assert Sign("telegram-webhook-elsewhere", False, {"url": elsewhere, "waiting": 0}) in (
        await signs(address)
    )
    assert Sign("telegram-webhook", True, {"url": elsewhere, "waiting": 0}) in (
        await signs(address, webhook=elsewhere)
    )


async def test_a_webhook_that_does_not_answer_is_told(address: str) -> None:
    nowhere = "http://127.0.0.1:9/telegram"
    async with web(address) as client, Phone(address) as phone:
        await client.post(f"/bot{TOKEN}/setWebhook", data={"url": nowhere})
        await phone.say(4101, "任务")
        await phone.failed_post()
    found = await signs(address, webhook=nowhere)
    assert [sign.key for sign in found if not sign.good] == ["telegram-webhook-failing"]


async def test_a_clock_that_is_wrong_is_told(address: str) -> None:
    found = await examine(TOKEN, lambda: real() + timedelta(hours=8), f"{address}/bot")
    (sign,) = [sign for sign in found if not sign.good]
    assert sign.key == "telegram-clock"
    assert sign.facts["seconds"] == pytest.approx(8 * 3600, abs=5)
