"""What the platform knows: people, chats, messages, updates waiting, and all that was asked."""

import asyncio
import itertools
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from tests.telegram.limits import GROUP, OVERALL, PRIVATE, ApiError, bad, flood

Json = dict[str, Any]
FIRST_UPDATE = 730_000_001
UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}  # only when asked for


@dataclass
class Chat:
    """A chat; `bot` is what became of the bot in it."""

    id: int
    kind: str  # private, group, supergroup
    title: str
    messages: dict[int, Json] = field(default_factory=dict)
    topics: dict[int, Json] = field(default_factory=dict)
    words: list[list[str]] = field(default_factory=list)  # the reply keyboard
    closed: ApiError | None = None
    moved_to: int | None = None
    sent: deque[float] = field(default_factory=deque)

    def json(self) -> Json:
        """The chat as it stands in messages."""
        name = "first_name" if self.kind == "private" else "title"
        forum = {"is_forum": True} if self.topics else {}
        return {"id": self.id, "type": self.kind, name: self.title, **forum}


@dataclass
class Fault:
    """What goes wrong with the next `count` calls of `method` (any when empty), to `chat` if given.

    `skip`: so many calls go well before.
    `answer`: an HTTP status; "swallow": done, but the answer never comes; "cut": done, and the
    connection ends within the answer; "drop": not done, the connection ends.
    """

    answer: str
    method: str = ""
    count: int = 1
    skip: int = 0
    chat: int | None = None
    retry_after: int = 1
    description: str = ""


@dataclass
class Webhook:
    """Where updates are posted to."""

    url: str = ""
    secret: str = ""
    connections: int = 40
    errors: int = 0


class World:
    """Everything; one event loop touches it."""

    def __init__(self, token: str, rates: bool = True) -> None:
        self.token = token
        self.rates = rates
        self.me: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "督办",
            "username": "duban_test_bot",
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }
        self.users: dict[int, Json] = {}
        self.chats: dict[int, Chat] = {}
        self.happened: dict[int, Json] = {}  # every update, by number
        self.pending: dict[int, Json] = {}
        self.acknowledged: list[int] = []
        self.allowed: list[str] | None = None
        self.queries: dict[str, bool] = {}  # id -> answered
        self.files: dict[str, tuple[str, bytes, str]] = {}  # id -> name, content, media type
        self.commands: dict[str, list[Json]] = {}
        self.webhook = Webhook()
        self.faults: list[Fault] = []
        self.traffic: list[Json] = []
        self.holds = True  # whether polls that find nothing are held
        self.polls = 0  # the number of the newest long poll: older ones are ended
        self.news = asyncio.Condition()
        self._updates = itertools.count(FIRST_UPDATE)
        self._ids = itertools.count(1)
        self._messages = itertools.count(101)
        self._supers: dict[int, itertools.count[int]] = {}
        self._sent: deque[float] = deque()

    def new_id(self) -> int:
        """A number that was not given before."""
        return next(self._ids)

    def user(self, number: int, name: str = "") -> Json:
        """A person, known from now on, and the private chat with the bot."""
        if number not in self.users:
            self.users[number] = {"id": number, "is_bot": False, "first_name": name or f"U{number}"}
            self.chats[number] = Chat(number, "private", name or f"U{number}")
        return self.users[number]

    def chat(self, number: Any) -> Chat:
        """The chat that the bot means, if it may speak there."""
        try:
            chat = self.chats[int(number)]
        except (KeyError, TypeError, ValueError):
            raise bad("chat not found") from None
        if chat.moved_to is not None:
            sentence = "Bad Request: group chat was upgraded to a supergroup chat"
            raise ApiError(400, sentence, {"migrate_to_chat_id": chat.moved_to})
        if chat.closed is not None:
            raise chat.closed
        return chat

    def message(self, chat: Chat, author: Json, **content: Any) -> Json:
        """A new message in `chat`, kept."""
        number = next(self._supers.get(chat.id, self._messages))
        message = {
            "message_id": number,
            "date": int(time.time()),
            "chat": chat.json(),
            "from": author,
            **content,
        }
        chat.messages[number] = message
        return message

    def group(self, number: int, title: str, kind: str) -> Chat:
        """A new group with the bot in it."""
        chat = self.chats[number] = Chat(number, kind, title)
        if kind == "supergroup":
            self._supers[number] = itertools.count(1)
        return chat

    async def happen(self, kind: str, content: Any) -> int | None:
        """Queue an update, unless the bot has not asked for its kind; returns its number."""
        unwanted = kind in UNASKED if self.allowed is None else kind not in self.allowed
        if unwanted:
            return None
        return await self.queue({kind: content})

    async def queue(self, content: Json) -> int:
        """Queue an update as it is."""
        number = next(self._updates)
        self.happened[number] = self.pending[number] = {"update_id": number, **content}
        await self.tell()
        return number

    async def tell(self) -> None:
        """Wake all who wait for news."""
        async with self.news:
            self.news.notify_all()

    def acknowledge(self, below: int) -> None:
        """Forget the updates below that number: the bot has them."""
        for number in [number for number in self.pending if number < below]:
            del self.pending[number]
            self.acknowledged.append(number)

    def pace(self, chat: Chat) -> None:
        """Count a message against the rates; 429 beyond them."""
        if not self.rates:
            return
        now = time.monotonic()
        limit = PRIVATE if chat.kind == "private" else GROUP
        if _over(chat.sent, limit, now) or _over(self._sent, OVERALL, now):
            raise flood(1)
        chat.sent.append(now)
        self._sent.append(now)

    def fault(self, method: str, chat: Any) -> Fault | None:
        """The fault that strikes this call, if any; it is used up by it."""
        for fault in self.faults:
            meant = not fault.method or fault.method.lower() == method.lower()
            if meant and (fault.chat is None or str(fault.chat) == str(chat)):
                if fault.skip > 0:
                    fault.skip -= 1
                    continue
                fault.count -= 1
                self.faults = [fault for fault in self.faults if fault.count > 0]
                return fault
        return None


def _over(times: deque[float], limit: tuple[int, float], now: float) -> bool:
    count, span = limit
    while times and times[0] <= now - span:
        times.popleft()
    return len(times) >= count
