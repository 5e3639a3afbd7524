"""The other side of the platform: what people and mishaps do, at a test's word."""

import base64
import re
import time
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.telegram.limits import ApiError
from tests.telegram.sending import attach
from tests.telegram.world import Fault, Json, World


def routes(world: World) -> list[Route]:
    """POST /control/NAME with JSON; each tells what came of it."""
    return [
        *(_post(world, name, act) for name, act in ACTS.items()),
        *(_get(world, name, look) for name, look in LOOKS.items()),
    ]


def _post(world: World, name: str, act: Any) -> Route:
    async def endpoint(request: Request) -> Response:
        try:
            return JSONResponse(await act(world, **await request.json()))
        except (KeyError, TypeError, ValueError) as error:
            return JSONResponse({"error": repr(error)}, 400)

    return Route(f"/control/{name}", endpoint, methods=["POST"])


def _get(world: World, name: str, look: Any) -> Route:
    async def endpoint(request: Request) -> Response:
        return JSONResponse(look(world, **dict(request.query_params)))

    return Route(f"/control/{name}", endpoint)


async def say(
    world: World,
    user: int,
    text: str = "",
    chat: int | None = None,
    name: str = "",
    reply_to: int | None = None,
    thread: int | None = None,
    file: Json | None = None,
) -> Json:
    """A person writes, in private unless `chat` is given; `file`: kind, name, type, base64."""
    author = world.user(user, name)
    place = world.chats[chat or user]
    content: Json = _file(world, file, text) if file else _words(text)
    if reply_to:
        content["reply_to_message"] = _without_quote(place.messages[reply_to])
    if thread:
        root = place.topics[thread]
        content.setdefault("reply_to_message", root)
        content |= {"message_thread_id": thread, "is_topic_message": True}
    message = world.message(place, author, **content)
    seen = place.kind == "private" or _for_the_bot(world, message)
    number = await world.happen("message", message) if seen else None
    return {"update_id": number, "message_id": message["message_id"]}


async def meet(world: World, users: list[int]) -> Json:
    """People who began a chat with the bot long ago."""
    for user in users:
        world.user(user)
    return {}


async def edit(
    world: World, user: int, message_id: int, text: str, chat: int | None = None
) -> Json:
    """A person writes a message anew."""
    message = world.chats[chat or user].messages[message_id]
    if message["from"]["id"] != user:
        raise ValueError("not this person's message")
    message.update(_words(text), edit_date=message["date"])
    return {"update_id": await world.happen("edited_message", message)}


async def press(
    world: World, user: int, message_id: int, label: str, chat: int | None = None
) -> Json:
    """A person presses the button with that label, which must be there."""
    message = world.chats[chat or user].messages[message_id]
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    data = next(b["callback_data"] for row in rows for b in row if b["text"] == label)
    query = f"q{world.new_id()}"
    world.queries[query] = False
    content = {
        "id": query,
        "from": world.user(user),
        "message": message,
        "chat_instance": "1",
        "data": data,
    }
    return {"update_id": await world.happen("callback_query", content), "query": query}


async def again(world: World, update_id: int) -> Json:
    """An update that was delivered comes once more, as when its acknowledgement was lost."""
    world.pending[update_id] = world.happened[update_id]
    await world.tell()
    return {}


async def raw(world: World, update: Json) -> Json:
    """An update of any form, as a future version of the platform might send."""
    return {"update_id": await world.queue(update)}


async def fault(world: World, **fault: Any) -> Json:
    """The next calls go wrong (`Fault`)."""
    world.faults.append(Fault(**{**fault, "answer": str(fault["answer"])}))
    return {"faults": len(world.faults)}


async def hold(world: World, polls: bool) -> Json:
    """Hold polls that find nothing, or answer them at once as small servers do."""
    world.holds = polls
    await world.tell()
    return {}


async def mend(world: World) -> Json:
    """Nothing goes wrong any more."""
    world.faults.clear()
    return {}


async def block(world: World, user: int) -> Json:
    """A person stops the bot."""
    world.chats[user].closed = ApiError(403, "Forbidden: bot was blocked by the user")
    return await _membership(world, user, user, "member", "kicked")


async def unblock(world: World, user: int) -> Json:
    """A person starts the bot again."""
    world.chats[user].closed = None
    return await _membership(world, user, user, "kicked", "member")


async def deactivate(world: World, user: int) -> Json:
    """A person's account is gone."""
    world.chats[user].closed = ApiError(403, "Forbidden: user is deactivated")
    return {}


