"""Digests: a week so far, and weeks frozen once, by plan and week."""

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from data.edition import Edition, fingerprint, shares, snapshot
from data.models import Assignment, Digest, Plan, Report, Task, Unit
from data.reached import GoalReached, figures, reach
from data.refusal import Refusal
from data.store.burden import burden
from data.store.plans import confirmed_plans
from data.store.standing import digest_before, gather, guests, window_start
from data.store.targets import goal_targets
from data.store.waiting import counted
from data.week import Said, WeekFacts
from data.weekly import week_summary
from data.weeks import monday_of, newest_freeze
from data.workdays import Workdays, iso_week

REPORTS = (
    counted(
        select(
            col(Report.id),
            col(Task.id),
            col(Assignment.id),
            col(Unit.name),
            col(Assignment.role),
            col(Report.text),
            col(Report.percent),
            col(Report.figures),
            col(Report.wants),
        )
    )
    .join(Unit, col(Unit.id) == col(Assignment.unit_id))
    .order_by(col(Report.id))
)


def edition(
    session: Session, plan_id: int, week: str | None, now: datetime, days: Workdays
) -> Edition:
    """A week's digest, frozen or so far; without `week` the present one, or the newest frozen.

    Refuses a week that has none.
    """
    known = _present(session, plan_id, now, days) if week is None else week
    digest = frozen(session, plan_id, known)
    if digest is None:
        return Edition(snapshot(weekly(session, plan_id, known, now, days)))
    return Edition(digest.facts, digest.frozen_at, digest.hash)


def weekly(session: Session, plan_id: int, week: str, now: datetime, days: Workdays) -> WeekFacts:
    """The digest of a week as it would be frozen now; refuses a week that has none.

    None has a week without a workday, one that ended before the plan was confirmed or after it was
    closed, one to come, and one that passed without being frozen.
    """
    plan = session.get_one(Plan, plan_id)
    freeze = days.freeze(monday_of(week))
    if freeze is None or not _covers(plan, freeze):
        raise _none(week)
    if freeze < newest_freeze(now, days) or week > iso_week(days.today(now)):
        raise _none(week)
    return _week(session, plan, week, min(now, freeze), days)


def _none(week: str) -> Refusal:
    return Refusal("digest-none", year=week[:4], week=int(week[-2:]))


def goals_reached(
    session: Session, plan_id: int, now: datetime, days: Workdays
) -> tuple[GoalReached, ...]:
    """How far each goal of a plan is reached by now."""
    plan = session.get_one(Plan, plan_id)
    before = digest_before(session, plan_id, iso_week(days.today(now)))
    reports = _reports(session, plan_id, window_start(plan, before, days), now)
    return _goals(session, plan_id, before, reports)


def freeze(session: Session, plan_id: int, now: datetime, days: Workdays) -> int | None:
    """Freeze the week of the newest freeze moment and return the digest's id.

    None when there is nothing to freeze: the week has its digest already, also one that another
    process is writing at this moment, or the plan was not open at that moment.
    """
    plan = session.get_one(Plan, plan_id)
    moment = newest_freeze(now, days)
    week = iso_week(days.today(moment))
    if not _covers(plan, moment) or frozen(session, plan_id, week) is not None:
        return None
    facts = snapshot(_week(session, plan, week, moment, days))
    row = {
        "plan_id": plan_id,
        "week": week,
        "frozen_at": now,
        "hash": fingerprint(facts),
        "facts": facts,
    }
    try:
        with session.begin_nested():
            return session.execute(insert(Digest).values(row).returning(col(Digest.id))).scalar()
    except IntegrityError:
        return None


def frozen(session: Session, plan_id: int, week: str) -> Digest | None:
    """The digest of that week, once it is frozen."""
    query = select(Digest).where(col(Digest.plan_id) == plan_id, col(Digest.week) == week)
    return session.scalars(query).first()


def plans_of_week(session: Session, week: str) -> list[Plan]:
    """The plans, closed ones among them, that have a frozen digest of that week."""
    query = select(Plan).join(Digest, col(Digest.plan_id) == col(Plan.id))
    return list(session.scalars(query.where(col(Digest.week) == week).order_by(col(Plan.id))))


def _covers(plan: Plan, moment: datetime) -> bool:
    """Whether the plan was open at that moment."""
    if plan.confirmed_at is None or plan.confirmed_at >= moment:
        return False
    return plan.closed_at is None or plan.closed_at >= moment


def _present(session: Session, plan_id: int, now: datetime, days: Workdays) -> str:
    """This week, or in a week without a workday the last that has a digest."""
    today = days.today(now)
    week = iso_week(today)
    if days.freeze(today) is not None:
        return week
    before = digest_before(session, plan_id, week)
    return before.week if before else week


def _week(session: Session, plan: Plan, week: str, until: datetime, days: Workdays) -> WeekFacts:
    plan_id = plan.id or 0
    before = digest_before(session, plan_id, week)
    window = (window_start(plan, before, days), until)
    reports = _reports(session, plan_id, *window)
    facts = gather(session, plan_id, until, days)
    orders = [
        said
        for guest in guests(plan, confirmed_plans(session))
        for said in _reports(session, guest.id or 0, *window)
    ]
    goals = _goals(session, plan_id, before, reports)
    told = burden(session, *window)
    return week_summary(facts, window, (*reports, *orders), goals, told, days)


def _reports(session: Session, plan_id: int, since: datetime, until: datetime) -> tuple[Said, ...]:
    window = {"plan": plan_id, "since": since, "until": until}
    return tuple(Said(*row) for row in session.execute(REPORTS, window))


def _goals(
    session: Session, plan_id: int, before: Digest | None, reports: tuple[Said, ...]
) -> tuple[GoalReached, ...]:
    said = [
        figure
        for report in reports
        if report.leads
        for figure in figures(report.task, report.part, report.id, report.figures)
    ]
    return reach(goal_targets(session, plan_id), shares(before.facts) if before else {}, said)
