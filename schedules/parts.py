"""What a job works with; the assembly fills it in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from data.store import Store
from data.store.files import Files
from data.workdays import Workdays
from messages.message import Outgoing
from schedules.desk import Desk

# (channel, chat, message) -> receipt; raises SendError.
Send = Callable[[str, str, Outgoing], Awaitable[str]]


@dataclass(frozen=True)
class Parts:
    """The store, the house's clock and the real one, the calendar, and the way out.

    `edits`: channels that can change a message already sent; `safe`: those that show a repeated
    key once. `holder`: this process's name on leases. `files`: what people have sent. `fonts`: a
    folder of fonts for pictures, looked in before those that are shipped.
    """

    store: Store
    now: Callable[[], datetime]
    real: Callable[[], datetime]
    days: Workdays
    locale: str
    send: Send
    edits: frozenset[str]
    holder: str
    files: Files
    safe: frozenset[str] = frozenset()
    fonts: Path | None = None
    desk: Desk = field(default_factory=Desk)
