"""Tasks that are in no plan: they belong to the standing plan of the year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from data.gist import gist
from data.kinds import Basis, PlanState, Role, TaskState
from data.models import Plan, Task
from data.store import reviews
from data.store.assigning import give
from data.workdays import Workdays

KEY = "交办-{year}"
ITEM = "0"
BRIEF = 20  # characters


@dataclass(frozen=True)
class Order:
    """What is to be done, by which units (the first leads) and by when, as it was put."""

    text: str
    units: Sequence[tuple[int, str]]  # id and name
    due_on: date
    phrase: str


def dispatch(
    session: Session, order: Order, title: str, told: set[int], now: datetime, days: Workdays
) -> int:
    """Make a task of an order and return its id.

    `title` is that of a new standing plan. Units in `told` hear of it by the act's own message; the
    others, whom nobody answers for yet, by the rules once somebody does.
    """
    today = days.today(now)
    plan = _standing(session, today.year, title, now)
    newest = session.exec(select(func.max(Task.ordinal)).where(Task.plan_id == plan)).one()
    ordinal = (newest or 0) + 1
    task = Task(
        plan_id=plan,
        ordinal=ordinal,
        code=f"{ITEM}-{ordinal}",
        item=ITEM,
        title=gist(order.text, BRIEF),
        brief=gist(order.text, BRIEF),
        text=order.text,
        owner_text="、".join(name for _, name in order.units),
        due_on=order.due_on,
        due_basis=Basis.EXPLICIT,
        due_phrase=order.phrase,
        due_why="dispatched",
    )
    session.add(task)
    session.flush()
    for number, (unit, _) in enumerate(order.units, 1):
        role = Role.LEAD if number == 1 else Role.SUPPORT
        give(session, task.id or 0, unit, number, role, unit in told, now, days)
    return task.id or 0


def _standing(session: Session, year: int, title: str, now: datetime) -> int:
    """The standing plan of a year, locked: its next number is taken by one at a time."""
    key = KEY.format(year=year)
    wanted = select(Plan).where(Plan.key == key)
    if session.exec(wanted).first() is None:
        plan = Plan(
            key=key,
            title=title,
            year=year,
            standing=True,
            state=PlanState.CONFIRMED,
            loaded_at=now,
            confirmed_at=now,
        )
        try:
            with session.begin_nested():
                session.add(plan)
                session.flush()
        except IntegrityError:
            pass  # another process has just made it: it is found below
    return session.exec(wanted.with_for_update()).one().id or 0


def drop(session: Session, task: int, now: datetime) -> bool:
    """End a task without closing it; False for one that has ended already."""
    row = session.exec(select(Task).where(Task.id == task).with_for_update()).one()
    session.refresh(row)
    if row.state in (TaskState.CLOSED, TaskState.DROPPED):
        return False
    row.state = TaskState.DROPPED
    reviews.end(session, task, now)
    return True