async def group(world: World, title: str, topics: int = 0, supergroup: bool = False) -> Json:
    """A group is made, with the bot in it, and with so many topics."""
    large = supergroup or topics > 0
    number = -(10**12 + world.new_id()) if large else -(5000 + world.new_id())
    chat = world.group(number, title, "supergroup" if large else "group")
    for _ in range(topics):
        root = world.message(chat, world.me, forum_topic_created={"name": "T", "icon_color": 1})
        chat.topics[root["message_id"]] = root
    return {"chat": number, "topics": list(chat.topics)}


async def kick(world: World, chat: int, user: int) -> Json:
    """A person removes the bot from a group."""
    world.chats[chat].closed = ApiError(403, "Forbidden: bot was kicked from the group chat")
    return await _membership(world, chat, user, "member", "kicked")


async def migrate(world: World, chat: int) -> Json:
    """A group becomes a supergroup, with another number."""
    old = world.chats[chat]
    new = world.group(-(10**12 + world.new_id()), old.title, "supergroup")
    old.moved_to = new.id
    author = next(iter(world.users.values()))
    await world.happen("message", world.message(old, author, migrate_to_chat_id=new.id))
    await world.happen("message", world.message(new, author, migrate_from_chat_id=old.id))
    return {"chat": new.id}


async def delete(world: World, chat: int, message_id: int) -> Json:
    """A message is deleted; one that opened a topic ends it."""
    world.chats[chat].messages.pop(message_id)
    world.chats[chat].topics.pop(message_id, None)
    return {}


def traffic(world: World, method: str = "", after: str = "0") -> list[Json]:
    """What the bot asked, and what it was answered."""
    found = world.traffic[int(after) :]
    return [call for call in found if not method or call["method"].lower() == method.lower()]


def chat(world: World, chat: str) -> list[Json]:
    """The messages of a chat, in order."""
    return list(world.chats[int(chat)].messages.values())


def words(world: World, chat: str) -> list[list[str]]:
    """The words that stay below a chat, row by row."""
    return world.chats[int(chat)].words


def state(world: World) -> Json:
    """What waits, what was acknowledged, what was never answered."""
    return {
        "pending": list(world.pending),
        "acknowledged": world.acknowledged,
        "allowed": world.allowed,
        "unanswered": [query for query, answered in world.queries.items() if not answered],
        "commands": world.commands,
        "webhook": world.webhook.url,
        "webhook_errors": world.webhook.errors,
        "polls": world.polls,
    }


ACTS = {
    act.__name__: act
    for act in (
        say,
        meet,
        edit,
        press,
        again,
        raw,
        fault,
        hold,
        mend,
        block,
        unblock,
        deactivate,
        group,
        kick,
        migrate,
        delete,
    )
}
LOOKS = {look.__name__: look for look in (traffic, chat, words, state)}


async def _membership(world: World, chat: int, user: int, before: str, now: str) -> Json:
    """The bot's own place in a chat has changed, by a person's hand."""
    states = {
        "member": {"user": world.me, "status": "member"},
        "kicked": {"user": world.me, "status": "kicked", "until_date": 0},
    }
    change = {
        "chat": world.chats[chat].json(),
        "from": world.user(user),
        "date": int(time.time()),
        "old_chat_member": states[before],
        "new_chat_member": states[now],
    }
    return {"update_id": await world.happen("my_chat_member", change)}


def _words(text: str) -> Json:
    command = re.match(r"/[A-Za-z0-9_@]+", text)
    entity = {"type": "bot_command", "offset": 0, "length": command.end()} if command else None
    return {"text": text, **({"entities": [entity]} if entity else {})}


def _file(world: World, file: Json, caption: str) -> Json:
    content = base64.b64decode(file["base64"])
    kind = file.get("kind", "document")
    media = file.get("type", "application/octet-stream")
    shown = attach(world, kind, file.get("name", "file"), content, media)
    return {kind: shown, **({"caption": caption} if caption else {})}


def _without_quote(message: Json) -> Json:
    return {key: value for key, value in message.items() if key != "reply_to_message"}


def _for_the_bot(world: World, message: Json) -> bool:
    """Privacy mode: of a group the bot sees commands, replies to it, and mentions."""
    text = message.get("text") or message.get("caption") or ""
    quoted = message.get("reply_to_message", {})
    answered = quoted.get("from") == world.me and "forum_topic_created" not in quoted
    return text.startswith("/") or answered or f"@{world.me['username']}" in text
