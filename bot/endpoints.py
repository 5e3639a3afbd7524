"""The channels that the settings switch on, each with what it needs of the house."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.channels import Endpoint
from bot.channels.local import Local
from bot.clock import Clock, real
from bot.config import Settings
from data.kinds import Standing
from data.refusal import Refusal
from data.store import Store, house
from data.store.addresses import house_accounts
from data.store.engine import is_sqlite
from data.store.files import Files
from handlers.command import ANYONE, COMMANDS, UNIT
from handlers.group import LOOKS, SAYS
from messages.render import label

if TYPE_CHECKING:
    from bot.channels.telegram import Telegram
    from bot.channels.telegram_menu import Menu
    from bot.channels.telegram_webhook import Webhook

HOOK = "/telegram"  # where Telegram posts


def endpoints(
    settings: Settings, store: Store, clock: Clock, rehearsal: bool, holder: str
) -> dict[str, Endpoint]:
    """Every channel by its name; a rehearsal has the local one besides."""
    found: dict[str, Endpoint] = {}
    if rehearsal:
        found["local"] = Local(store, Files(settings.files), clock.now)
    if settings.telegram_token:
        found["telegram"] = _telegram(settings, store, holder)
    return found


def _telegram(settings: Settings, store: Store, holder: str) -> "Telegram":
    from bot.channels.telegram import Telegram  # its library takes half a second to load

    async def menus() -> "Sequence[Menu]":
        return await _menus(store, settings.locale)

    return Telegram(
        settings.telegram_token or "",
        store,
        real,
        settings.telegram_api,
        webhook=_webhook(settings, store),
        # Only a database that several processes can share needs a lease on the long poll.
        holder=None if is_sqlite(settings.database) else holder,
        menus=menus,
    )


def webhook_url(settings: Settings) -> str | None:
    """Where Telegram is to post, in that mode; refuses an address that it would refuse."""
    if settings.telegram_mode != "webhook":
        return None
    base = (settings.public_url or f"http://{settings.host}:{settings.port}").rstrip("/")
    if not base.startswith("https://") and not settings.on_loopback:
        raise Refusal("webhook-needs-https")
    return base + HOOK


def _webhook(settings: Settings, store: Store) -> "Webhook | None":
    url = webhook_url(settings)
    if url is None:
        return None
    from bot.channels.telegram_webhook import Webhook

    given = settings.telegram_webhook_secret
    return Webhook(url, given or store.do(house.secret, "telegram-webhook"))


async def _menus(store: Store, locale: str) -> "list[Menu]":
    """The commands with their words: the units' in private, all to coordinators, few in groups."""
    from bot.channels.telegram_menu import Menu

    units = tuple(
        (each.name, label(f"help.{each.name}", locale))
        for each in COMMANDS.values()
        if each.shown and (each.role == ANYONE or each.role & UNIT)
    )
    every = tuple(
        (each.name, label(f"help.{each.name}", locale)) for each in COMMANDS.values() if each.shown
    )
    together = tuple(each for each in every if each[0] in {*LOOKS, *SAYS, "help"})
    accounts = await store.read(house_accounts, {Standing.COORDINATOR})
    chats = [each.chat for each in accounts if each.channel == "telegram"]
    return [
        Menu("private", units),
        Menu("groups", together),
        *(Menu(chat, every) for chat in chats),
    ]
