"""Time passes: a recipient's day is claimed, decided and owed in one transaction."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from data.kinds import DeliveryState, Fate, Rule, Standing
from data.models import Account, Assignment, Delivery, Prompt, PromptLine, metadata
from data.rules import SIGN_WITHIN, Day, Line, due
from data.store.facts import accounts, due_units, gather, sent_this_week
from data.workdays import SPEAKS, Workdays

CHUNK = 500  # units a transaction: few enough that a report never waits long behind it
OPEN_FOR = timedelta(days=7)  # how long a prompt can be answered by writing freely


def tick(session: Session, now: datetime, days: Workdays) -> int:
    """Decide the day of units that are due, up to a chunk; returns how many were looked at.

    Outside the window, and before the speaking time, nothing is touched: it is held as it stands.
    """
    today = days.today(now)
    if not days.is_open(now) or now < days.at(today, SPEAKS):
        return 0
    units = due_units(session, now, CHUNK)
    if not units:
        return 0
    facts = gather(session, units, days)
    spoken = sent_this_week(session, units, today)
    reached = accounts(session, units, Standing.CONTACT)
    for unit in units:
        if not reached[unit]:
            _park(session, unit)
        elif today in spoken[unit]:
            _wait(session, unit, now, days.next_speaking(days.at(today, SPEAKS) + timedelta(1)))
        else:
            day = due(facts[unit], today, len(spoken[unit]), days)
            _record(session, unit, day, reached[unit], now, days)
    _stop(session, units, now)
    return len(units)


def earliest(session: Session) -> datetime | None:
    """The next instant at which a rule may speak, of anything."""
    query = select(col(Assignment.next_at)).where(col(Assignment.next_at).is_not(None))
    return session.execute(query.order_by(col(Assignment.next_at)).limit(1)).scalar()


def rearm(session: Session, unit_id: int, now: datetime) -> None:
    """Look again at everything a unit answers for: it can be reached now."""
    session.execute(
        update(Assignment)
        .where(col(Assignment.unit_id) == unit_id, col(Assignment.starts_on).is_not(None))
        .values(next_at=now)
        .execution_options(synchronize_session=False)
    )


def arrived(session: Session, prompt_id: int, now: datetime, days: Workdays) -> None:
    """A prompt has reached somebody: its notices count from now, and may soon be asked after."""
    told = select(col(PromptLine.assignment_id)).where(
        col(PromptLine.prompt_id) == prompt_id,
        col(PromptLine.rule) == Rule.DISPATCH_NOTICE,
    )
    waiting = (col(Assignment.id).in_(told), col(Assignment.noticed_at).is_(None))
    ask = days.at(days.after(days.today(now), SIGN_WITHIN), SPEAKS)
    sooner = (col(Assignment.next_at).is_(None)) | (col(Assignment.next_at) > ask)
    session.execute(
        update(Assignment)
        .where(*waiting, sooner, col(Assignment.signed_at).is_(None))
        .values(next_at=ask)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(Assignment)
        .where(*waiting)
        .values(noticed_at=now)
        .execution_options(synchronize_session=False)
    )


def settle(session: Session, assignments: Sequence[int], now: datetime) -> None:
    """Owe an edit of every recent message that asks for these: there they are answered now."""
    asking = select(col(PromptLine.prompt_id)).where(
        col(PromptLine.assignment_id).in_(assignments),
        col(PromptLine.rule) != Rule.DISPATCH_NOTICE,
    )
    query = select(Delivery).where(
        col(Delivery.prompt_id).in_(asking),
        col(Delivery.state) == DeliveryState.SENT,
        col(Delivery.sent_at) > now - OPEN_FOR,
        col(Delivery.edit_of).is_(None),
    )
    for sent in session.execute(query).scalars():
        edits = select(col(Delivery.id)).where(col(Delivery.edit_of) == sent.id)
        number = len(session.execute(edits).all()) + 1
        session.add(
            Delivery(
                key=f"edit:{sent.id}:{number}",
                channel=sent.channel,
                chat=sent.chat,
                contact_id=sent.contact_id,
                answer=True,
                prompt_id=sent.prompt_id,
                edit_of=sent.id,
                about=sent.about,
                owed_at=now,
            )
        )


def _record(
    session: Session,
    unit: int,
    day: Day,
    reached: Sequence[Account],
    now: datetime,
    days: Workdays,
) -> None:
    prompt_id = None
    if day.told:
        prompt_id = _owe(session, "unit", unit, days.today(now), reached, now)
    _write_lines(session, "unit", prompt_id, (*day.told, *day.untold))
    _advance(session, day, days)


def _owe(
    session: Session, kind: str, unit: int, on: date, reached: Iterable[Account], now: datetime
) -> int:
    prompt = Prompt(recipient=kind, recipient_id=unit, on=on, created_at=now)
    session.add(prompt)
    session.flush()
    session.add_all(
        Delivery(
            key=f"prompt:{prompt.id}:{account.contact_id}",
            channel=account.channel,
            chat=account.chat,
            contact_id=account.contact_id,
            prompt_id=prompt.id,
            owed_at=now,
        )
        for account in reached
    )
    return prompt.id or 0


def _write_lines(
    session: Session, recipient: str, prompt_id: int | None, lines: Sequence[Line]
) -> None:
    if not lines:
        return
    dialect = session.get_bind().dialect.name
    adding = sqlite.insert(PromptLine) if dialect == "sqlite" else postgresql.insert(PromptLine)
    told = (Fate.TOLD, Fate.MERGED)
    rows = [
        {
            "prompt_id": prompt_id if line.fate in told else None,
            "recipient": recipient,
            "assignment_id": line.assignment,
            "rule": line.slot.rule,
            "on": line.slot.on,
            "deadline": line.slot.deadline,
            "rank": int(line.slot.rank),
            "fate": line.fate,
            "reason": line.reason,
        }
        for line in lines
    ]
    # A slot that is held again on the next day keeps the row it has.
    session.execute(adding.on_conflict_do_nothing(), rows)


def _advance(session: Session, day: Day, days: Workdays) -> None:
    rows = [
        {
            "key": each.assignment,
            "reckoned": each.reckoned,
            "next": days.at(each.on, SPEAKS) if each.on else None,
        }
        for each in day.nexts
    ]
    if rows:
        session.connection().execute(ADVANCE, rows)


TABLE = metadata.tables["assignment"]
ADVANCE = (
    update(TABLE)
    .where(TABLE.c.id == bindparam("key"))
    .values(reckoned_on=bindparam("reckoned"), next_at=bindparam("next"))
)


def _park(session: Session, unit: int) -> None:
    """Nobody can be reached: what is owed waits until somebody is bound."""
    session.execute(
        update(Assignment)
        .where(col(Assignment.unit_id) == unit)
        .values(next_at=None)
        .execution_options(synchronize_session=False)
    )


def _stop(session: Session, units: Sequence[int], now: datetime) -> None:
    """What is due and belongs to no confirmed plan is not asked about again."""
    session.execute(
        update(Assignment)
        .where(col(Assignment.unit_id).in_(units), col(Assignment.next_at) <= now)
        .values(next_at=None)
        .execution_options(synchronize_session=False)
    )


def _wait(session: Session, unit: int, now: datetime, until: datetime) -> None:
    """One message a day: what falls due later waits for the next."""
    session.execute(
        update(Assignment)
        .where(col(Assignment.unit_id) == unit, col(Assignment.next_at) <= now)
        .values(next_at=until)
        .execution_options(synchronize_session=False)
    )
