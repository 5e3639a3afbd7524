"""The lists of commands that Telegram shows, set for each scope only when they have changed."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, Forbidden

from bot.channels.telegram_api import Api

PRIVATE = "private"
GROUPS = "groups"

log = structlog.get_logger("telegram")


@dataclass(frozen=True)
class Menu:
    """Commands as (name, description) for a scope: `private`, `groups`, or one chat's number.

    A name is of `a-z0-9_`, at most 32; a description has at most 256 characters.
    """

    scope: str
    commands: tuple[tuple[str, str], ...]


async def show(bot: Api, menus: Sequence[Menu]) -> None:
    """Set what differs; a chat that is closed to us is passed."""
    for menu in menus:
        try:
            await _show(bot, menu)
        except (BadRequest, Forbidden) as error:
            log.warning("menu-refused", scope=menu.scope, error=bot.scrub(error))


async def _show(bot: Api, menu: Menu) -> None:
    scope = _scope(menu.scope)
    shown = await bot.get_my_commands(scope=scope)
    if tuple((each.command, each.description) for each in shown) != menu.commands:
        commands = [BotCommand(name, description) for name, description in menu.commands]
        await bot.set_my_commands(commands, scope=scope)


def _scope(scope: str) -> BotCommandScope:
    if scope == PRIVATE:
        return BotCommandScopeAllPrivateChats()
    if scope == GROUPS:
        return BotCommandScopeAllGroupChats()
    return BotCommandScopeChat(scope)
