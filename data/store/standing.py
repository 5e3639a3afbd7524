"""How a plan stands, gathered in a handful of queries: no list scans reports."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from data.kinds import Light
from data.models import Digest, Goal, Plan, Section
from data.refusal import Refusal
from data.store import waiting
from data.store.burden import burden
from data.store.parts import tasks_of
from data.store.plans import confirmed_plans, find, open_plans, standing_plans
from data.store.slips import proposed
from data.store.unbound import unbound
from data.summary import Counts, PlanFacts, Summary, join, only, summarise
from data.summary import Goal as GoalFacts
from data.summary import Section as SectionFacts
from data.workdays import Workdays, iso_week

SECTIONS = (
    select(col(Section.id), col(Section.mark), col(Section.title))
    .where(col(Section.plan_id) == bindparam("plan"))
    .order_by(col(Section.ordinal))
)
GOALS = (
    select(col(Goal.ordinal), col(Goal.text))
    .where(col(Goal.plan_id) == bindparam("plan"))
    .order_by(col(Goal.ordinal))
)
BEFORE = (
    select(Digest)
    .where(col(Digest.plan_id) == bindparam("plan"), col(Digest.week) < bindparam("week"))
    .order_by(col(Digest.week).desc())
    .limit(1)
)


def open_plan(session: Session, key: str | None) -> Plan:
    """The plan of `key`, or the only open one besides the standing one; refuses when none is it.

    Where no other is open, the standing one is meant.
    """
    if key is not None:
        return find(session, key)
    plans = open_plans(session) or standing_plans(session)[-1:]
    if not plans:
        raise Refusal("plan-none")
    if len(plans) > 1:
        raise Refusal("plan-which", keys=", ".join(plan.key for plan in plans))
    return plans[0]


def standing(
    session: Session, plan_id: int, now: datetime, days: Workdays, unit: str | None = None
) -> Summary:
    """The plan as it stands at `now`; with `unit` (a name in the plan), only its tasks."""
    facts = gather(session, plan_id, now, days)
    return summarise(facts if unit is None else only(facts, unit), now, days)


def gather(session: Session, plan_id: int, now: datetime, days: Workdays) -> PlanFacts:
    """Everything that lights and lists are computed from, tasks outside any plan included."""
    confirmed = confirmed_plans(session)
    plan = session.get_one(Plan, plan_id)  # asked for only when it is not among those
    before = digest_before(session, plan_id, iso_week(days.today(now)))
    since = window_start(plan, before, days)
    facts = replace(
        _alone(session, plan, since, now, days),
        undelivered=waiting.undelivered(session, since),
        burden=burden(session, since, now),
        before=_counts(before),
    )
    for guest in guests(plan, confirmed):
        own = _alone(session, guest, since, now, days)
        facts = join(facts, own, SectionFacts(-(guest.id or 0), "", guest.title))
    return facts


def guests(plan: Plan, confirmed: Sequence[Plan]) -> list[Plan]:
    """The standing plans whose tasks are shown with those of a plan: the newest open one."""
    newest = [each for each in confirmed if not each.standing][-1:]
    return [each for each in confirmed if each.standing] if plan in newest else []


def _alone(
    session: Session, plan: Plan, since: datetime, now: datetime, days: Workdays
) -> PlanFacts:
    plan_id = plan.id or 0
    which = {"plan": plan_id}
    reviews = waiting.reviews(session, plan_id)
    blocked = {each.task: each.said for each in reviews if each.kind == "blocked" and each.said}
    return PlanFacts(
        key=plan.key,
        title=plan.title,
        tasks=tasks_of(session, plan, blocked, now, days),
        sections=tuple(SectionFacts(*row) for row in session.execute(SECTIONS, which)),
        goals=tuple(GoalFacts(*row) for row in session.execute(GOALS, which)),
        reviews=tuple((each.task, each.kind) for each in reviews),
        pending=waiting.pending(session, plan_id, days),
        empty_groups=waiting.empty_groups(session, plan_id),
        slips=tuple(each.task for each in proposed(session, now, days, plan=plan_id)),
        unbound=unbound(session, plan_id, days.today(now)),
        received=waiting.received(session, plan_id, since, now),
    )


def digest_before(session: Session, plan_id: int, week: str) -> Digest | None:
    """The newest frozen digest of a week before `week`."""
    return session.scalars(BEFORE, {"plan": plan_id, "week": week}).first()


def window_start(plan: Plan, before: Digest | None, days: Workdays) -> datetime:
    """The end of the last digest's window, else the morning of the plan's confirmation.

    What is said at the very instant of a window's start belongs to the one before it, and before
    the first there is none.
    """
    if before is not None:
        return datetime.fromisoformat(before.facts["to"])
    return days.at(days.today(plan.confirmed_at or plan.loaded_at), time.min)


def _counts(digest: Digest | None) -> Counts | None:
    if digest is None:
        return None
    lights = {Light(colour): number for colour, number in digest.facts["counts"].items()}
    return Counts(lights, len(digest.facts["overdue"]))
