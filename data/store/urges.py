"""催办: a coordinator's urging, told at the next moment inside the window, a unit's ones merged."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from data.course import Rank
from data.kinds import ActKind, Fate, Rule, Standing
from data.models import Act, Assignment, Delivery, Prompt, PromptLine, Task
from data.store.brake import is_braked
from data.store.facts import Address, accounts
from data.workdays import Workdays

MERGED_WITHIN = timedelta(minutes=10)


def waiting(session: Session) -> list[Act]:
    """The urges that nobody was told of yet, the oldest first; locked for this transaction."""
    query = select(Act).where(Act.kind == ActKind.URGE, col(Act.prompt_id).is_(None))
    return list(session.exec(query.order_by(col(Act.id)).with_for_update(skip_locked=True)))


def urged(session: Session, assignments: Sequence[int], on: date) -> set[int]:
    """Those of the parts that were urged on this day, or are about to be."""
    query = select(PromptLine.assignment_id).where(
        col(PromptLine.assignment_id).in_(assignments),
        PromptLine.rule == Rule.URGED,
        PromptLine.on == on,
    )
    soon = {part for act in waiting(session) for part in act.facts["parts"]}
    return set(session.exec(query)) | (soon & set(assignments))


def owe(session: Session, now: datetime, days: Workdays) -> int:
    """Tell what waits, one message a unit; returns how many.

    Within ten minutes of a unit's last such message, and outside the window, it waits.
    """
    if not days.is_open(now) or is_braked(session):
        return 0
    by_unit: dict[int, list[Act]] = defaultdict(list)
    for act in waiting(session):
        by_unit[act.unit_id or 0].append(act)
    if not by_unit:
        return 0
    reached = accounts(session, list(by_unit), Standing.CONTACT)
    ready = [
        unit for unit in by_unit if reached[unit] and now - _last(session, unit) >= MERGED_WITHIN
    ]
    for unit in ready:
        _tell(session, unit, by_unit[unit], reached[unit], now, days.today(now))
    return len(ready)


def upcoming(session: Session, now: datetime, days: Workdays) -> list[datetime]:
    """When what waits may be told, by unit; `now` where it only waits for somebody to be told."""
    waits = select(Act.unit_id).where(Act.kind == ActKind.URGE, col(Act.prompt_id).is_(None))
    since = [_last(session, unit or 0) for unit in session.exec(waits.distinct())]
    return [days.next_open(max(now, last + MERGED_WITHIN)) for last in since]


def _last(session: Session, unit: int) -> datetime:
    query = select(func.max(Prompt.created_at)).where(
        Prompt.recipient == "unit", Prompt.recipient_id == unit, Prompt.act != ""
    )
    return session.exec(query).one() or datetime.min.replace(tzinfo=UTC)


def _tell(
    session: Session,
    unit: int,
    acts: Sequence[Act],
    reached: Sequence[Address],
    now: datetime,
    today: date,
) -> None:
    act = f"urge:{acts[0].id}"
    prompt = Prompt(recipient="unit", recipient_id=unit, on=today, act=act, created_at=now)
    session.add(prompt)
    session.flush()
    parts = {part for each in acts for part in each.facts["parts"]}
    told = set(
        session.exec(
            select(PromptLine.assignment_id).where(
                col(PromptLine.assignment_id).in_(parts),
                PromptLine.rule == Rule.URGED,
                PromptLine.on == today,
            )
        )
    )
    query = select(Assignment, Task).join(Task, col(Task.id) == col(Assignment.task_id))
    for part, task in session.exec(query.where(col(Assignment.id).in_(parts - told))):
        late = task.due_on is not None and task.due_on < today
        rank = int(Rank.FIRM if late else Rank.ROUND)
        session.add(
            PromptLine(
                prompt_id=prompt.id,
                assignment_id=part.id or 0,
                rule=Rule.URGED,
                on=today,
                deadline=task.due_on,
                rank=rank,
                fate=Fate.TOLD,
            )
        )
    for each in acts:
        each.prompt_id = prompt.id
    session.add_all(
        Delivery(
            key=f"prompt:{prompt.id}:{address.contact_id}",
            channel=address.channel,
            chat=address.chat,
            contact_id=address.contact_id,
            prompt_id=prompt.id,
            owed_at=now,
        )
        for address in reached
    )
    session.flush()
