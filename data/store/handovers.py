"""交接: somebody takes over a post with what hangs on it; leave, while the deputies receive."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from data.kinds import ReportState, Standing
from data.models import Assignment, Delivery, Post, Prompt, Report, Task
from data.store import blocks, chats, people, posts, prompts, recipients
from data.store.addresses import accounts
from data.store.posts import Held
from data.store.successors import predecessors

LIVES = (ReportState.PENDING, ReportState.AWAITING)


@dataclass(frozen=True)
class Pending:
    """What somebody wrote and nobody has confirmed: the message that said it, and its tasks."""

    seen: int
    codes: tuple[str, ...]
    text: str


def of_person(session: Session, contact: int) -> list[Held]:
    """A person's posts for units, in the order they came."""
    query = select(Post.id).where(Post.contact_id == contact, col(Post.unit_id).is_not(None))
    ids = session.exec(query.order_by(col(Post.id))).all()
    return [held for each in ids if each and (held := posts.find(session, each))]


def take_over(session: Session, held: Held, new: int, now: datetime) -> list[Pending]:
    """Let `new` have the post in place of who held it; returns what waits to be confirmed.

    A deputy who becomes the contact is deputy no more.
    """
    posts.end(session, held.id)
    people.appoint(session, new, held.unit, held.standing, now)
    if held.standing is Standing.CONTACT:
        for each in posts.of_unit(session, held.unit):
            if (each.contact, each.standing) == (new, Standing.DEPUTY):
                posts.end(session, each.id)
    waiting = _move_pending(session, held, new)
    _tell_again(session, held, new, now)
    prompts.rearm(session, held.unit, now)
    session.flush()
    return waiting


def leave(session: Session, contact: int, until: date | None, now: datetime) -> list[Held]:
    """A contact is away up to a day, or back (None); returns the posts that this concerns."""
    session.execute(
        update(Post)
        .where(col(Post.contact_id) == contact, col(Post.standing) == Standing.CONTACT)
        .values(away_until=until)
    )
    session.expire_all()
    found = [each for each in of_person(session, contact) if each.standing is Standing.CONTACT]
    for each in found:
        prompts.rearm(session, each.unit, now)
    return found


def _move_pending(session: Session, held: Held, new: int) -> list[Pending]:
    units = {held.unit, *predecessors(session, held.unit)}
    parts = select(Assignment.id).where(col(Assignment.unit_id).in_(units))
    query = (
        select(Report, Task.code)
        .join(Assignment, col(Assignment.id) == col(Report.assignment_id))
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .where(
            Report.contact_id == held.contact,
            col(Report.state).in_(LIVES),
            col(Report.assignment_id).in_(parts),
        )
        .order_by(col(Report.id))
    )
    by_message: dict[int, Pending] = {}
    for report, code in session.exec(query).all():
        report.contact_id = new
        seen = report.seen_id or 0
        if report.state is ReportState.PENDING:
            known = by_message.get(seen, Pending(seen, (), report.text))
            by_message[seen] = Pending(seen, (*known.codes, code), known.text)
    session.flush()
    return list(by_message.values())


def _tell_again(session: Session, held: Held, new: int, now: datetime) -> None:
    """The newest message that still asks the unit for something, once, in its newest state."""
    recent = select(Prompt.id).where(
        Prompt.recipient == "unit",
        Prompt.recipient_id == held.unit,
        Prompt.created_at > now - chats.OPEN_FOR,
    )
    for prompt in session.exec(recent.order_by(col(Prompt.id).desc())).all():
        if prompt and chats.unanswered(session, prompt):
            addresses = accounts(session, [held.unit], held.standing)[held.unit]
            own = [each for each in addresses if each.contact_id == new]
            if not _knows(session, prompt, new):
                recipients.owe(session, {prompt: own}, now)
            return


def _knows(session: Session, prompt: int, contact: int) -> bool:
    told = select(Delivery.id).where(Delivery.contact_id == contact, blocks.tells(prompt))
    return session.exec(told.limit(1)).first() is not None
