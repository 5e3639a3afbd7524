"""The courses of a plan in the database, for rehearsing it."""

from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from data.models import Assignment, Plan, Task, Unit
from data.rehearse import Part
from data.store.facts import clauses_of, course
from data.store.switches import off
from data.workdays import DAY, Workdays


def parts_of_plan(session: Session, plan_id: int, days: Workdays) -> list[Part]:
    """Its assignments as if all began anew: a draft's on the first workday after its issue.

    Cadences and switches are as they are set now.
    """
    plan = session.get_one(Plan, plan_id)
    issued = plan.issued_on or date(plan.year, 1, 1) - DAY
    first = days.on_or_after(issued + DAY)
    query = (
        select(Assignment, Task, Unit)
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .where(col(Task.plan_id) == plan_id, col(Unit.open).is_(False))
        .where(col(Assignment.ended_at).is_(None))
        .order_by(col(Task.ordinal), col(Assignment.ordinal))
    )
    rows = session.execute(query).all()
    clauses = clauses_of(session, [row.Task.id for row in rows])
    return [
        Part(
            row.Unit.name,
            row.Task.code,
            course(
                row.Assignment.starts_on or first,
                row.Task.due_on,
                row.Task.due_basis,
                plan.year,
                clauses.get(row.Task.id, ()),
                row.Task.cadence,
                off=off(plan.switches, row.Task.switches),
            ),
        )
        for row in rows
    ]
