"""`import`: an edited ledger read, set beside what holds, and taken in as a coordinator's acts."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from sqlmodel import Session

from data import ledger
from data.kinds import PlanState
from data.ledger import Edit
from data.models import Plan
from data.reader import document
from data.refusal import Refusal
from data.store import assigning, authors, plans
from data.workdays import Workdays
from handlers.answer import tell_others
from handlers.command import COORDINATOR, Call, Person, Reply
from handlers.ledger import Change, changed, take
from messages.ledger import columns, roles
from messages.message import Incoming

HERE = "ledger"  # what stands for a channel in the keys of messages
NOBODY = 0  # whoever looks, before anything is done


@dataclass(frozen=True)
class Edited:
    """What a file says: its plan's key, the edits, and how many tasks it lacks."""

    name: str
    plan: str
    edits: Sequence[Edit]
    missing: int


@dataclass(frozen=True)
class Proposal:
    """What it would change of the plan."""

    name: str
    title: str
    missing: int
    changes: Sequence[Change]

    def is_as(self, other: "Proposal") -> bool:
        """Whether both change the same, whatever was reported in between."""
        return self._core() == other._core()

    def _core(self) -> list[object]:
        return [(each.task.id, each.on, each.turns) for each in self.changes]


@dataclass(frozen=True)
class Hand:
    """Who takes it in, why, when, and in which language they are told who set none."""

    by: str | None
    house: str  # the name in which the house itself acts
    reason: str
    now: datetime
    days: Workdays
    locale: str


def read(path: Path) -> Edited:
    """What was edited in a file (`-`: stdin); refuses one that is no ledger of ours."""
    content = sys.stdin.buffer.read() if str(path) == "-" else document.opened(path)
    found = ledger.take_apart(document.cells(path.name, content), columns())
    edits = ledger.edits(found, roles())
    return Edited(path.name, found.plan, edits, ledger.untouched(found))


def propose(session: Session, edited: Edited, key: str | None, hand: Hand) -> Proposal:
    """What edits change of what holds now; changes nothing."""
    if hand.by:
        authors.coordinator(session, hand.by)  # refused before anything is shown
    plan = _plan(session, edited, key)
    found = changed(_call(session, NOBODY, hand), edited.edits)
    return Proposal(edited.name, plan.title, edited.missing, found)


def take_in(
    session: Session, edited: Edited, key: str | None, shown: Proposal, hand: Hand
) -> Reply:
    """Do what was shown, and owe everybody word of it; refuses when it is no more the same."""
    for task in sorted(each.task.id for each in shown.changes):
        assigning.roles(session, task)  # locked, so that nobody changes it meanwhile
    found = propose(session, edited, key, hand)
    if not found.is_as(shown):
        raise Refusal("ledger-overtaken")
    who = (
        authors.coordinator(session, hand.by)
        if hand.by
        else authors.own(session, hand.house, hand.now)
    )
    call = _call(session, who, hand)
    reply = take(call, found.changes, hand.reason)
    tell_others(session, call.incoming, reply, hand.locale, hand.now)
    return reply


def _plan(session: Session, edited: Edited, key: str | None) -> Plan:
    """The plan that the file is of; with `key` it must be that one."""
    if key is not None and key != edited.plan:
        raise Refusal("ledger-other-plan", name=edited.name, key=edited.plan, wanted=key)
    plan = plans.find(session, edited.plan)
    if plan.state is not PlanState.CONFIRMED:
        raise Refusal("plan-not-confirmed", key=plan.key)
    return plan


def _call(session: Session, who: int, hand: Hand) -> Call:
    """As if the command had come by a channel; every time is one of its own."""
    person = Person(who, hand.by or hand.house, hand.locale, {}, COORDINATOR)
    incoming = Incoming(id=token_hex(8), channel=HERE, chat="", sender="")
    return Call(session, hand.now, hand.days, person, "import", "", incoming, 0)
