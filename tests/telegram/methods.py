"""The methods of the Bot API that a chat bot needs, each as the platform answers it."""

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from tests.telegram import limits
from tests.telegram.limits import ApiError, bad
from tests.telegram.world import Json, Webhook, World

Method = Callable[[World, Json], Awaitable[Any]]
METHODS: dict[str, Method] = {}  # by lower-case name: the platform minds no case


def method(name: str) -> Callable[[Method], Method]:
    """Register a method."""

    def register(run: Method) -> Method:
        METHODS[name.lower()] = run
        return run

    return register


def loaded(params: Json, name: str, empty: Any = None) -> Any:
    """A parameter that is JSON within a form."""
    value = params.get(name)
    if not isinstance(value, str):
        return empty if value is None else value
    try:
        return json.loads(value)
    except ValueError:
        raise bad(f"can't parse {name} JSON object") from None


def yes(params: Json, name: str) -> bool:
    """A parameter that is true or false."""
    return str(params.get(name, "")).lower() in ("true", "1")


@method("getMe")
async def get_me(world: World, params: Json) -> Json:
    """Who the bot is."""
    return world.me


@method("getUpdates")
async def get_updates(world: World, params: Json) -> list[Json]:
    """Updates from `offset` on, held while there are none; a newer poll ends an older one."""
    if world.webhook.url:
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    world.polls += 1
    mine = world.polls
    await world.tell()
    if "allowed_updates" in params:
        world.allowed = loaded(params, "allowed_updates") or None
    _confirm(world, int(params.get("offset") or 0))
    limit = min(max(int(params.get("limit") or limits.UPDATES), 1), limits.UPDATES)
    hold = min(int(params.get("timeout") or 0), 50) if world.holds else 0
    until = time.monotonic() + hold
    while not world.pending and time.monotonic() < until:
        await _wait(world, until - time.monotonic())
        if mine != world.polls:
            raise ApiError(
                409,
                "Conflict: terminated by other getUpdates request; "
                "make sure that only one bot instance is running",
            )
    return list(world.pending.values())[:limit]


def _confirm(world: World, offset: int) -> None:
    if offset < 0:
        kept = list(world.pending)[offset:]
        offset = kept[0] if kept else 0
    world.acknowledge(offset)


async def _wait(world: World, seconds: float) -> None:
    async with world.news:
        try:
            await asyncio.wait_for(world.news.wait(), max(seconds, 0.001))
        except TimeoutError:
            return


@method("setWebhook")
async def set_webhook(world: World, params: Json) -> bool:
    """Post updates to an address: https, or plain on loopback as a server of one's own allows."""
    url = str(params.get("url") or "")
    secret = str(params.get("secret_token") or "")
    address = urlsplit(url)
    plain = address.scheme == "http" and address.hostname in ("127.0.0.1", "localhost")
    if url and address.scheme != "https" and not plain:
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not re.fullmatch(limits.SECRET, secret):
        raise bad("secret token contains unallowed characters")
    if yes(params, "drop_pending_updates"):
        world.pending.clear()
    if "allowed_updates" in params:
        world.allowed = loaded(params, "allowed_updates") or None
    connections = int(params.get("max_connections") or 40)
    world.webhook = Webhook(url, secret, connections)
    world.polls += 1
    await world.tell()
    return True


@method("deleteWebhook")
async def delete_webhook(world: World, params: Json) -> bool:
    """Post no more."""
    if yes(params, "drop_pending_updates"):
        world.pending.clear()
    world.webhook = Webhook()
    await world.tell()
    return True


@method("getWebhookInfo")
async def get_webhook_info(world: World, params: Json) -> Json:
    """How the webhook stands."""
    failing = {
        "last_error_date": int(time.time()),
        "last_error_message": "Wrong response from the webhook",
    }
    return {
        **(failing if world.webhook.errors else {}),
        "url": world.webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.pending),
        "max_connections": world.webhook.connections,
    }


@method("answerCallbackQuery")
async def answer_callback_query(world: World, params: Json) -> bool:
    """The waiting sign goes off the button."""
    query = str(params.get("callback_query_id"))
    if world.queries.get(query) is not False:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    if len(str(params.get("text") or "")) > limits.CALLBACK_ANSWER:
        raise bad("MESSAGE_TOO_LONG")
    world.queries[query] = True
    return True


@method("getFile")
async def get_file(world: World, params: Json) -> Json:
    """Where a file can be fetched."""
    number = str(params.get("file_id"))
    if number not in world.files:
        raise bad("invalid file_id")
    content = world.files[number][1]
    if len(content) > limits.DOWNLOAD:
        raise bad("file is too big")
    return {
        "file_id": number,
        "file_unique_id": f"u{number}",
        "file_size": len(content),
        "file_path": f"files/{number}",
    }


@method("setMyCommands")
async def set_my_commands(world: World, params: Json) -> bool:
    """The list of commands for a scope."""
    commands = loaded(params, "commands", [])
    if len(commands) > limits.COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        if not re.fullmatch(limits.COMMAND, one.get("command", "")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(one.get("description", "")) <= limits.DESCRIPTION:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_scope(world, params)] = commands
    return True


@method("getMyCommands")
async def get_my_commands(world: World, params: Json) -> list[Json]:
    """The list of commands of a scope, empty when never set."""
    return world.commands.get(_scope(world, params), [])


@method("deleteMyCommands")
async def delete_my_commands(world: World, params: Json) -> bool:
    """Forget the list of a scope."""
    world.commands.pop(_scope(world, params), None)
    return True


def _scope(world: World, params: Json) -> str:
    scope = loaded(params, "scope", {"type": "default"})
    if scope["type"] == "chat":
        world.chat(scope.get("chat_id"))
    key = {"scope": scope, "language": str(params.get("language_code") or "")}
    return json.dumps(key, sort_keys=True)
