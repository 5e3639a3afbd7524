"""A new wording of a plan that is followed up: found, shown, applied, taken back."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from data.kinds import PlanState, TaskState
from data.models import Assignment, Plan, Task, Unit
from data.reader.draft import Draft
from data.reader.registry import Registry
from data.refusal import Refusal
from data.revision import Change, Revision, revise
from data.store import agenda, drafts, plans, reckoning
from data.store.corrected import keep_corrections
from data.store.learned import learn
from data.store.notices import Before, parts_of, tell_anew, tell_as_before
from data.store.stated import stated, used
from data.store.swap import swap_belongings, swap_plans, swap_tasks
from data.workdays import Workdays


def take_in(session: Session, draft: Draft, source: str, now: datetime, registry: Registry) -> int:
    """Load a draft under a free key; of a plan that is followed up it is a new wording.

    Returns the plan's id. The same text again changes nothing, nor does the same plan on other
    paper: then it is the id of the plan that is there.
    """
    key = _free_key(session, str(draft.year or now.year))
    plan_id = plans.load(session, draft, source, key, now, registry)
    plan = session.get_one(Plan, plan_id)
    if plan.state is not PlanState.DRAFT or plan.key != key:
        return plan_id
    if (there := _same(session, plan)) is not None:
        drafts.give_up(session, plan)
        return there
    resemble(session, plan)
    return plan_id


def resemble(session: Session, draft: Plan) -> None:
    """Take a draft for a new wording of the open plan that it resembles, if there is one."""
    draft.revises_id = _revised(session, draft)
    session.flush()
    if draft.revises_id:
        keep_corrections(session, session.get_one(Plan, draft.revises_id), draft)


def separate(session: Session, draft: Plan) -> None:
    """Let a draft be a plan of its own, under its own key, whatever it resembles."""
    draft.revises_id = None
    session.flush()


def difference(session: Session, plan: Plan, draft: Plan) -> Revision:
    """What `draft` changes of `plan`."""
    old = stated(session, plan.id or 0)
    new = stated(session, draft.id or 0)
    return revise(list(old.values()), list(new.values()), used(session, plan.id or 0))


def confirm(session: Session, plan_id: int, now: datetime, days: Workdays) -> Plan:
    """Confirm a draft, or apply it to the plan that it revises; returns the plan that now holds."""
    draft = session.get_one(Plan, plan_id)
    revised = session.get(Plan, draft.revises_id) if draft.revises_id else None
    if revised is None or draft.state is not PlanState.DRAFT:
        plans.confirm(session, plan_id, now, days)
        learn(session, draft)
        return draft
    if revised.state is not PlanState.CONFIRMED:
        raise Refusal("plan-not-confirmed", key=revised.key)
    _apply(session, revised, draft, now, days)
    learn(session, draft)
    return revised


def retract(session: Session, key: str, now: datetime) -> Plan:
    """Take back what was confirmed last under this key: a revision, or the plan itself.

    Returns the plan that is a draft again.
    """
    plan = plans.find(session, key)
    last = _last_applied(session, plan)
    if last is None:
        plans.retract(session, key, now)
        return plan
    if last.confirmed_at is None or now - last.confirmed_at > plans.RETRACTABLE:
        raise Refusal("plan-too-late", key=key)
    _take_back(session, plan, last, now)
    return last


def _same(session: Session, draft: Plan) -> int | None:
    """A plan of that year, open or a draft, of which nothing is changed."""
    for plan in [*plans.open_plans(session), *drafts.drafts(session)]:
        is_other = plan.id != draft.id and plan.year == draft.year
        if is_other and difference(session, plan, draft).empty:
            return plan.id
    return None


def _revised(session: Session, draft: Plan) -> int | None:
    """The open plan that a draft is a wording of: by its title and year, or by its tasks."""
    for plan in plans.open_plans(session):
        if (plan.title, plan.year) == (draft.title, draft.year):
            return plan.id
        if plan.year == draft.year and difference(session, plan, draft).of_same_plan:
            return plan.id
    return None


def _free_key(session: Session, key: str) -> str:
    query = select(col(Plan.key)).where(col(Plan.key).startswith(key, autoescape=True))
    taken = set(session.execute(query).scalars())
    numbered = (f"{key}-{n}" for n in range(2, len(taken) + 3))
    return next(each for each in (key, *numbered) if each not in taken)


def _apply(session: Session, plan: Plan, draft: Plan, now: datetime, days: Workdays) -> None:
    old, new = stated(session, plan.id or 0), stated(session, draft.id or 0)
    found = revise(list(old.values()), list(new.values()), used(session, plan.id or 0))
    ours = {task.code: key for key, task in old.items()}
    theirs = {task.code: key for key, task in new.items()}
    starts = days.next_speaking(now + plans.RETRACTABLE)
    swap_plans(session, plan, draft)
    pairs: list[list[int]] = []
    gone: list[list[int | str]] = []
    notices: Before = {}
    for each in found.kept:
        one, other = ours[each.before.code], theirs[each.after.code]
        stayed = parts_of(session, one)
        had = _units(session, one)
        swap_tasks(session, one, other)
        pairs.append([one, other])
        gone += [[unit, each.before.code, each.before.brief] for unit in had - _units(session, one)]
        fresh = parts_of(session, one) - stayed
        again = parts_of(session, one) & stayed if _tells_all(each.changes) else set()
        notices |= tell_anew(session, fresh | again, starts, days)
    swap_belongings(session, pairs)
    added = [(theirs[each.task.code], each.code) for each in found.added]
    before = [[key, _move(session, key, plan.id or 0, code)] for key, code in added]
    for key, _ in added:
        notices |= tell_anew(session, parts_of(session, key), starts, days)
    for task in found.dropped:
        gone += [[unit, task.code, task.brief] for unit in _units(session, ours[task.code])]
    dropped = [[ours[task.code], _drop(session, ours[task.code]).value] for task in found.dropped]
    draft.state, draft.confirmed_at = PlanState.APPLIED, now
    draft.applied = {
        "pairs": pairs,
        "added": before,
        "dropped": dropped,
        "gone": gone,
        "notices": notices,
    }
    session.flush()


def told(session: Session, draft: Plan) -> list[str]:
    """The units, by name, whose part a revision that was applied has changed."""
    applied = draft.applied or {}
    parts = [int(key) for key in applied.get("notices", ())]
    mine = select(col(Assignment.unit_id)).where(col(Assignment.id).in_(parts))
    units = {*session.execute(mine).scalars(), *(unit for unit, *_ in applied.get("gone", ()))}
    query = select(col(Unit.name)).where(col(Unit.id).in_(units), col(Unit.open).is_(False))
    return list(session.execute(query.order_by(col(Unit.id))).scalars())


def _units(session: Session, task: int) -> set[int]:
    held = (col(Assignment.task_id) == task, col(Assignment.ended_at).is_(None))
    query = select(col(Assignment.unit_id)).where(*held)
    return set(session.execute(query).scalars())


def _tells_all(changes: tuple[Change, ...]) -> bool:
    """Other words or another date concern every unit of the task; another owner only its own."""
    return Change.REWORDED in changes or Change.DUE in changes


def _move(session: Session, task: int, plan: int, code: str) -> str:
    """Give a task to a plan under that code; returns the code that it had."""
    row = session.get_one(Task, task)
    had, row.code, row.item, row.plan_id = row.code, code, code.rpartition("-")[0], plan
    session.flush()
    return had


def _drop(session: Session, task: int) -> TaskState:
    """Drop a task; returns the state that it was in."""
    row = session.get_one(Task, task)
    was, row.state = row.state, TaskState.DROPPED
    return was


def _last_applied(session: Session, plan: Plan) -> Plan | None:
    query = select(Plan).where(
        col(Plan.revises_id) == plan.id, col(Plan.state) == PlanState.APPLIED
    )
    return session.execute(query.order_by(col(Plan.confirmed_at).desc())).scalar()


def _take_back(session: Session, plan: Plan, draft: Plan, now: datetime) -> None:
    applied = draft.applied or {}
    for task, code in applied["added"]:
        _move(session, task, draft.id or 0, code)
    swap_plans(session, plan, draft)
    for one, other in applied["pairs"]:
        swap_tasks(session, one, other)
    swap_belongings(session, applied["pairs"])
    for task, state in applied["dropped"]:
        session.get_one(Task, task).state = TaskState(state)
    tell_as_before(session, applied["notices"])
    reckoning.end(session, plans.parts_of(session, draft.id or 0))  # also what came meanwhile
    draft.state, draft.confirmed_at, draft.applied = PlanState.DRAFT, None, None
    agenda.enter_parts(session, agenda.of_plan(plan.id or 0), now)
    session.expire_all()
