"""Plans as rows: loaded as drafts, confirmed, taken back, closed."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from data.kinds import PlanState
from data.models import Assignment, Deadline, Goal, Plan, Section, Target, Task, TaskGoal, Unit
from data.reader.draft import Draft, Flag, TaskDraft
from data.reader.draft import Target as TargetDraft
from data.reader.registry import Registry
from data.refusal import Refusal
from data.store import agenda, reckoning
from data.store.units import own
from data.workdays import DAY, Workdays

RETRACTABLE = timedelta(minutes=15)


def load(
    session: Session,
    draft: Draft,
    source: str,
    key: str | None,
    now: datetime,
    registry: Registry,
) -> int:
    """Put a draft in and return its plan's id; the same source again changes nothing.

    Blanks make no other source: paper of another kind has others. `key` defaults to the plan's
    year; a taken one is refused.
    """
    digest = hashlib.sha256("".join(source.split()).encode()).hexdigest()
    same = select(Plan.id).where(Plan.source_hash == digest, Plan.state != PlanState.APPLIED)
    known = session.exec(same).first()
    if known is not None:
        return known
    plan = _plan(draft, source, digest, key, now)
    if session.exec(select(Plan.id).where(Plan.key == plan.key)).first() is not None:
        raise Refusal("plan-key-taken", key=plan.key)
    session.add(plan)
    session.flush()
    _fill(session, plan.id or 0, draft, registry)
    return plan.id or 0


def find(session: Session, key: str) -> Plan:
    """The plan of that key; refuses a key that no plan has."""
    plan = session.exec(select(Plan).where(Plan.key == key)).first()
    if plan is None:
        raise Refusal("plan-unknown", key=key)
    return plan


def confirm(session: Session, plan_id: int, now: datetime, days: Workdays) -> None:
    """Make a draft count: from the first speaking time after the retraction window its units hear.

    An open group is told nothing while its members are not chosen.
    """
    plan = session.get_one(Plan, plan_id)
    if plan.state is not PlanState.DRAFT:
        raise Refusal("plan-not-draft", key=plan.key)
    plan.state = PlanState.CONFIRMED
    plan.confirmed_at = now
    starts = days.next_speaking(now + RETRACTABLE)
    day = days.today(starts)
    told = select(Unit.id).where(col(Unit.open).is_(False))
    begun = (agenda.of_plan(plan_id), col(Assignment.unit_id).in_(told))
    session.execute(
        update(Assignment)
        .where(*begun)
        .values(starts_on=day)
        .execution_options(synchronize_session=False)
    )
    parts = session.execute(select(col(Assignment.id)).where(*begun)).scalars().all()
    reckoning.begin(session, parts, day - DAY)
    agenda.enter_parts(session, agenda.of_plan(plan_id), starts)


def retract(session: Session, key: str, now: datetime) -> None:
    """Take a confirmation back, within 15 minutes of it and before anything has left."""
    plan = find(session, key)
    if plan.state is not PlanState.CONFIRMED or plan.confirmed_at is None:
        raise Refusal("plan-not-confirmed", key=key)
    if now - plan.confirmed_at > RETRACTABLE:
        raise Refusal("plan-too-late", key=key)
    plan.state, plan.confirmed_at = PlanState.DRAFT, None
    reckoning.end(session, parts_of(session, plan.id or 0))


def parts_of(session: Session, plan: int) -> Sequence[int]:
    """The ids of all parts of a plan's tasks."""
    return session.execute(select(col(Assignment.id)).where(agenda.of_plan(plan))).scalars().all()


def close(session: Session, key: str, now: datetime) -> None:
    """End a plan: it sends nothing any more."""
    plan = find(session, key)
    if plan.state is not PlanState.CONFIRMED:
        raise Refusal("plan-not-confirmed", key=key)
    plan.state, plan.closed_at = PlanState.CLOSED, now


def listing(session: Session) -> list[dict[str, Any]]:
    """Every plan as `plan list --json` shows it, oldest first."""
    counts = select(Task.plan_id, func.count()).group_by(col(Task.plan_id))
    tasks: dict[int, int] = dict(session.exec(counts).all())
    return [
        {
            "key": plan.key,
            "title": plan.title,
            "year": plan.year,
            "state": plan.state.value,
            "tasks": tasks.get(plan.id or 0, 0),
        }
        for plan in session.exec(select(Plan).order_by(col(Plan.id)))
    ]


