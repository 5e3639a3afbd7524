"""What of Telegram's settings works and what does not, seen from here; changes nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx
from telegram import User, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram_api import OFFICIAL, Api, Patience, on_loopback

SKEW = timedelta(minutes=1)  # the house's clock may be off by so much


@dataclass(frozen=True)
class Sign:
    """One thing looked at; `key` names its words, `facts` fill them."""

    key: str
    good: bool
    facts: Mapping[str, object] = field(default_factory=dict)


async def examine(
    token: str, now: Callable[[], datetime], api: str = OFFICIAL, webhook: str | None = None
) -> list[Sign]:
    """Reachability, token, privacy mode, webhook (its address in that mode) and clock."""
    bot = Api(token, api, Patience())
    try:
        me = await bot.get_me()
        info = await bot.get_webhook_info()
    except InvalidToken:
        return [Sign("telegram-token", False)]
    except TelegramError as error:
        return [Sign("telegram-reachable", False, {"reason": bot.scrub(error)})]
    finally:
        await bot.close_connections()
    return [
        Sign("telegram-token", True, {"name": me.username}),
        _privacy(me),
        _webhook(info, webhook),
        *await _clock(api, now),
    ]


def _privacy(me: User) -> Sign:
    """In a group the bot should see only what is meant for it."""
    return Sign("telegram-privacy", not me.can_read_all_group_messages)


def _webhook(info: WebhookInfo, wanted: str | None) -> Sign:
    """Another address than ours takes the updates, or ours does not answer the platform."""
    facts = {"url": info.url, "waiting": info.pending_update_count}
    if info.url != (wanted or ""):
        return Sign("telegram-webhook-elsewhere", not info.url, facts)
    if info.last_error_message:
        return Sign("telegram-webhook-failing", False, {**facts, "reason": info.last_error_message})
    return Sign("telegram-webhook", True, facts)


async def _clock(api: str, now: Callable[[], datetime]) -> list[Sign]:
    """The platform's clock against ours, where it tells the time."""
    async with httpx.AsyncClient(trust_env=not on_loopback(api)) as client:
        try:
            answer = await client.get(api.removesuffix("/bot"))
            theirs = parsedate_to_datetime(answer.headers["date"])
        except (httpx.HTTPError, KeyError, ValueError):
            return []
    off = now() - theirs
    return [Sign("telegram-clock", abs(off) < SKEW, {"seconds": round(off.total_seconds())})]
