"""Word of dates that were moved: to each unit, the newest one of each task."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from data.kinds import ActKind
from data.models import Act, Assignment, Delivery, Task
from data.store import blocks


@dataclass(frozen=True)
class Moved:
    """A task whose date was moved, once or more often since its unit heard of it last."""

    task: int
    code: str
    brief: str
    before: date | None
    on: date
    reason: str


def moved(session: Session, delivery: Delivery) -> list[Moved]:
    """What a message of moved dates says now; a date that has come back is not told."""
    first: dict[int, Act] = {}
    last: dict[int, Act] = {}
    for act in session.exec(_acts(blocks.of(session, delivery))):
        first.setdefault(act.task_id or 0, act)
        last[act.task_id or 0] = act
    found = (_moved(session, first[task].facts["from"], act) for task, act in last.items())
    return [each for each in found if each]


def name_tasks(session: Session, prompts: Collection[int]) -> None:
    """Let an answer to these messages be about the tasks whose dates they tell."""
    query = select(Delivery).where(col(Delivery.prompt_id).in_(prompts))
    for delivery in session.exec(query).all():
        acts = session.exec(_acts(blocks.of(session, delivery)))
        delivery.about = list(dict.fromkeys(act.task_id for act in acts if act.task_id))
    session.flush()


def _acts(prompts: Collection[int]) -> Any:
    query = select(Act).where(Act.kind == ActKind.MOVED, col(Act.prompt_id).in_(prompts))
    return query.order_by(col(Act.id))


def _moved(session: Session, before: str | None, act: Act) -> Moved | None:
    """None where the date is another by now, the part has ended, or all is as it was."""
    task = session.get_one(Task, act.task_id)
    part = session.get_one(Assignment, act.facts["parts"][0])
    on, to = task.due_on, act.facts["to"]
    if on is None or on.isoformat() != to or to == before or part.ended_at:
        return None
    was = date.fromisoformat(before) if before else None
    return Moved(task.id or 0, task.code, task.brief, was, on, act.reason)
