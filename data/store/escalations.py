"""Escalations as rows: put down while units' days are decided, owed when all of them are."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Date, bindparam, exists, insert, select
from sqlmodel import Session, col

from data import escalate
from data.case import Facts
from data.escalate import Known, Raised
from data.kinds import Recipient, Role, Rule, Standing
from data.models import Assignment, Block, Delivery, Prompt, PromptLine, metadata
from data.rules import SAID
from data.store import agenda, recipients
from data.store.addresses import Address, house_accounts
from data.store.brake import is_braked
from data.store.facts import Gathered
from data.store.many import adding, dialect, ids, listed, one_at_a_time
from data.workdays import DAY, SPEAKS, Workdays

HOUSE = 0  # the recipient that all coordinators are together
ABOVE = (Recipient.LEADER, Recipient.COORDINATOR)
KEPT = timedelta(days=30)  # how long what was put down waits for somebody to be told
LOCK = 6_101_810  # one process at a time collects and owes: a person gets one message a day
LINE = metadata.tables["prompt_line"]
UNDELIVERED = select(Prompt).where(
    col(Prompt.recipient).in_(ABOVE),
    col(Prompt.on) > bindparam("kept_since", type_=Date()),
    col(Prompt.act) == "",
    ~exists().where(col(Delivery.prompt_id) == col(Prompt.id)),
    ~exists().where(col(Block.prompt_id) == col(Prompt.id)),
)


@dataclass(frozen=True, slots=True)
class _Above:
    """Who can be told of what units owe: each unit's leaders, and the coordinators."""

    leaders: Mapping[int, Sequence[Address]]
    coordinators: Sequence[Address]

    def of(self, unit: int) -> frozenset[Recipient]:
        told = {Recipient.LEADER: self.leaders[unit], Recipient.COORDINATOR: self.coordinators}
        return frozenset(to for to, people in told.items() if people)


def note(
    session: Session, gathered: Gathered, unreached: Collection[int], now: datetime, days: Workdays
) -> None:
    """Put down what goes further than these units, on the messages of the day.

    `unreached`: units with nobody to tell. They, and what is late for long, are looked at again for
    the sake of those above them.
    """
    today = days.today(now)
    late = {
        each.facts.course
        for each in gathered.alike.values()
        if escalate.has_come(each.facts.course, today, days)
    }
    came = gathered.facts(lambda _, each: each.course in late) if late else {}
    if not came and not unreached:
        return
    above = _above(session, {*came, *unreached}, today)
    if came:
        one_at_a_time(session, LOCK)
        raised = _raised(session, came, above, today, days)
        later = _put_down(session, raised, above, now, today)
        agenda.enter(session, later, days.next_speaking(days.at(today, SPEAKS) + DAY))
    waiting = gathered.facts(lambda unit, each: unit in unreached or each.course in late)
    _await(session, waiting, above, today, days)


def owe(session: Session, now: datetime, days: Workdays) -> int:
    """Owe what was put down, one message a person; returns how many prompts that are."""
    if not days.is_open(now) or is_braked(session) or not _undelivered(session, now, days):
        return 0
    one_at_a_time(session, LOCK)
    prompts = _undelivered(session, now, days)
    units = [prompt.recipient_id for prompt in prompts if prompt.recipient == Recipient.LEADER]
    above = _above(session, units, days.today(now))
    told = {
        prompt.id or 0: above.coordinators
        if prompt.recipient == Recipient.COORDINATOR
        else above.leaders[prompt.recipient_id]
        for prompt in prompts
    }
    recipients.owe(session, told, now)
    return len(prompts)


def kept_since(now: datetime, days: Workdays) -> date:
    """The day after which what was put down still waits for somebody to be told."""
    return days.today(now - KEPT)


def _undelivered(session: Session, now: datetime, days: Workdays) -> list[Prompt]:
    query = UNDELIVERED.order_by(col(Prompt.id))
    return list(session.execute(query, {"kept_since": kept_since(now, days)}).scalars())


def _above(session: Session, units: Collection[int], today: date) -> _Above:
    leaders = recipients.leaders(session, units, today)
    return _Above(leaders, house_accounts(session, [Standing.COORDINATOR]))


