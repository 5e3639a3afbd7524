"""An update of the platform as what somebody said; pure."""

from dataclasses import dataclass
from typing import Any

from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, Message, Update, User
from telegram.constants import ChatType

from bot.channels.telegram_api import Raw
from messages.message import Incoming

CHANNEL = "telegram"


@dataclass(frozen=True)
class Attachment:
    """A file that came with a message and still lies with the platform; `size` in bytes."""

    file_id: str
    name: str
    size: int
    media_type: str


@dataclass(frozen=True)
class Said:
    """What an update says; the file is yet to be fetched, a pressed button to be answered.

    `moved` is the old and the new address of a group that became a supergroup; `opened` a chat
    that we may speak in from now on, `closed` one that we were put out of.
    """

    incoming: Incoming | None
    attachment: Attachment | None = None
    query: str | None = None
    moved: tuple[str, str] | None = None
    opened: str | None = None
    closed: str | None = None


NOTHING = Said(None)


def lane(raw: Raw) -> str:
    """The conversation an update belongs to: those of one keep their order. Takes any JSON."""
    for value in raw.values():
        outer = value if isinstance(value, dict) else {}
        message = outer.get("message", outer)
        chat = message.get("chat") if isinstance(message, dict) else None
        if isinstance(message, dict) and isinstance(chat, dict):
            topic = message.get("message_thread_id") if message.get("is_topic_message") else ""
            return f"{chat.get('id')}:{topic}"
    return ""


def read(update: Update, me: User) -> Said:
    """What the update says to us; nothing when it does not concern us."""
    number = f"{me.id}.{update.update_id}"
    if update.callback_query:
        return _pressed(update.callback_query, number)
    if update.my_chat_member:
        return _received(update.my_chat_member)
    message = update.message or update.edited_message
    if message is None:
        return NOTHING
    return _spoken(message, number, me, edited=update.edited_message is not None)


def _received(change: ChatMemberUpdated) -> Said:
    """Whether we are in a chat: a person has blocked us or come back, a group put us out."""
    chat, now = str(change.chat.id), change.new_chat_member
    restricted = now.status == ChatMember.RESTRICTED and not getattr(now, "is_member", False)
    if restricted or now.status in (ChatMember.LEFT, ChatMember.BANNED):
        return Said(None, closed=chat)
    return Said(None, opened=chat)


def _pressed(query: CallbackQuery, number: str) -> Said:
    message = query.message
    if message is None or query.data is None:
        return Said(None, query=query.id)
    incoming = Incoming(
        id=number,
        channel=CHANNEL,
        chat=_chat(message),
        sender=str(query.from_user.id),
        name=query.from_user.full_name,
        button=query.data,
        reply_to=str(message.message_id),
        private=message.chat.type == ChatType.PRIVATE,
    )
    return Said(incoming, query=query.id)


def _spoken(message: Message, number: str, me: User, edited: bool) -> Said:
    if message.migrate_to_chat_id:
        return Said(None, moved=(str(message.chat.id), str(message.migrate_to_chat_id)))
    attachment = _attachment(message)
    text = _to_us(message.text or message.caption or "", me.username or "")
    sender = _sender(message)
    if text is None or sender is None or not (text or attachment):
        return NOTHING  # for another bot, from no person, or a notice of the platform
    incoming = Incoming(
        id=number,
        channel=CHANNEL,
        chat=_chat(message),
        sender=sender[0],
        name=sender[1],
        text=text,
        reply_to=_quoted(message),
        private=message.chat.type == ChatType.PRIVATE,
        message=str(message.message_id),
        edited=edited,
    )
    return Said(incoming, attachment)


def _chat(message: Any) -> str:
    """`chat`, or `chat:thread` in a topic; a thread of replies is no topic."""
    topic = getattr(message, "is_topic_message", None)
    return f"{message.chat.id}:{message.message_thread_id}" if topic else str(message.chat.id)


def _sender(message: Message) -> tuple[str, str] | None:
    """The person's number and name; who speaks as a group is that group.

    All anonymous admins of all groups share one number: it is nobody's.
    """
    if message.sender_chat:
        return str(message.sender_chat.id), message.sender_chat.title or ""
    if message.from_user is None or message.from_user.is_bot:
        return None
    return str(message.from_user.id), message.from_user.full_name


def _quoted(message: Message) -> str | None:
    quoted = message.reply_to_message
    if quoted is None:
        return None
    # Whatever is written in a topic quotes the topic's first message.
    unmeant = message.is_topic_message and quoted.message_id == message.message_thread_id
    return None if unmeant else str(quoted.message_id)


def _to_us(text: str, name: str) -> str | None:
    """`/task@us 4-1` and `@us 4-1 …` without the name; None when another bot is meant."""
    first, gap, rest = text.partition(" ")
    word, at, whom = first.partition("@")
    if not at or (word and not word.startswith("/")):
        return text
    if whom.lower() == name.lower():
        return f"{word}{gap}{rest}" if word else rest.strip()
    return None if word else text


def _attachment(message: Message) -> Attachment | None:
    if message.photo:
        photo = message.photo[-1]  # the largest
        name = f"photo-{message.message_id}.jpg"
        return Attachment(photo.file_id, name, photo.file_size or 0, "image/jpeg")
    for kind in ("document", "video", "audio", "voice"):
        found = getattr(message, kind)
        if found is not None:
            name = getattr(found, "file_name", None) or f"{kind}-{message.message_id}"
            media = found.mime_type or "application/octet-stream"
            return Attachment(found.file_id, name, found.file_size or 0, media)
    return None