def open_plans(session: Session) -> list[Plan]:
    """The confirmed plans, oldest first, the standing one not among them."""
    return [plan for plan in confirmed_plans(session) if not plan.standing]


def standing_plans(session: Session) -> list[Plan]:
    """The plans of tasks that are in no plan, oldest first."""
    return [plan for plan in confirmed_plans(session) if plan.standing]


def confirmed_plans(session: Session) -> list[Plan]:
    """The plans that are followed up, the standing one among them, oldest first."""
    query = select(Plan).where(Plan.state == PlanState.CONFIRMED)
    return list(session.exec(query.order_by(col(Plan.id))))


def _plan(draft: Draft, source: str, digest: str, key: str | None, now: datetime) -> Plan:
    year = draft.year or (draft.issued_on.year if draft.issued_on else now.year)
    return Plan(
        key=key or str(year),
        title=draft.title,
        issuer=draft.issuer,
        doc_number=draft.doc_number,
        issued_on=draft.issued_on,
        year=year,
        source_hash=digest,
        source=source,
        flags=_flags(draft.flags),
        loaded_at=now,
    )


def _fill(session: Session, plan_id: int, draft: Draft, registry: Registry) -> None:
    units = own(session, (owner for task in draft.tasks for owner in task.owners), registry)
    sections = [
        Section(plan_id=plan_id, ordinal=n, mark=each.mark, title=each.title)
        for n, each in enumerate(draft.sections, 1)
    ]
    goals = [Goal(plan_id=plan_id, ordinal=g.ordinal, text=g.text) for g in draft.goals]
    session.add_all([*sections, *goals])
    session.flush()
    by_mark = {each.mark: each.id for each in sections}
    by_ordinal = {each.ordinal: each.id or 0 for each in goals}
    for goal in draft.goals:
        session.add_all(_targets(goal.targets, goal_id=by_ordinal[goal.ordinal]))
    for ordinal, each in enumerate(draft.tasks, 1):
        task = _task(each, plan_id, ordinal, by_mark.get(each.section or ""))
        session.add(task)
        session.flush()
        _belongings(session, task.id or 0, each, units, by_ordinal)
    session.flush()


def _belongings(
    session: Session, task_id: int, task: TaskDraft, units: dict[str, int], goals: dict[int, int]
) -> None:
    session.add_all(_targets(task.targets, task_id=task_id))
    session.add_all(
        Deadline(
            task_id=task_id,
            ordinal=n,
            on=each.on,
            basis=each.basis,
            phrase=each.phrase,
            text=each.text,
            recurs=each.recurs,
        )
        for n, each in enumerate(task.deadlines, 1)
    )
    session.add_all(TaskGoal(task_id=task_id, goal_id=goals[g]) for g in task.goals if g in goals)
    # Two spellings of one unit in one mark are one assignment, in the earlier one's place.
    roles = {units[owner.name]: owner.role for owner in reversed(task.owners)}
    session.add_all(
        Assignment(task_id=task_id, unit_id=unit_id, ordinal=n, role=role)
        for n, (unit_id, role) in enumerate(reversed(roles.items()), 1)
    )


def _task(task: TaskDraft, plan_id: int, ordinal: int, section_id: int | None) -> Task:
    return Task(
        plan_id=plan_id,
        section_id=section_id,
        ordinal=ordinal,
        code=task.code,
        item=task.item,
        title=task.title,
        brief=task.brief,
        text=task.text,
        owner_text=task.owner_text,
        nature=task.nature,
        due_on=task.due.on,
        due_basis=task.due.basis,
        due_phrase=task.due.phrase,
        due_why=task.due.why,
        line_from=task.lines[0],
        line_to=task.lines[1],
        flags=_flags(task.flags),
    )


def _targets(
    targets: Iterable[TargetDraft], task_id: int | None = None, goal_id: int | None = None
) -> Iterable[Target]:
    return [
        Target(task_id=task_id, goal_id=goal_id, ordinal=n, **vars(each))
        for n, each in enumerate(targets, 1)
    ]


def _flags(flags: Iterable[Flag]) -> list[dict[str, Any]]:
    return [{"code": flag.code, "about": flag.about, "lines": list(flag.lines)} for flag in flags]
