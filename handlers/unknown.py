"""A text that nobody understands: the commands that a slip of the hand may have meant."""

from collections.abc import Sequence

from data.store import tasks
from handlers import parse
from handlers.assign import known_unit
from handlers.command import COMMANDS, UNIT, Call, Offer, Reply, may

SLASHES = ("/", "／")
SAYS = 64  # bytes that a button may say
MOST = 3  # commands to choose from


def meant(call: Call) -> Reply | None:
    """Which commands a text may have meant; None for a text that looks like none."""
    slip = parse.unknown(call.rest)
    allowed = [each for each in COMMANDS.values() if each.shown and may(call.person, each)]
    shown = [word for each in allowed for word in (each.name, *each.words)]
    if call.rest.startswith(SLASHES):
        return unknown(call, parse.nearest(slip, shown) if slip else ())
    if not slip or (slip != call.rest and not _says_on(call, call.rest[len(slip) :])):
        return None
    near = [each for each in parse.nearest(slip, shown) if len(each) == len(slip) or slip.isascii()]
    return unknown(call, near, call.rest[len(slip) :]) if near else None


def unknown(call: Call, near: Sequence[str] = (), rest: str = "") -> Reply:
    """Say so, and offer each of the commands with the words that were said after it."""
    words = [_by_id(call, word) for word in rest.split()]
    offers = [Offer("word", _says(each, words), {"word": each}) for each in near[:MOST]]
    facts = {"text": call.rest, "guesses": near[:MOST]}
    return Reply("unknown", facts, ((*offers, Offer("help", "/help")),))


def _says_on(call: Call, rest: str) -> bool:
    """Whether a word is followed by what commands are given, said by somebody who never reports."""
    if call.person.standings & UNIT:
        return False
    named = parse.named(rest)
    first = next(iter(rest.split()), "").removeprefix("@")
    return bool(named.ids or named.codes or known_unit(call, first))


def _says(command: str, words: Sequence[str]) -> str:
    says = " ".join((f"/{command}", *words))
    return says if len(says.encode()) <= SAYS else f"/{command}"


def _by_id(call: Call, word: str) -> str:
    """A task's code as its id, where it can mean one task only; any other word as it is."""
    found = {part.task for part in tasks.of_code(call.session, word)}
    return f"#{found.pop()}" if len(found) == 1 else word
