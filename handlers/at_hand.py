"""The words that stay at hand below a person's chat: what somebody of that standing says most."""

from itertools import chain

from sqlmodel import Session

from data.kinds import Standing
from data.store import people
from handlers.command import COORDINATOR, UNIT

# Commands by standing; each has its word in the labels `at-hand`.
WORDS: tuple[tuple[frozenset[Standing], tuple[str, ...]], ...] = (
    (COORDINATOR, ("status", "review", "digest")),
    (frozenset({Standing.READER}), ("status", "digest")),
    (UNIT, ("tasks", "report", "ack")),
    (frozenset(Standing), ("help",)),
)


def at_hand(session: Session, contact: int) -> tuple[str, ...]:
    """The names of the commands, in order; none for somebody who is nothing any more."""
    standings = people.standings(session, contact)
    found = (words for whose, words in WORDS if standings & whose)
    return tuple(dict.fromkeys(chain.from_iterable(found)))
