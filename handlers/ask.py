"""What a unit asks of the coordinators beside closing: help, another date, other hands."""

from collections.abc import Sequence

from data.kinds import ReviewKind
from data.store import tasks
from handlers import parse
from handlers.about import answered_tasks, named_tasks, own_parts
from handlers.choose import choose_task
from handlers.command import UNIT, Call, Reply, command
from handlers.report import say_words
from handlers.said import check, lines, pend


@command("blocked", "受阻", role=UNIT)
def blocked(call: Call) -> Reply:
    """Say what stands in the way: the coordinators are told once it is confirmed."""
    return _ask(call, ReviewKind.BLOCKED)


@command("extend", "延期", role=UNIT)
def extend(call: Call) -> Reply:
    """Ask for a later date."""
    return _ask(call, ReviewKind.EXTENSION)


@command("decline", "异议", role=UNIT)
def decline(call: Call) -> Reply:
    """Say that a task is not ours, or its wording wrong."""
    return _ask(call, ReviewKind.DECLINE)


def _ask(call: Call, kind: ReviewKind) -> Reply:
    named = parse.named(call.rest, tasks.codes(call.session, call.person.units))
    ids = named_tasks(call, named) or answered_tasks(call)
    if len(ids) != 1 and not (named.ids or named.codes):
        return choose_task(call, ids, named.rest, call.word)
    if not named.rest:
        return _say_words(call, ids, kind)
    return pend(call, lines(call, ids, named.rest, kind))


def _say_words(call: Call, ids: Sequence[int], kind: ReviewKind) -> Reply:
    for part in own_parts(call, ids):
        check(part, kind)
    return say_words(call, ids, call.word)
