"""What people did to the reminders, for good: who, when, what and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from data.kinds import ActKind
from data.models import Act, Contact


@dataclass(frozen=True)
class Done:
    """An act as it is read back."""

    kind: ActKind
    by: str
    at: datetime
    reason: str
    facts: dict[str, Any]


def record(
    session: Session,
    kind: ActKind,
    contact: int,
    now: datetime,
    *,
    task: int | None = None,
    unit: int | None = None,
    plan: int | None = None,
    reason: str = "",
    facts: dict[str, Any] | None = None,
) -> int:
    """Put an act down; with neither task, unit nor plan it is about everything."""
    act = Act(
        kind=kind,
        contact_id=contact,
        at=now,
        task_id=task,
        unit_id=unit,
        plan_id=plan,
        reason=reason,
        facts=facts or {},
    )
    session.add(act)
    session.flush()
    return act.id or 0


def file_of(session: Session, task: int) -> dict[str, Any] | None:
    """The file that a task was dispatched with, as its message names it."""
    query = select(Act).where(Act.task_id == task, Act.kind == ActKind.DISPATCH)
    act = session.exec(query).first()
    return act.facts.get("file") if act else None


def of_task(session: Session, task: int) -> list[Done]:
    """Everything done to a task's reminders, the last first."""
    query = select(Act, Contact.name).join(Contact, col(Contact.id) == col(Act.contact_id))
    rows = session.exec(query.where(Act.task_id == task).order_by(col(Act.id).desc()))
    return [Done(act.kind, by, act.at, act.reason, act.facts) for act, by in rows]
