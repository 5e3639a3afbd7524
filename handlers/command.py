"""What a chat command is: one function from a call to a reply, found by its words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from data.door import Door
from data.kinds import Standing
from data.store import recipients
from data.store.chats import Told
from data.workdays import Workdays
from messages.message import Enclosure, Incoming


@dataclass(frozen=True)
class Person:
    """Who speaks: a bound person, the units answered for, and what may be done."""

    id: int
    name: str
    locale: str
    units: Mapping[int, str]  # id -> name of the units this person answers for
    standings: frozenset[Standing]

    @property
    def coordinates(self) -> bool:
        """Whether this person sees and steers all."""
        return Standing.COORDINATOR in self.standings


@dataclass(frozen=True)
class Call:
    """One command as it reaches its function; everything happens in `session`'s transaction.

    `told` is the message of ours that is quoted, or whose button was pressed or typed; `door` is
    how people come to the board.
    """

    session: Session
    now: datetime
    days: Workdays
    person: Person
    word: str
    rest: str
    incoming: Incoming
    seen_id: int
    told: Told | None = None
    door: Door | None = None

    def people_of(self, unit: int) -> list[int]:
        """The ids of those who are told of a unit's matters today."""
        return recipients.of_unit(self.session, unit, self.days.today(self.now))


@dataclass(frozen=True)
class Offer:
    """A button by the key of its label, and the words that pressing it says."""

    label: str
    says: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """A template's name and the facts for it, the buttons, and the tasks a reply to it is about.

    `others` are told too, in their own locale: (contact id, what they are told). `asks` is the
    beginning of a command (`/report #17`) that the next free text in the chat completes. `secret`
    marks words that the database should not keep once they are sent. `locale` is
    the language of the answer, where it is not the speaker's. `words` names the commands that stay
    at hand below the chat from now on; None leaves those that are there. `replaces` is the message
    (delivery) of ours in whose place it is shown, where the channel can.
    """

    template: str
    facts: Mapping[str, object] = field(default_factory=dict)
    offers: tuple[tuple[Offer, ...], ...] = ()
    about: tuple[int, ...] = ()
    file: Enclosure | None = None
    others: tuple[tuple[int, "Reply"], ...] = ()
    asks: str = ""
    secret: bool = False
    locale: str = ""
    replaces: int | None = None
    words: tuple[str, ...] | None = None


Handler = Callable[[Call], Reply]

ANYONE = frozenset(Standing)
UNIT = frozenset({Standing.CONTACT, Standing.DEPUTY, Standing.LEADER})
COORDINATOR = frozenset({Standing.COORDINATOR})


@dataclass(frozen=True)
class Command:
    """A command's Latin name, its Chinese words, who may say it, and what it does.

    `shown`: whether help lists it, by its label `help.<name>`; the others belong to buttons.
    """

    name: str
    words: tuple[str, ...]
    role: frozenset[Standing]
    run: Handler
    shown: bool = True


COMMANDS: dict[str, Command] = {}


def may(person: Person, asked: Command) -> bool:
    """Whether this person's standings allow that command."""
    return bool(person.standings & asked.role)


def spoken() -> dict[str, str]:
    """Every word that is a command, Latin or Chinese, with the command's name."""
    return {word: each.name for each in COMMANDS.values() for word in (each.name, *each.words)}


def command(
    name: str, *words: str, role: frozenset[Standing] = ANYONE, shown: bool = True
) -> Callable[[Handler], Handler]:
    """Register a function as `/name` and as each Chinese word."""

    def register(run: Handler) -> Handler:
        COMMANDS[name] = Command(name, words, role, run, shown)
        return run

    return register
