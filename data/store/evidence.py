"""Evidence as rows: files that units sent, tied to their parts of tasks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from data.models import Assignment, Contact, Evidence, Unit


@dataclass(frozen=True)
class Sent:
    """A file that somebody sent for a part; `assignment` null: the task is not chosen yet."""

    id: int
    assignment: int | None
    task: int | None
    unit: str
    by: str
    contact: int
    hash: str
    name: str
    size: int  # bytes
    at: datetime


def keep(
    session: Session, contact: int, seen: int, digest: str, name: str, size: int, now: datetime
) -> int:
    """Put down a file that a message brought; its task is yet to be found."""
    row = Evidence(contact_id=contact, seen_id=seen, hash=digest, name=name, size=size, at=now)
    session.add(row)
    session.flush()
    return row.id or 0


def tie(session: Session, evidence: int, assignment: int) -> bool:
    """Make it evidence of a part; false when that file was there already."""
    row = session.get_one(Evidence, evidence)
    query = select(Evidence.id).where(
        Evidence.assignment_id == assignment, Evidence.hash == row.hash, Evidence.id != row.id
    )
    if session.exec(query).first() is not None:
        session.delete(row)
        session.flush()
        return False
    row.assignment_id = assignment
    session.flush()
    return True


def tie_message(session: Session, seen: int, assignments: Collection[int]) -> None:
    """A message's files belong to what it reports on."""
    query = select(Evidence).where(Evidence.seen_id == seen, col(Evidence.assignment_id).is_(None))
    for row in session.exec(query).all():
        first, *others = dict.fromkeys(assignments)
        for other in others:
            again = keep(session, row.contact_id, seen, row.hash, row.name, row.size, row.at)
            tie(session, again, other)
        tie(session, row.id or 0, first)


def waiting(session: Session, seen: int) -> int | None:
    """The file of a message whose task is not chosen yet."""
    query = select(Evidence.id).where(
        Evidence.seen_id == seen, col(Evidence.assignment_id).is_(None)
    )
    return session.exec(query).first()


def of_message(session: Session, seen: int) -> list[str]:
    """The names of the files that a message brought, each once."""
    query = select(Evidence.name).where(Evidence.seen_id == seen).order_by(col(Evidence.id))
    return list(dict.fromkeys(session.exec(query)))


def find(session: Session, evidence: int) -> Sent | None:
    """One by its id."""
    found = _read(session, Evidence.id == evidence)
    return found[0] if found else None


def of_parts(session: Session, assignments: Collection[int]) -> list[Sent]:
    """Every file sent for these parts, the last first."""
    return _read(session, col(Evidence.assignment_id).in_(assignments))


def _read(session: Session, which: object) -> list[Sent]:
    query = (
        select(Evidence, Assignment, Unit.name, Contact.name)
        .join(Contact, col(Contact.id) == col(Evidence.contact_id))
        .outerjoin(Assignment, col(Assignment.id) == col(Evidence.assignment_id))
        .outerjoin(Unit, col(Unit.id) == col(Assignment.unit_id))
        .where(which)  # type: ignore[arg-type]  # a condition on columns, whatever its kind
        .order_by(col(Evidence.id).desc())
    )
    return [
        Sent(
            id=row.id or 0,
            assignment=row.assignment_id,
            task=part.task_id if part else None,
            unit=unit or "",
            by=by,
            contact=row.contact_id,
            hash=row.hash,
            name=row.name,
            size=row.size,
            at=row.at,
        )
        for row, part, unit, by in session.exec(query)
    ]
