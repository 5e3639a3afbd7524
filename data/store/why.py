"""Why somebody was told something, or nothing: the rules' own record, read back."""

from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from data.kinds import Cadence, DeliveryState, Fate, PlanState, Recipient, Rule, TaskState
from data.models import Act, Assignment, Delivery, Plan, Prompt, PromptLine, Task, Unit
from data.store import recipients, urges
from data.store.brake import is_braked, paused_units
from data.store.facts import HUSHED, gather
from data.store.successors import heirs
from data.workdays import DAY, SPEAKS, Workdays

ASKED = (TaskState.OPEN,)
WAITS = (DeliveryState.OWED, DeliveryState.CLAIMED, DeliveryState.SENDING)


@dataclass(frozen=True)
class Fated:
    """A rule's slot for one part and what became of it; `told_on`: the day of its message.

    `reported_on` is the day of the part's last report, whenever that was; `returned_on` the day on
    which its closing was sent back, while nothing has been reported since. `cadence`: how often it
    reports, where a coordinator has set it.
    """

    task: int
    code: str
    brief: str
    unit: int
    unit_name: str
    rule: Rule
    on: date
    deadline: date | None
    fate: Fate
    reason: str
    told_on: date | None
    reported_on: date | None
    to: str = Recipient.UNIT
    returned_on: date | None = None
    cadence: Cadence | None = None

    @property
    def day(self) -> date:
        """The day of the message that told it, else the slot's own."""
        return self.told_on or self.on


@dataclass(frozen=True)
class Record:
    """The newest lines of some parts, the last day first, and how many older ones there are."""

    lines: Sequence[Fated]
    more: int


@dataclass(frozen=True)
class Outlook:
    """How a unit's messages stand: what it was told last, what comes next, why nothing now.

    `hold` is one of unbound, no-tasks, not-confirmed, paused, ended, waits, or empty when a rule
    merely has nothing to say yet. `told_on` is of the rules' last message, `week` counts those of
    this ISO week.
    """

    unit: str
    week: int
    told_on: date | None
    next_on: date | None
    hold: str


def of_prompt(session: Session, prompt: int, days: Workdays) -> list[Fated]:
    """Every line of one message, the most urgent first."""
    query = _lines().where(col(PromptLine.prompt_id) == prompt)
    silence = (col(PromptLine.rule) == Rule.SILENT).desc()  # says more than the round it came with
    order = (col(PromptLine.rank).desc(), col(Task.ordinal), silence, col(PromptLine.id))
    return _read(session, query.order_by(*order), days)


def of_day(session: Session, unit: int, on: date, to: str, days: Workdays) -> list[Fated]:
    """What the rules left unsaid to a unit, or to its leaders, of the slots of one day."""
    query = _lines().where(
        col(Assignment.unit_id) == unit,
        col(PromptLine.on) == on,
        col(PromptLine.recipient) == to,
        col(PromptLine.prompt_id).is_(None),
    )
    return _read(session, query.order_by(col(Task.ordinal)), days)


def of_parts(
    session: Session,
    assignments: Collection[int],
    limit: int,
    days: Workdays,
    fates: Collection[Fate] = tuple(Fate),
) -> Record:
    """The newest lines of these parts with one of these fates; of a day in the plans' order."""
    query = _lines().where(
        col(PromptLine.assignment_id).in_(assignments), col(PromptLine.fate).in_(fates)
    )
    count = session.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    newest = query.order_by(
        func.coalesce(col(Prompt.on), col(PromptLine.on)).desc(),
        col(Task.plan_id),
        col(Task.ordinal),
        col(PromptLine.id).desc(),
    )
    return Record(_read(session, newest.limit(limit), days), max(count - limit, 0))


def outlook(
    session: Session, unit: int, now: datetime, days: Workdays, task: int | None = None
) -> Outlook:
    """How the messages of a unit stand, of one task or of all."""
    query = (
        select(col(Assignment.id), col(Task.state), col(Plan.state), col(Plan.paused_at))
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(Plan, col(Plan.id) == col(Task.plan_id))
        .where(col(Assignment.unit_id) == unit, col(Assignment.ended_at).is_(None))
    )
    if task is not None:
        query = query.where(col(Task.id) == task)
    rows = session.execute(query).all()
    asked = {part for part, state, *_ in rows if state in ASKED}
    today = days.today(now)
    spoken = recipients.spoken_this_week(session, [unit], today).get(unit, ())
    return Outlook(
        unit=session.get_one(Unit, unit).name,
        week=len(spoken),
        told_on=_last_told(session, unit),
        next_on=_next_on(session, unit, asked, today in spoken, now, days),
        hold=_hold(session, unit, rows, today),
    )


