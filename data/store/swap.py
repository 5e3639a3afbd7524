"""Two wordings of one plan change places, task by task: done twice, all is as it was.

Reports, signatures and messages hang on a task's row and a unit's part in it: those rows stay with
the plan that is followed up, and only what the document says is exchanged. A part that the new
wording does not have goes, with its history, to the wording that has it.
"""

from collections.abc import Sequence

from sqlalchemy import Table, select, update
from sqlmodel import Session, col

from data.models import Assignment, Goal, Plan, Section, Task, metadata

PLAN_SAYS = ("title", "issuer", "doc_number", "issued_on", "source_hash", "source", "flags")
TASK_SAYS = (
    *("section_id", "ordinal", "title", "brief", "text", "owner_text", "nature"),
    *("due_on", "due_basis", "due_phrase", "due_why", "line_from", "line_to", "flags"),
)
BELONGINGS = tuple(metadata.tables[name] for name in ("target", "deadline", "task_goal"))
APART = 1_000_000  # numbers out of the way while two lists change places


def swap_plans(session: Session, one: Plan, other: Plan) -> None:
    """What the two documents say as wholes; their goals and sections."""
    _exchange(one, other, PLAN_SAYS)
    session.flush()
    for model in (Section, Goal):
        _change_places(session, metadata.tables[str(model.__tablename__)], one, other)
    session.expire_all()


def swap_tasks(session: Session, one: int, other: int) -> None:
    """What the two say of one task; each unit's part goes where it is named.

    What hangs on the text alone is for `swap_belongings`.
    """
    first, second = session.get_one(Task, one), session.get_one(Task, other)
    _exchange(first, second, TASK_SAYS)
    session.flush()
    before, after = _parts(session, one), _parts(session, other)
    for unit in before.keys() & after.keys():
        _exchange(before[unit], after[unit], ("ordinal", "role", "ended_at"))
    for unit in before.keys() - after.keys():
        before[unit].task_id = other
    for unit in after.keys() - before.keys():
        after[unit].task_id = one
    session.flush()


def swap_belongings(session: Session, pairs: Sequence[Sequence[int]]) -> None:
    """The targets, dates and goals of pairs of tasks; taken out first, that none stands twice."""
    other = {task: across for one, two in pairs for task, across in ((one, two), (two, one))}
    for table in BELONGINGS:
        among = table.c.task_id.in_(other)
        rows = session.execute(select(table).where(among)).mappings().all()
        session.execute(table.delete().where(among))
        if rows:
            swapped = [{**row, "task_id": other[row["task_id"]]} for row in rows]
            session.execute(table.insert(), swapped)
    session.expire_all()


def _exchange(one: object, other: object, names: tuple[str, ...]) -> None:
    for name in names:
        mine, theirs = getattr(one, name), getattr(other, name)
        setattr(one, name, theirs)
        setattr(other, name, mine)


def _parts(session: Session, task: int) -> dict[int, Assignment]:
    query = select(Assignment).where(col(Assignment.task_id) == task)
    return {part.unit_id: part for part in session.execute(query).scalars()}


def _change_places(session: Session, table: Table, one: Plan, other: Plan) -> None:
    """Rows of the two plans; a number is taken only once in each."""
    own = session.execute(select(table.c.id).where(table.c.plan_id == one.id)).scalars().all()
    theirs = session.execute(select(table.c.id).where(table.c.plan_id == other.id)).scalars().all()
    for ids, plan in ((own, other.id), (theirs, one.id)):
        session.execute(
            update(table)
            .where(table.c.id.in_(ids))
            .values(plan_id=plan, ordinal=table.c.ordinal + APART)
        )
        if ids is theirs:
            session.execute(
                update(table)
                .where(table.c.id.in_([*own, *theirs]))
                .values(ordinal=table.c.ordinal - APART)
            )
