"""A message as the posts that Telegram takes: split, marked up, with a keyboard; pure."""

from dataclasses import dataclass, replace

import structlog
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from messages.markup import escape, plain, split, telegram_html, utf16
from messages.message import Button, File, Outgoing

TEXT = 4096  # characters of text, as UTF-16 counts them, entities not counted
CAPTION = 1024
SAYS = 64  # bytes: over that Telegram refuses the whole keyboard
WORDS_IN_ROW = 4
PHOTO = 10 * 1024 * 1024
PHOTOS = ("image/png", "image/jpeg")

# What stays below the chat; Telegram takes this or the buttons below a message, not both.
Words = ReplyKeyboardMarkup | ReplyKeyboardRemove

log = structlog.get_logger("telegram")


@dataclass(frozen=True)
class Post:
    """One message of Telegram's: to send, or (`edit`) to put in place of an earlier one."""

    markup: str
    plain: str
    keyboard: InlineKeyboardMarkup | None = None
    words: Words | None = None
    file: File | None = None
    edit: int | None = None
    reply_to: int | None = None
    thread: int | None = None
    silent: bool = False
    formatted: bool = True
    caption: bool = False  # the message to edit is a file: its text is a caption


def posts(message: Outgoing, thread: int | None) -> tuple[Post, ...]:
    """The posts in order: the first one quotes or replaces, the last text has the buttons.

    A message with words for below the chat and buttons gives its first line to the words.
    """
    keyboard = _keyboard(message.buttons)
    out = [
        Post(telegram_html(text), plain(text), thread=thread, silent=message.silent)
        for text in _parts(message)
    ]
    if message.file is not None:
        out = _with_file(out, message.file, message.edit is not None)
    last = max((i for i, post in enumerate(out) if post.plain), default=len(out) - 1)
    out[last] = replace(out[last], keyboard=keyboard)
    edit, quote = _number(message.edit), _number(message.reply_to)
    words = None if edit or out[0].keyboard else _words(message.words)
    out[0] = replace(out[0], edit=edit, reply_to=None if edit else quote, words=words)
    return tuple(out)


def _parts(message: Outgoing) -> list[str]:
    head, _, rest = message.text.partition("\n")
    if message.words is None or not message.buttons or message.edit or not rest.strip():
        return _pieces(message.text)
    return [*_pieces(head), *_pieces(rest.lstrip("\n"))]


def _words(words: tuple[str, ...] | None) -> Words | None:
    if words is None:
        return None
    if not words:
        return ReplyKeyboardRemove()
    rows = [words[n : n + WORDS_IN_ROW] for n in range(0, len(words), WORDS_IN_ROW)]
    return ReplyKeyboardMarkup(rows, resize_keyboard=True, is_persistent=True)


def _pieces(text: str) -> list[str]:
    """Of a text in several pieces Telegram would refuse a blank one."""
    pieces = split(text, TEXT)
    return [piece for piece in pieces if piece.strip()] or pieces[:1]


def _with_file(out: list[Post], file: File, editing: bool) -> list[Post]:
    """The file bears the text as its caption where that fits, else it follows the text."""
    if len(out) == 1 and utf16(escape(out[0].plain)) <= CAPTION and not editing:
        return [replace(out[0], file=file)]
    return [*out, replace(out[0], markup="", plain="", file=file)]


def is_photo(file: File) -> bool:
    """Whether the file is shown as a picture."""
    return file.media_type in PHOTOS and len(file.content) <= PHOTO


def _number(receipt: str | None) -> int | None:
    return int(receipt) if receipt and receipt.isdecimal() else None


def _keyboard(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    kept = [[_key(button) for button in row if _fits(button)] for row in rows]
    kept = [row for row in kept if row]
    return InlineKeyboardMarkup(kept) if kept else None


def _key(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(button.label, callback_data=button.says)


def _fits(button: Button) -> bool:
    fits = 0 < len(button.says.encode()) <= SAYS
    if not fits:
        log.error("button-dropped", says=button.says)
    return fits
