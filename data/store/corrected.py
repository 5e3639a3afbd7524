"""What was corrected of a plan stays where a new wording of it says what the old one said."""

from sqlalchemy import select
from sqlmodel import Session, col

from data.models import Assignment, Plan, Task
from data.revision import Change, Kept, revise
from data.store.corrections import set_due, set_owners
from data.store.stated import stated, used

CORRECTED = "coordinator"  # why a date is what it is: a coordinator said it


def keep_corrections(session: Session, plan: Plan, draft: Plan) -> None:
    """Give the tasks of `draft` the owners, days and names that those of `plan` were given.

    Only where text and owner mark are the same: what the document itself changes holds.
    """
    old, new = stated(session, plan.id or 0), stated(session, draft.id or 0)
    ours = {task.code: key for key, task in old.items()}
    theirs = {task.code: key for key, task in new.items()}
    found = revise(list(old.values()), list(new.values()), used(session, plan.id or 0))
    for each in found.kept:
        one = session.get_one(Task, ours[each.before.code])
        other = session.get_one(Task, theirs[each.after.code])
        if Change.REWORDED not in each.changes and one.owner_text == other.owner_text:
            _keep(session, one, other, each)
    session.flush()


def _keep(session: Session, one: Task, other: Task, each: Kept) -> None:
    other.brief = one.brief
    if Change.OWNERS in each.changes:
        query = select(col(Assignment.unit_id), col(Assignment.role)).where(
            col(Assignment.task_id) == one.id, col(Assignment.ended_at).is_(None)
        )
        rows = session.execute(query.order_by(col(Assignment.ordinal)))
        set_owners(session, other, [(unit, role) for unit, role in rows])
    if Change.DUE in each.changes and one.due_why == CORRECTED and one.due_on:
        set_due(session, other, one.due_on, one.due_phrase or "")
