"""What goes on when a plan ends: tasks closed, dropped or carried into the next plan."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import Session, col

from data.carry import carried
from data.kinds import Basis, End, PlanState, TaskState
from data.models import Assignment, Plan, Task
from data.refusal import Refusal
from data.store import plans, reviews
from data.store.notices import tell_anew
from data.store.stated import last_plan, next_plan, stated, used
from data.workdays import Workdays

UNDECIDED = (TaskState.OPEN, TaskState.CLOSING, TaskState.PAUSED)


@dataclass(frozen=True)
class Left:
    """An open task of a plan that ends; `goes_on` is the code that it has in the next plan."""

    id: int
    code: str
    brief: str
    percent: float | None
    goes_on: str | None


@dataclass(frozen=True)
class Origin:
    """The task of an earlier plan that a task goes on with."""

    id: int
    code: str
    plan: str


def origin(session: Session, task: int) -> Origin | None:
    """Where a task comes from; None for one that begins in its own plan."""
    query = (
        select(col(Task.id), col(Task.code), col(Plan.title))
        .join(Plan, col(Plan.id) == col(Task.plan_id))
        .where(col(Task.id) == session.get_one(Task, task).carries_id)
    )
    row = session.execute(query.limit(1)).first()
    return Origin(*row) if row else None


def left(session: Session, plan: Plan) -> list[Left]:
    """The open tasks that nobody has decided on, in the plan's order."""
    query = select(Task).where(
        col(Task.plan_id) == plan.id,
        col(Task.state).in_(UNDECIDED),
        col(Task.carried).is_(False),
    )
    rows = session.execute(query.order_by(col(Task.ordinal))).scalars().all()
    after = next_plan(session, plan) if rows else None
    codes = {old: code for old, code, _ in _pairs(session, plan, after)} if after else {}
    return [
        Left(row.id or 0, row.code, row.brief, row.percent, codes.get(row.code)) for row in rows
    ]


def decide(session: Session, task: int, end: End, now: datetime) -> None:
    """Say what becomes of a task of a plan that ends."""
    row = session.get_one(Task, task)
    if row.state not in UNDECIDED:
        raise Refusal("task-closed", code=row.code)
    if end is End.CARRIED:
        row.carried = True
    else:
        row.state = TaskState.CLOSED if end is End.CLOSED else TaskState.DROPPED
        row.closed_at = now if end is End.CLOSED else None
    reviews.end(session, task, now)


def close(session: Session, plan: Plan, now: datetime, days: Workdays) -> Plan | None:
    """End a plan on whose tasks all is decided; returns the plan into which they were carried."""
    waiting = left(session, plan)
    if waiting:
        raise Refusal("plan-tasks-left", key=plan.key, count=len(waiting))
    plans.close(session, plan.key, now)
    after = next_plan(session, plan)
    if after is not None and after.state is PlanState.CONFIRMED:
        join(session, after, now, days)
    return after


def ends(session: Session, plan: Plan) -> dict[str, int]:
    """How many tasks of a plan were closed, dropped and carried."""
    query = select(col(Task.state), col(Task.carried)).where(col(Task.plan_id) == plan.id)
    rows = session.execute(query).all()
    return {
        "closed": sum(state is TaskState.CLOSED for state, _ in rows),
        "dropped": sum(state is TaskState.DROPPED for state, _ in rows),
        "carried": sum(is_carried for _, is_carried in rows),
    }


def going_on(session: Session, plan: Plan) -> list[tuple[str, str, str]]:
    """Tasks that the last plan had: its code there, the code here, the brief here."""
    before = last_plan(session, plan)
    return _pairs(session, before, plan) if before else []


def join(session: Session, plan: Plan, now: datetime, days: Workdays) -> int:
    """Tie a plan's tasks to those of the last plan that they go on with.

    What was carried and has no counterpart is put in at the end, with its owners and its figure.
    Returns how many were put in.
    """
    before = last_plan(session, plan)
    if before is None:
        return 0
    old, new = _by_code(session, before), _by_code(session, plan)
    tied = {task.carries_id for task in new.values()}
    for one, other, _ in _pairs(session, before, plan):
        if old[one].id not in tied and new[other].carries_id is None:
            new[other].carries_id = old[one].id
            tied.add(old[one].id)
    waiting = [task for task in old.values() if task.carried and task.id not in tied]
    parts = {
        part for task in waiting for part in _put_in(session, plan, task, _next_item(session, plan))
    }
    if plan.state is PlanState.CONFIRMED:
        tell_anew(session, parts, days.next_speaking(now + plans.RETRACTABLE), days)
    session.flush()
    return len(waiting)


def _pairs(session: Session, before: Plan, after: Plan) -> list[tuple[str, str, str]]:
    last = list(stated(session, before.id or 0).values())
    this = list(stated(session, after.id or 0).values())
    return [
        (last[pair.before].code, this[pair.after].code, this[pair.after].brief)
        for pair in carried(last, this)
    ]


def _by_code(session: Session, plan: Plan) -> dict[str, Task]:
    query = select(Task).where(col(Task.plan_id) == plan.id).order_by(col(Task.ordinal))
    return {task.code: task for task in session.execute(query).scalars()}


def _next_item(session: Session, plan: Plan) -> str:
    """The item after the plan's last, for what is carried into it; the same one each time."""
    carried_in = select(col(Task.item)).where(
        col(Task.plan_id) == plan.id, col(Task.due_why) == "carried"
    )
    if known := session.execute(carried_in).scalar():
        return str(known)
    heads = [code.partition("-")[0].partition(".")[0] for code in used(session, plan.id or 0)]
    return str(max((int(head) for head in heads), default=0) + 1)


def _put_in(session: Session, plan: Plan, task: Task, item: str) -> set[int]:
    """A task as it goes on in `plan`; returns the ids of its parts."""
    codes = [code for code in used(session, plan.id or 0) if code.startswith(f"{item}-")]
    kept = {"title", "brief", "text", "owner_text", "nature", "percent"}
    fresh = Task(
        **{name: getattr(task, name) for name in kept},
        plan_id=plan.id or 0,
        ordinal=len(used(session, plan.id or 0)) + 1,
        code=f"{item}-{len(codes) + 1}",
        item=item,
        due_on=date(plan.year, 12, 31),
        due_basis=Basis.IMPLIED,
        due_why="carried",
        carries_id=task.id,
    )
    session.add(fresh)
    session.flush()
    held = (col(Assignment.task_id) == task.id, col(Assignment.ended_at).is_(None))
    query = select(Assignment).where(*held)
    parts = [
        Assignment(
            task_id=fresh.id or 0,
            unit_id=part.unit_id,
            ordinal=part.ordinal,
            role=part.role,
            percent=part.percent,
        )
        for part in session.execute(query).scalars()
    ]
    session.add_all(parts)
    session.flush()
    return {part.id or 0 for part in parts}
