"""What an error of the Bot API means for the message that was to be sent."""

from collections.abc import Callable

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram_api import seconds
from messages.message import Outcome, SendError

# The request never left: it may be repeated without a doubt.
UNSENT = (httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ConnectError, httpx.ProxyError)
# Nothing will get through to this chat, as the platform words it.
CLOSED = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "bot was kicked",
    "group chat was deactivated",
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "chat_write_forbidden",
    "user is deactivated",
    "input_user_deactivated",
)
NO_TOKEN_PAUSE = 60.0  # until an operator has mended the settings


def send_error(error: TelegramError, scrub: Callable[[object], str]) -> SendError:
    """Every error has one outcome; the reason never holds the token."""
    reason = scrub(f"{type(error).__name__}: {error}")
    match error:
        case Forbidden():
            return SendError(reason, Outcome.PERMANENT)
        case ChatMigrated():
            return SendError(reason, Outcome.RETRY, moved_to=str(error.new_chat_id))
        case RetryAfter():
            return SendError(reason, Outcome.RETRY, retry_after=seconds(error.retry_after))
        case InvalidToken() | Conflict():
            return SendError(reason, Outcome.RETRY, retry_after=NO_TOKEN_PAUSE)
        case BadRequest():
            return SendError(reason, _refused(error))
        case TimedOut():
            return SendError(reason, _lost(error))
        case NetworkError():
            return SendError(reason, _lost(error) if error.__cause__ else Outcome.RETRY)
    return SendError(reason, Outcome.UNKNOWN)


def _refused(error: BadRequest) -> Outcome:
    """A chat that is closed, or a message that is wrong: the latter says nothing of the chat."""
    closed = any(word in error.message.lower() for word in CLOSED)
    return Outcome.PERMANENT if closed else Outcome.UNKNOWN


def _lost(error: NetworkError) -> Outcome:
    """An answer that never came, or was no answer of the API: it may have been delivered."""
    return Outcome.RETRY if isinstance(error.__cause__, UNSENT) else Outcome.UNKNOWN


def is_about(error: BadRequest, *words: str) -> bool:
    """Whether the platform's sentence has one of these words."""
    return any(word in error.message.lower() for word in words)
