"""What every channel is: a place where people speak, and a way to answer there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from messages.message import Incoming, Outgoing

# Takes one incoming message through its transaction; returns after the commit.
Receive = Callable[[Incoming], Awaitable[None]]


@dataclass(frozen=True)
class Abilities:
    """What a channel can do: the bytes and rows of buttons that one message holds.

    `idempotent`: a message whose key it has shown already is not shown again.
    """

    edit: bool
    quote: bool
    files: bool
    text_limit: int
    buttons: int
    idempotent: bool = False


class Endpoint(Protocol):
    """A channel as the deliverer and the assembly know it."""

    name: str
    can: Abilities

    async def start(self, receive: Receive) -> None:
        """Begin to listen; each message is acknowledged to the platform after `receive` returns."""

    async def stop(self) -> None:
        """Stop listening; what was received and not acknowledged comes again."""

    def ready(self) -> bool:
        """Whether the channel is up: connected, and heard from lately."""

    async def send(self, chat: str, message: Outgoing) -> str:
        """Send to `chat`; returns the receipt (the platform's message id) or raises SendError."""