def _raised(
    session: Session,
    came: Mapping[int, Sequence[Facts]],
    above: _Above,
    today: date,
    days: Workdays,
) -> dict[int, list[Raised]]:
    parts = [each.assignment for own in came.values() for each in own]
    known, leads = _known(session, parts), _leads(session, parts)
    return {
        unit: [
            each
            for each in escalate.raised(own, known, above.of(unit), today, days)
            if each.line.slot.rule is not Rule.SLIP or each.line.assignment in leads
        ]
        for unit, own in came.items()
    }


def _known(session: Session, parts: Collection[int]) -> set[Known]:
    """What has its fate for good; what was hushed is told once it is not."""
    query = select(
        col(PromptLine.assignment_id),
        col(PromptLine.recipient),
        col(PromptLine.rule),
        col(PromptLine.on),
        col(PromptLine.deadline),
    ).where(
        col(PromptLine.assignment_id).in_(ids(dialect(session))),
        col(PromptLine.recipient).in_(ABOVE),
        col(PromptLine.fate).in_(SAID) | (col(PromptLine.reason) == "passed"),
    )
    rows = session.execute(query, {"ids": listed(parts)})
    return {(part, Recipient(to), *slot) for part, to, *slot in rows}


def _leads(session: Session, parts: Collection[int]) -> set[int]:
    """Those of the parts that lead their tasks: slips go to these."""
    query = select(col(Assignment.id)).where(
        col(Assignment.id).in_(ids(dialect(session))), col(Assignment.role) == Role.LEAD
    )
    return set(session.execute(query, {"ids": listed(parts)}).scalars())


def _put_down(
    session: Session,
    raised: Mapping[int, Sequence[Raised]],
    above: _Above,
    now: datetime,
    today: date,
) -> set[int]:
    """Write the lines; returns the units of which somebody who has had a message must wait."""
    told = _told(session, today)
    rows, later = [], set()
    prompts: dict[tuple[Recipient, int], int] = {}
    for unit, found in raised.items():
        for each in found:
            people = above.coordinators if each.to is Recipient.COORDINATOR else above.leaders[unit]
            said = each.line.fate in SAID
            if said and any(person.contact_id in told for person in people):
                later.add(unit)
                continue
            key = (each.to, HOUSE if each.to is Recipient.COORDINATOR else unit)
            if said and key not in prompts:
                prompts[key] = _prompt(session, *key, today, now)
            rows.append(_row(each, prompts.get(key) if said else None))
    if rows:
        session.connection().execute(adding(dialect(session), LINE), rows)
    return later


def _told(session: Session, today: date) -> set[int | None]:
    """Who has had an escalation today."""
    query = select(col(Delivery.contact_id)).join(Prompt, col(Prompt.id) == col(Delivery.prompt_id))
    query = query.where(col(Prompt.recipient).in_(ABOVE), col(Prompt.on) == today)
    return set(session.execute(query.where(col(Prompt.act) == "")).scalars())


def _prompt(session: Session, to: Recipient, whose: int, today: date, now: datetime) -> int:
    own = {"recipient": to.value, "recipient_id": whose, "on": today, "act": ""}
    known = session.execute(select(col(Prompt.id)).filter_by(**own)).scalar()
    if known is not None:
        return int(known)
    adding = insert(Prompt).values(**own, created_at=now).returning(col(Prompt.id))
    return int(session.execute(adding).scalar_one())


def _row(each: Raised, prompt: int | None) -> dict[str, object]:
    slot = each.line.slot
    return {
        "prompt_id": prompt,
        "recipient": each.to.value,
        "assignment_id": each.line.assignment,
        "rule": slot.rule,
        "on": slot.on,
        "deadline": slot.deadline,
        "rank": int(slot.rank),
        "fate": each.line.fate,
        "reason": each.line.reason,
    }


def _await(
    session: Session,
    facts: Mapping[int, Sequence[Facts]],
    above: _Above,
    today: date,
    days: Workdays,
) -> None:
    """When those above a unit are to hear of it next, of which the unit itself may hear nothing."""
    upcoming: dict[date, set[int]] = defaultdict(set)
    for unit, own in facts.items():
        courses = {each.course for each in own if not each.hushed}
        found = (escalate.following(course, today, above.of(unit), days) for course in courses)
        if day := min((each for each in found if each), default=None):
            upcoming[day].add(unit)
    for day, units in upcoming.items():
        agenda.enter(session, units, days.at(day, SPEAKS))
