"""What the rules look at, gathered for many units at once with few queries."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    Date,
    String,
    bindparam,
    case,
    cast,
    func,
    or_,
    select,
)
from sqlmodel import Session, col

from data.case import Alike, Case, Facts, alike
from data.course import Clause, Course
from data.kinds import Basis, Cadence, PlanState, ReportState, Rule, TaskState
from data.models import Prompt, metadata
from data.store.many import DIALECTS, dialect, ids, listed, naive, rows, together
from data.store.switches import off
from data.workdays import DAY, Workdays

# Why nothing is asked of a task in this state; a state that is not here is asked about.
HUSHED = {
    TaskState.CLOSING: "closing-asked",
    TaskState.PAUSED: "paused",
    TaskState.CLOSED: "closed",
    TaskState.DROPPED: "dropped",
}


LINE_END = "\n"
USUAL = (TaskState.OPEN, None, None, False, None, None, None, True, None)  # of what is rare
ASSIGNMENT, TASK, PLAN, DEADLINE, REPORT, RECKONING = (
    metadata.tables[name]
    for name in ("assignment", "task", "plan", "deadline", "report", "reckoning")
)


class _Plan(NamedTuple):
    """A plan of which something is decided; `switches` as JSON."""

    id: int
    year: int
    switches: str | None
    sign_off: bool


def _known(database: str) -> Any:
    """All that the rules know of an assignment but its plan and last report, as JSON."""
    if database == "sqlite":
        array, nested, all_of = func.json_array, func.json, func.json_group_array
    else:
        array, nested, all_of = func.json_build_array, func.to_jsonb, func.json_agg
    dated = DEADLINE.c.task_id == TASK.c.id
    clauses = select(all_of(array(DEADLINE.c.on, DEADLINE.c.basis))).where(dated)
    signed = ASSIGNMENT.c.signed_at.is_not(None)
    rare = array(
        *(TASK.c.state, nested(TASK.c.switches), nested(clauses.scalar_subquery()), TASK.c.carried),
        *(TASK.c.cadence, ASSIGNMENT.c.again_on, ASSIGNMENT.c.returned_on, signed),
        # Who has signed is not asked after any more, and is like others who have.
        case((~signed, ASSIGNMENT.c.noticed_at)),
    )
    # Most have none of these.
    columns = (TASK.c.switches, TASK.c.cadence, ASSIGNMENT.c.again_on, ASSIGNMENT.c.returned_on)
    has_any = or_(
        TASK.c.state != TaskState.OPEN,
        *(each.is_not(None) for each in columns),
        TASK.c.carried,
        ~signed,
        TASK.c.id.in_(select(DEADLINE.c.task_id)),
    )
    return array(
        *(TASK.c.plan_id, TASK.c.due_on, TASK.c.due_basis),
        *(ASSIGNMENT.c.starts_on, RECKONING.c.until, case((has_any, rare))),
    )


PLANS = select(PLAN.c.id, PLAN.c.year, cast(PLAN.c.switches, String), PLAN.c.sign_off).where(
    PLAN.c.state == PlanState.CONFIRMED, PLAN.c.paused_at.is_(None)
)
PARTS = {
    each: select(
        *together(each, ASSIGNMENT.c.id, ASSIGNMENT.c.unit_id),
        *together(each, naive(each, ASSIGNMENT.c.reported_at)),
        # Of values without a line's end.
        func.aggregate_strings(cast(_known(each), String), LINE_END),
    )
    .join(TASK, TASK.c.id == ASSIGNMENT.c.task_id)
    .outerjoin(RECKONING, RECKONING.c.assignment_id == ASSIGNMENT.c.id)
    .where(ASSIGNMENT.c.unit_id.in_(ids(each)))
    for each in DIALECTS
}
AWAITING = {
    each: select(REPORT.c.assignment_id, naive(each, func.max(REPORT.c.said_at)))
    .join(ASSIGNMENT, ASSIGNMENT.c.id == REPORT.c.assignment_id)
    .join(TASK, TASK.c.id == ASSIGNMENT.c.task_id)
    .where(
        ASSIGNMENT.c.unit_id.in_(ids(each)),
        REPORT.c.state == ReportState.AWAITING,
        TASK.c.plan_id.in_(ids(each, "plans")),
    )
    .group_by(REPORT.c.assignment_id)
    for each in DIALECTS
}
CLAUSES = {
    each: select(DEADLINE.c.task_id, DEADLINE.c.on, DEADLINE.c.basis)
    .where(DEADLINE.c.task_id.in_(ids(each)))
    .order_by(DEADLINE.c.task_id, DEADLINE.c.ordinal)
    for each in DIALECTS
}


@dataclass(frozen=True, slots=True)
class Gathered:
    """What units answer for: by unit and case the ids of their assignments, and facts of each.

    `known`: the assignments' ids, in the same order their units, and what `alike` has each by,
    unless nothing is decided of it. Ids are text: so very many come from the database and go back.
    """

    cases: Mapping[int, Mapping[Case, Sequence[str]]]
    known: tuple[Sequence[str], Sequence[int], Sequence[str]]
    alike: Mapping[str, Alike]

    def facts(self, wanted: Callable[[int, Facts], bool]) -> dict[int, list[Facts]]:
        """By unit, the facts of its assignments that are wanted; their reports left out."""
        found: dict[int, list[Facts]] = defaultdict(list)
        for part, unit, known in zip(*self.known, strict=True):
            own = self.alike.get(known)
            if own and wanted(unit, own.facts):
                found[unit].append(own.facts._replace(assignment=int(part)))
        return found


def gather(session: Session, units: Sequence[int], today: date, days: Workdays) -> Gathered:
    """What these units answer for, as `today` looks at it."""
    bound = {"ids": listed(units)}
    plans = tuple(_Plan(*each) for each in session.connection().execute(PLANS))
    said = _awaiting(session, plans, bound)
    cases: dict[int, dict[Case, list[str]]] = {unit: {} for unit in units}
    ((parts, holders, reports, lines),) = rows(session, PARTS, bound)
    if not lines:
        return Gathered(cases, ((), (), ()), {})
    parts, holders, known = parts[1:-1].split(","), json.loads(holders), lines.split(LINE_END)
    reports = json.loads(reports)
    if said:
        reports = [said.get(int(part), own) for part, own in zip(parts, reports, strict=True)]
    different = {each: _alike(each, plans, today, days) for each in {*known}}
    found = {each: own for each, own in different.items() if own}
    of_units, of_alike = map(cases.__getitem__, holders), map(found.get, known)
    for part, own, shared, reported in zip(parts, of_units, of_alike, reports, strict=True):
        if shared:
            case = shared.case(reported) if reported else shared.cases[0]
            if case in own:
                own[case].append(part)
            else:
                own[case] = [part]
    return Gathered(cases, (parts, holders, known), found)


def _awaiting(
    session: Session, plans: Sequence[_Plan], bound: Mapping[str, str]
) -> Mapping[int, str]:
    """By assignment, the last report that waits for its leader: it answers a round too.

    To be asked for before all else, or one signed meanwhile would be neither here nor there.
    """
    signing = [plan.id for plan in plans if plan.sign_off]
    return dict(rows(session, AWAITING, {**bound, "plans": listed(signing)})) if signing else {}


@lru_cache(maxsize=4096)
def _alike(known: str, plans: Sequence[_Plan], today: date, days: Workdays) -> Alike | None:
    """What assignments of which this is known have in common; None where nothing is decided.

    Its plan is not confirmed, or paused and so held, or the task is to go on in the next plan.
    """
    of_plan, due, basis, *own, rare = json.loads(known)
    state, switches, clauses, carried, cadence, *later, signed, noticed = rare or USUAL
    starts, reckoned, again, returned = (each and date.fromisoformat(each) for each in own + later)
    plan = next((each for each in plans if each.id == of_plan), None)
    if plan is None or carried or starts is None:
        return None
    dated = tuple(Clause(date.fromisoformat(on), Basis(of)) for on, of in sorted(clauses or ()))
    dates = (starts, due and date.fromisoformat(due), Basis(basis), plan.year, dated)
    without = off(json.loads(plan.switches or "null"), switches)
    of_task = course(*dates, cadence and Cadence(cadence), returned, without)
    arrived = noticed and days.today(_aware(datetime.fromisoformat(noticed)))
    hushed = HUSHED.get(TaskState(state), "")
    facts = Facts(0, of_task, reckoned or starts - DAY, arrived, bool(signed), None, hushed, again)
    return alike(facts, today, days)


def _aware(instant: datetime) -> datetime:
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def clauses_of(session: Session, tasks: Collection[int]) -> dict[int, tuple[Clause, ...]]:
    """The dated clauses of tasks, by task."""
    found: dict[int, list[Clause]] = defaultdict(list)
    bound = {"ids": listed(tasks)}
    for task, on, basis in session.connection().execute(CLAUSES[dialect(session)], bound):
        found[task].append(Clause(on, basis))
    return {task: tuple(each) for task, each in found.items()}


@lru_cache(maxsize=16384)
def course(
    starts: date,
    due: date | None,
    basis: Basis,
    year: int,
    clauses: tuple[Clause, ...],
    cadence: Cadence | None = None,
    returned: date | None = None,
    off: frozenset[Rule] = frozenset(),
) -> Course:
    """The course of an assignment: one object for all that have the same dates."""
    weekly, monthly = cadence is Cadence.WEEKLY, cadence is Cadence.MONTHLY
    return Course(starts, due, basis, date(year, 12, 31), clauses, weekly, monthly, returned, off)


def sent_this_week(session: Session, units: Collection[int], today: date) -> dict[int, list[date]]:
    """The days of this ISO week on which the rules have spoken, by unit; to most on none."""
    found: dict[int, list[date]] = defaultdict(list)
    bound = {"ids": listed(units), "monday": today - DAY * today.weekday()}
    for unit, on in session.connection().execute(SENT[dialect(session)], bound):
        found[unit].append(on)
    return dict(found)


SENT = {
    each: select(col(Prompt.recipient_id), col(Prompt.on)).where(
        col(Prompt.recipient) == "unit",
        col(Prompt.recipient_id).in_(ids(each)),
        col(Prompt.on) >= bindparam("monday", type_=Date()),
        col(Prompt.act) == "",
    )
    for each in DIALECTS
}
