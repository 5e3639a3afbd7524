"""What the rules look at, gathered for many units at once with few queries."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    Date,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    or_,
    select,
)
from sqlmodel import Session, col

from data.case import Alike, Case, Facts, alike
from data.course import Clause, Course
from data.kinds import Basis, Cadence, PlanState, ReportState, Rule, TaskState
from data.models import Prompt, metadata
from data.store.many import DIALECTS, dialect, ids, listed, rows
from data.store.switches import off
from data.workdays import DAY, Workdays

# Why nothing is asked of a task in this state; a state that is not here is asked about.
HUSHED = {
    TaskState.CLOSING: "closing-asked",
    TaskState.PAUSED: "paused",
    TaskState.CLOSED: "closed",
    TaskState.DROPPED: "dropped",
}


ASSIGNMENT, TASK, PLAN, DEADLINE, REPORT = (
    metadata.tables[name] for name in ("assignment", "task", "plan", "deadline", "report")
)


def _known(database: str) -> Any:
    """All that the rules know of an assignment but its last report, as one value of JSON.

    Null where nothing is decided of it: its plan is not confirmed, or paused and so held, or the
    task is to go on in the next plan.
    """
    if database == "sqlite":
        array, nested, all_of = func.json_array, func.json, func.json_group_array
    else:
        array, nested, all_of = func.json_build_array, func.to_json, func.json_agg
    dated = DEADLINE.c.task_id == TASK.c.id
    clauses = select(all_of(array(DEADLINE.c.on, DEADLINE.c.basis))).where(dated)
    switched = [PLAN.c.switches, TASK.c.switches]
    # Most have none of these, and an aggregate of nothing costs as much as one of something.
    has_any = or_(exists().where(dated), *(each.is_not(None) for each in switched))
    rare = array(*map(nested, switched), nested(clauses.scalar_subquery()))
    known = array(
        *(TASK.c.due_on, TASK.c.due_basis, TASK.c.state, TASK.c.cadence, PLAN.c.year),
        case((has_any, rare)),
        *(ASSIGNMENT.c.starts_on, ASSIGNMENT.c.reckoned_on, ASSIGNMENT.c.again_on),
        *(ASSIGNMENT.c.returned_on, ASSIGNMENT.c.signed_at.is_not(None)),
        # Who has signed is not asked after any more, and is like others who have.
        case((ASSIGNMENT.c.signed_at.is_(None), ASSIGNMENT.c.noticed_at)),
    )
    decided = (
        ASSIGNMENT.c.starts_on.is_not(None),
        ~TASK.c.carried,
        PLAN.c.state == PlanState.CONFIRMED,
        PLAN.c.paused_at.is_(None),
    )
    return case((and_(*decided), cast(known, String)))


def _reported(database: str) -> Any:
    """When the unit last had its say, naive text: what waits for its leader answers a round too.

    Only where a plan asks for signatures are reports looked at.
    """
    awaiting = (
        select(func.max(REPORT.c.said_at))
        .where(REPORT.c.assignment_id == ASSIGNMENT.c.id, REPORT.c.state == ReportState.AWAITING)
        .scalar_subquery()
    )
    latest = func.coalesce(awaiting, ASSIGNMENT.c.reported_at)
    own = case((PLAN.c.sign_off, latest), else_=ASSIGNMENT.c.reported_at)
    if database == "sqlite":
        return own
    return func.to_char(func.timezone("UTC", own), "YYYY-MM-DD HH24:MI:SS.US")


PARTS = {
    each: select(
        ASSIGNMENT.c.id,
        ASSIGNMENT.c.unit_id,
        _known(each),
        _reported(each),
    )
    .select_from(
        ASSIGNMENT.join(TASK, TASK.c.id == ASSIGNMENT.c.task_id).join(
            PLAN, PLAN.c.id == TASK.c.plan_id
        )
    )
    .where(ASSIGNMENT.c.unit_id.in_(ids(each)))
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

    `unasked`: the assignments of which nothing is decided. `parts`: id, unit, what `alike` is known
    by, last report.
    """

    cases: Mapping[int, Mapping[Case, Sequence[int]]]
    unasked: Sequence[int]
    parts: Sequence[tuple[int, int, str | None, str | None]]
    alike: Mapping[str, Alike]

    def facts(self, wanted: Callable[[int, Facts], bool]) -> dict[int, list[Facts]]:
        """By unit, the facts of its assignments that are wanted; their reports left out."""
        found: dict[int, list[Facts]] = defaultdict(list)
        for part, unit, known, _ in self.parts:
            if known is not None and wanted(unit, self.alike[known].facts):
                found[unit].append(self.alike[known].facts._replace(assignment=part))
        return found


def gather(session: Session, units: Sequence[int], today: date, days: Workdays) -> Gathered:
    """What these units answer for, as `today` looks at it."""
    parts = rows(session, PARTS, {"ids": listed(units)})
    different = {*map(itemgetter(2), parts)} - {None}
    found = {known: _alike(known, today, days) for known in different}
    cases: dict[int, dict[Case, list[int]]] = {unit: {} for unit in units}
    unasked = []
    for part, unit, known, reported in parts:
        if known is None:
            unasked.append(part)
        else:
            case = found[known].case(reported and datetime.fromisoformat(reported))
            cases[unit].setdefault(case, []).append(part)
    return Gathered(cases, unasked, parts, found)


@lru_cache(maxsize=4096)
def _alike(known: str, today: date, days: Workdays) -> Alike:
    due, basis, state, cadence, year, rare, *own = json.loads(known)
    plan_off, task_off, clauses = rare or (None, None, None)
    starts, reckoned, again, returned = (each and date.fromisoformat(each) for each in own[:4])
    signed, noticed = own[4:]
    dated = tuple(Clause(date.fromisoformat(on), Basis(of)) for on, of in sorted(clauses or ()))
    dates = (starts, due and date.fromisoformat(due), Basis(basis), year, dated)
    of_task = course(*dates, cadence and Cadence(cadence), returned, off(plan_off, task_off))
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


def sent_this_week(session: Session, units: Sequence[int], today: date) -> dict[int, list[date]]:
    """The days of this ISO week on which the rules have spoken to each unit."""
    found: dict[int, list[date]] = {unit: [] for unit in units}
    bound = {"ids": listed(units), "monday": today - DAY * today.weekday()}
    for unit, on in session.connection().execute(SENT[dialect(session)], bound).all():
        found[unit].append(on)
    return found


SENT = {
    each: select(col(Prompt.recipient_id), col(Prompt.on)).where(
        col(Prompt.recipient) == "unit",
        col(Prompt.recipient_id).in_(ids(each)),
        col(Prompt.on) >= bindparam("monday", type_=Date()),
        col(Prompt.act) == "",
    )
    for each in DIALECTS
}