def _next_on(
    session: Session, unit: int, parts: Set[int], told_today: bool, now: datetime, days: Workdays
) -> date | None:
    """The next workday on which a rule may speak of these parts; one message a day."""
    today = days.today(now)
    soon = days.next_speaking(days.at(today, SPEAKS) + DAY if told_today else now)
    cases = gather(session, [unit], today, days).cases[unit]
    found = [
        days.today(soon) if case.asked else case.on
        for case, assignments in cases.items()
        if not parts.isdisjoint(map(int, assignments))
    ]
    return min((day for day in found if day), default=None)


def _hold(session: Session, unit: int, rows: Sequence[Any], today: date) -> str:
    """What keeps a unit from being told anything at all; the first reason that holds."""
    if not rows:
        return "no-tasks"
    states = {
        TaskState.PAUSED if paused_at else state
        for _, state, plan, paused_at in rows
        if plan is PlanState.CONFIRMED
    }
    if not states:
        return "not-confirmed"
    paused = paused_units(session, [unit], heirs(session, today))
    if is_braked(session) or paused or states == {TaskState.PAUSED}:
        return "paused"
    if not recipients.of_unit(session, unit, today):
        return "unbound"
    if states <= HUSHED.keys():
        return "ended"
    return "waits" if _is_owed(session, unit, {part for part, *_ in rows}) else ""


def _is_owed(session: Session, unit: int, parts: Set[int]) -> bool:
    """Whether something of these parts waits to be sent: the window is closed, or the channel away.

    What a coordinator urged has no message before the window opens.
    """
    query = (
        select(col(Delivery.id))
        .join(PromptLine, col(PromptLine.prompt_id) == col(Delivery.prompt_id))
        .where(
            col(PromptLine.assignment_id).in_(parts),
            col(PromptLine.recipient) == Recipient.UNIT,
            col(Delivery.state).in_(WAITS),
        )
    )
    if session.execute(query.limit(1)).first() is not None:
        return True
    acts = select(col(Act.facts)).where(*urges.WAITS, col(Act.unit_id) == unit)
    return any(not parts.isdisjoint(facts["parts"]) for facts in session.execute(acts).scalars())


def _last_told(session: Session, unit: int) -> date | None:
    query = select(col(Prompt.on)).where(
        col(Prompt.recipient) == "unit", col(Prompt.recipient_id) == unit, col(Prompt.act) == ""
    )
    return session.execute(query.order_by(col(Prompt.on).desc()).limit(1)).scalar()


def _lines() -> Any:
    columns: tuple[Any, ...] = (
        col(Task.id).label("task"),
        col(Task.code).label("code"),
        col(Task.brief).label("brief"),
        col(Assignment.unit_id).label("unit"),
        col(Unit.name).label("unit_name"),
        col(PromptLine.rule).label("rule"),
        col(PromptLine.on).label("on"),
        col(PromptLine.deadline).label("deadline"),
        col(PromptLine.fate).label("fate"),
        col(PromptLine.reason).label("reason"),
        col(Prompt.on).label("told_on"),
        col(Assignment.reported_at).label("reported_on"),
        col(PromptLine.recipient).label("to"),
        col(Assignment.returned_on).label("returned_on"),
        col(Task.cadence).label("cadence"),
    )
    return (
        select(*columns)
        .select_from(PromptLine)
        .join(Assignment, col(Assignment.id) == col(PromptLine.assignment_id))
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .outerjoin(Prompt, col(Prompt.id) == col(PromptLine.prompt_id))
    )


def _read(session: Session, query: Any, days: Workdays) -> list[Fated]:
    return [
        Fated(**row | {"reported_on": days.today(at) if (at := row["reported_on"]) else None})
        for row in (dict(each) for each in session.execute(query).mappings())
    ]
