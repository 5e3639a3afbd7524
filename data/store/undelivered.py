"""The rules' messages that could not leave on their day: taken back, and their day decided anew."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Date, bindparam, delete, exists, select
from sqlmodel import Session, col

from data.kinds import DeliveryState, Recipient, Rule
from data.models import Assignment, Block, Delivery, Prompt, PromptLine
from data.store import agenda, blocks, reckoning
from data.workdays import DAY, Workdays

GONE = (DeliveryState.SETTLED, DeliveryState.FAILED)
UNSENT = "unsent"  # the act of a prompt that told nobody: it counts nowhere, and its day is free

LATE = select(Delivery).where(
    col(Delivery.state) == DeliveryState.OWED,
    col(Delivery.edit_of).is_(None),
    exists().where(
        col(Prompt.id) == col(Delivery.prompt_id),
        col(Prompt.act) == "",
        col(Prompt.on) < bindparam("today", type_=Date()),
    ),
)


def is_late(session: Session, today: date) -> bool:
    """Whether a message of an earlier day has not left."""
    return bool(session.execute(select(LATE.exists()), {"today": today}).scalar())


def take_back(session: Session, now: datetime, days: Workdays) -> int:
    """Settle what has not left on its day, unsent; returns how many messages that were.

    What a message told nobody is decided anew, with the newest state: nobody gets the backlog of
    a channel that was away. What another person of the unit has got stays told.
    """
    query = LATE.with_for_update(skip_locked=True)
    late = list(session.execute(query, {"today": days.today(now)}).scalars())
    if not late:
        return 0
    inside = select(col(Block.prompt_id)).where(
        col(Block.delivery_id).in_([each.id for each in late])
    )
    prompts = {each.prompt_id for each in late} | set(session.execute(inside).scalars())
    told = col(PromptLine.prompt_id).in_([each for each in prompts if each])
    parts = select(col(PromptLine.assignment_id)).where(told)
    agenda.lock_parts(session, col(Assignment.id).in_(parts))
    for each in late:
        each.state = DeliveryState.SETTLED
    session.flush()
    for prompt in sorted(each for each in prompts if each):
        if not _has_told(session, prompt):
            _forget(session, prompt, now)
    session.flush()
    return len(late)


def _has_told(session: Session, prompt: int) -> bool:
    """Whether somebody has got it, or may yet."""
    told = select(col(Delivery.id)).where(blocks.tells(prompt), col(Delivery.state).not_in(GONE))
    return session.execute(told.limit(1)).first() is not None


def _forget(session: Session, prompt: int, now: datetime) -> None:
    own = col(PromptLine.prompt_id) == prompt
    rows = session.execute(select(PromptLine).where(own)).scalars().all()
    parts = {line.assignment_id for line in rows}
    for part in parts:
        if first := _first([line for line in rows if line.assignment_id == part]):
            reckoning.set_back(session, [part], first - DAY)
    session.execute(delete(PromptLine).where(own))
    row = session.get_one(Prompt, prompt)
    row.act = UNSENT
    session.flush()
    agenda.enter_parts(session, col(Assignment.id).in_(parts), now)


def _first(lines: Collection[PromptLine]) -> date | None:
    """The first day of those that the unit itself was to be told of; silence is of no day."""
    own = (line for line in lines if line.recipient == Recipient.UNIT)
    return min((line.on for line in own if line.rule is not Rule.SILENT), default=None)
