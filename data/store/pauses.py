"""Pauses: of a task, a unit, a plan, or of everything; what falls due meanwhile is held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from data.kinds import Recipient, TaskState
from data.models import Assignment, House, Plan, PromptLine, Task, Unit
from data.store import agenda, prompts, reckoning
from data.store.brake import BRAKE, is_braked, paused_units
from data.store.facts import HUSHED
from data.store.fates import last_told
from data.store.successors import heirs
from data.store.tasks import Part
from data.workdays import DAY


@dataclass(frozen=True)
class Paused:
    """Everything that is paused now, by name; `all_since` while the brake is on."""

    all_since: datetime | None
    plans: tuple[str, ...]
    units: tuple[str, ...]
    tasks: tuple[str, ...]


def listing(session: Session) -> Paused:
    """What is paused, in the order of plans and units."""
    brake = session.get(House, BRAKE)
    plans = select(Plan.key).where(col(Plan.paused_at).is_not(None)).order_by(col(Plan.id))
    units = select(Unit.name).where(col(Unit.paused_at).is_not(None)).order_by(col(Unit.id))
    tasks = select(Task.code).where(Task.state == TaskState.PAUSED)
    return Paused(
        datetime.fromisoformat(brake.value) if brake else None,
        tuple(session.exec(plans)),
        tuple(session.exec(units)),
        tuple(session.exec(tasks.order_by(col(Task.plan_id), col(Task.ordinal)))),
    )


def brake(session: Session, now: datetime) -> bool:
    """Pause everything; false when it is paused already."""
    if is_braked(session):
        return False
    session.add(House(name=BRAKE, value=now.isoformat()))
    session.flush()
    return True


def unbrake(session: Session) -> bool:
    """Let everything go on: what was held is told in its newest state."""
    found = session.get(House, BRAKE)
    if found is None:
        return False
    session.delete(found)
    session.flush()
    return True


def pause_task(session: Session, task: int, now: datetime) -> bool:
    """Pause an open task and settle what is asked of it; false for one in another state."""
    if not _turn(session, task, TaskState.OPEN, TaskState.PAUSED):
        return False
    parts = session.exec(select(Assignment.id).where(Assignment.task_id == task)).all()
    prompts.settle(session, [part for part in parts if part], now)
    session.flush()
    return True


def resume_task(session: Session, task: int, now: datetime) -> bool:
    """Let a paused task go on, beginning with the newest state; false for one that is not paused.

    Its notice that has reached nobody is told after all.
    """
    agenda.lock_parts(session, col(Assignment.task_id) == task)
    if not _turn(session, task, TaskState.PAUSED, TaskState.OPEN):
        return False
    for part in session.exec(select(Assignment).where(Assignment.task_id == task)):
        own = [part.id or 0]
        if part.noticed_at is None and part.starts_on:
            reckoning.set_back(session, own, part.starts_on - DAY)
        elif part.noticed_at and (first := _first_held_back(session, part)):
            reckoning.set_back(session, own, first - DAY)
    session.flush()
    agenda.enter_parts(session, col(Assignment.task_id) == task, now)
    return True


def _first_held_back(session: Session, part: Assignment) -> date | None:
    """The day of the first slot that the pause took, after all that was told of this part."""
    own = (PromptLine.assignment_id == part.id, PromptLine.recipient == Recipient.UNIT)
    since, _ = last_told(session, part.id or 0)
    held = (PromptLine.reason == HUSHED[TaskState.PAUSED], PromptLine.on > since)
    return session.exec(select(func.min(PromptLine.on)).where(*own, *held)).one()


def pause_unit(session: Session, unit: int, now: datetime) -> bool:
    """Tell a unit nothing by the rules; false when it is paused already."""
    return _mark(session, session.get_one(Unit, unit), now)


def resume_unit(session: Session, unit: int, now: datetime) -> bool:
    """Tell a unit again, beginning with the newest state."""
    if not _mark(session, session.get_one(Unit, unit), None):
        return False
    prompts.rearm(session, unit, now)
    return True


def pause_plan(session: Session, plan: int, now: datetime) -> bool:
    """Let the rules say nothing of a plan; false when it is paused already."""
    return _mark(session, session.get_one(Plan, plan), now)


def resume_plan(session: Session, plan: int, now: datetime) -> bool:
    """Speak of a plan again, beginning with the newest state."""
    if not _mark(session, session.get_one(Plan, plan), None):
        return False
    agenda.enter_parts(session, agenda.of_plan(plan), now)
    return True


def of_parts(session: Session, parts: Sequence[Part], today: date) -> dict[int, str]:
    """What has to go on before each paused part does: 4-1, 科技司 or 2018, by assignment."""
    units = paused_units(session, {part.unit for part in parts}, heirs(session, today))
    keys = select(Plan.id, Plan.key).where(col(Plan.paused_at).is_not(None))
    plans = {plan: key for plan, key in session.exec(keys) if plan}
    found = {}
    for part in parts:
        if part.state is TaskState.PAUSED:
            found[part.assignment] = part.code
        elif part.plan in plans:
            found[part.assignment] = plans[part.plan]
        elif part.unit in units:
            found[part.assignment] = units[part.unit]
    return found


def _turn(session: Session, task: int, old: TaskState, new: TaskState) -> bool:
    row = session.get_one(Task, task)
    if row.state is not old:
        return False
    row.state = new
    session.flush()
    return True


def _mark(session: Session, row: Unit | Plan, at: datetime | None) -> bool:
    if (row.paused_at is None) is (at is None):
        return False
    row.paused_at = at
    session.flush()
    return True
