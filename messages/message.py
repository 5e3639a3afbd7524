"""What travels between people and the bot, the same for every channel."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


@dataclass(frozen=True)
class Button:
    """A label and the words that pressing it says (`/ack 17`): pressing is typing.

    `says` names tasks as `#ID`, never by code, and fits Telegram's 64 bytes.
    """

    label: str
    says: str


@dataclass(frozen=True)
class File:
    """A file as it came in or goes out; `content` is the whole of it.

    `digest` is the SHA-256 under which the house has kept it; empty when it has not. `limit` is
    set when the platform gives a bot no file so large, in MB: then there is no content.
    """

    name: str
    content: bytes
    media_type: str = "application/octet-stream"
    digest: str = ""
    limit: int = 0


class Making(StrEnum):
    """How a file that goes out is come by, and from which facts."""

    KEPT = "kept"  # {"hash"}: somebody sent it, the house has it
    SHEET = "sheet"  # {"rows"}: a table, the first row its head, as .xlsx
    BULLETIN = "bulletin"  # {"plan", "week"}: a digest as .docx
    PICTURE = "picture"  # {"plan", "week"}: a digest as .png
    LEDGER = "ledger"  # {"plan"}: how the plan stands, as .xlsx


@dataclass(frozen=True)
class Enclosure:
    """A file that is fetched or made when its message leaves; `facts` are JSON."""

    making: Making
    name: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Incoming:
    """One thing that somebody said; `id` is the platform's, unique within the channel.

    `chat` is where answers go, `sender` the person's address on the channel, `button` the `says`
    of a pressed button, `reply_to` the receipt of the message that is quoted (or whose button was
    pressed), `private` false in a group chat. `edited` marks a new wording of message `message`.
    `name` is what the channel calls the sender, for people to read.
    """

    id: str
    channel: str
    chat: str
    sender: str
    text: str = ""
    button: str | None = None
    reply_to: str | None = None
    file: File | None = None
    private: bool = True
    message: str | None = None
    edited: bool = False
    name: str = ""


@dataclass(frozen=True)
class Outgoing:
    """One thing to say; `text` is our small Markdown, `buttons` are rows.

    `key` is the delivery's own: a channel that can recognise a repeat by it shows one message.
    `edit` names the receipt of the message to replace, `reply_to` the one that is answered.
    `silent` asks the channel not to sound. `words` stay at hand below the chat from now on, where
    the channel can show them (empty: those that were there go); None leaves them as they are.
    """

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    file: File | None = None
    edit: str | None = None
    reply_to: str | None = None
    silent: bool = False
    key: str = ""
    words: tuple[str, ...] | None = None


class Outcome(StrEnum):
    """Why a send did not succeed."""

    PERMANENT = "permanent"  # nobody will ever be reached there: the account is closed to us
    RETRY = "retry"  # certainly not delivered; try again after `retry_after` seconds
    UNKNOWN = "unknown"  # the answer never came: it may have been delivered


@dataclass
class SendError(Exception):
    """A send that did not succeed: the reason for the log, and what may be done about it."""

    reason: str
    outcome: Outcome
    retry_after: float = 0.0
    moved_to: str | None = field(default=None)

    def __str__(self) -> str:
        return f"{self.outcome}: {self.reason}"
