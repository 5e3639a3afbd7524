"""A task's date and cadence as a coordinator sets them, and a unit's putting off."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from data.case import told_of
from data.course import Course, Rank, slots
from data.kinds import Basis, Cadence, Rule
from data.models import Assignment, Plan, Task
from data.rules import Outcome
from data.store import agenda, fates, prompts, reckoning
from data.store.facts import clauses_of, course
from data.store.switches import off
from data.workdays import Workdays


def move(
    session: Session, task: int, on: date, reason: str | None, now: datetime, days: Workdays
) -> date | None:
    """Give a task a new date, of which it is reminded anew; returns the date before.

    Without a reason it is an extension that a unit has asked for.
    """
    agenda.lock_parts(session, col(Assignment.task_id) == task)
    row = session.get_one(Task, task)
    before, row.due_on = row.due_on, on
    row.due_basis, row.due_phrase = Basis.EXPLICIT, reason
    row.due_why = "extended" if reason is None else "moved"
    _take_as_told(session, _reckon_anew(session, task, now, days), on, now, days)
    return before


def pace(
    session: Session, task: int, cadence: Cadence | None, now: datetime, days: Workdays
) -> None:
    """Let a task report every week or month; None: as the rules have it."""
    agenda.lock_parts(session, col(Assignment.task_id) == task)
    session.get_one(Task, task).cadence = cadence
    _reckon_anew(session, task, now, days)


def send_back(session: Session, assignment: int, now: datetime, days: Workdays) -> None:
    """Let a part that was returned report every week until it reports anew."""
    part = session.get_one(Assignment, assignment)
    part.returned_on = days.today(now)
    session.flush()
    agenda.enter(session, [part.unit_id], now)


def put_off(
    session: Session, assignments: Sequence[int], on: date, now: datetime, days: Workdays
) -> dict[int, date]:
    """Ask of these parts again on a workday, at most on the next on which they are asked anyway.

    Where that is but a workday later, one message does for both. Returns the day for each part;
    what is settled by it is edited in the messages sent.
    """
    today, again = days.today(now), days.on_or_after(on)
    prompts.settle(session, assignments, now)
    found: dict[int, date] = {}
    for part in session.exec(select(Assignment).where(col(Assignment.id).in_(assignments))):
        upcoming = next_asked(course_of(session, part), today, days)
        part.again_on = upcoming if upcoming and upcoming <= days.after(again, 1) else again
        found[part.id or 0] = part.again_on
    agenda.enter_parts(session, col(Assignment.id).in_(assignments), now)
    return found


def next_asked(own: Course, after: date, days: Workdays) -> date | None:
    """The next day on which a course asks, put off or not: by a round, or by what is firm."""
    later = (slot for slot in slots(own, days) if slot.on > after)
    return next((s.on for s in later if s.rule is Rule.REPORT_ROUND or s.rank is Rank.FIRM), None)


def course_of(session: Session, part: Assignment) -> Course:
    """The course of one part."""
    task = session.get_one(Task, part.task_id)
    plan = session.get_one(Plan, task.plan_id)
    clauses = clauses_of(session, [part.task_id]).get(part.task_id, ())
    starts = part.starts_on or date(plan.year, 1, 1)
    own = (starts, task.due_on, task.due_basis, plan.year, clauses, task.cadence)
    return course(*own, part.returned_on, off(plan.switches, task.switches))


def _reckon_anew(
    session: Session, task: int, now: datetime, days: Workdays
) -> Sequence[Assignment]:
    """What was told ahead of its day was told of the old date; returns the parts under way."""
    session.flush()
    today = days.today(now)
    query = select(Assignment).where(Assignment.task_id == task)
    parts = session.exec(query.where(col(Assignment.starts_on).is_not(None))).all()
    reckoning.set_back(session, [part.id or 0 for part in parts], today)
    agenda.enter_parts(session, col(Assignment.task_id) == task, now)
    return parts


def _take_as_told(
    session: Session, parts: Sequence[Assignment], on: date, now: datetime, days: Workdays
) -> None:
    """Units whose day was decided before hear of a new date by the word of it, if that leaves."""
    today = days.today(now)
    leaves = days.today(days.next_open(now)) == today
    untils = reckoning.untils(session, [part.id or 0 for part in parts])
    for part in parts:
        if untils.get(part.id or 0) == today:
            told = told_of(course_of(session, part), on, today, leaves, days)
            outcome = Outcome(False, (), told, today, None)
            fates.write_lines(session, {outcome: {part.unit_id: [str(part.id)]}}, {})
