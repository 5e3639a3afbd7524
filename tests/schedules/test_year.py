"""The year of a plan as it is really sent, beside the year as it is rehearsed."""

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlmodel import Session, col, select

from data.kinds import DeliveryState, Recipient, Rule
from data.models import Assignment, Delivery, PromptLine, Report, Task
from data.reader import shipped
from data.rehearse import ANSWERED_AFTER, parts_of, rehearse
from data.store import outbox, prompts, reports
from data.store.asked import Asked, asked
from data.workdays import SPEAKS
from schedules.wording import as_body, compose
from tests.followed import DAYS, Followed, draft

UNITS = ("思政司", "政法司")
FIRST, LAST = date(2018, 2, 12), date(2018, 12, 31)


def answer(session: Session, row: Delivery, told: Asked, now: datetime) -> None:
    """The contact signs for all that the message is about, and reports on what it asks."""
    query = (
        select(Assignment.id, Task.id)
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(PromptLine, col(PromptLine.assignment_id) == col(Assignment.id))
        .where(PromptLine.prompt_id == told.prompt)
    )
    parts = {task: part or 0 for part, task in session.exec(query)}
    contact = row.contact_id or 0
    reports.sign(session, list(parts.values()), contact, now)
    asking = [line.task for line in told.open if line.rule is not Rule.DISPATCH_NOTICE]
    said = [
        Report(assignment_id=parts[task], contact_id=contact, text="已报", said_at=now)
        for task in asking
    ]
    session.add_all(said)
    session.flush()
    reports.confirm(session, [each.id or 0 for each in said], now)


def send(session: Session, now: datetime) -> list[str]:
    """Send what is owed, which everybody answers half an hour later; the units that were told."""
    told = []
    owed = (Delivery.state == DeliveryState.OWED, col(Delivery.edit_of).is_(None))
    for row in session.exec(select(Delivery).where(*owed).order_by(col(Delivery.id))):
        message = compose(session, row, now, DAYS, "zh", frozenset())
        if message is None:
            row.state = DeliveryState.SETTLED
            continue
        prompt = row.prompt_id or 0
        outbox.sent(session, row.id or 0, f"r{row.id}", as_body(message), now)
        prompts.arrived(session, prompt, now, DAYS)
        read = asked(session, prompt, now, DAYS)
        answer(session, row, read, now + ANSWERED_AFTER)
        told.append(read.unit)
    return told


def test_the_year_is_sent_as_it_was_rehearsed_where_everybody_answers(
    laid_sqlite: Path, tmp_path: Path
) -> None:
    shutil.copyfile(laid_sqlite, tmp_path / "duban.db")
    house = Followed(f"sqlite:///{tmp_path / 'duban.db'}")
    for unit in UNITS:
        house.bind(unit)
    sent = []
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        now = DAYS.at(day, SPEAKS)
        if house.store.do(prompts.tick, now, DAYS):
            sent += [(day, unit) for unit in house.store.do(send, now)]
    house.store.close()
    parts = [each for each in parts_of(draft(), shipped.registry(), DAYS) if each.unit in UNITS]
    year = rehearse(parts, FIRST, LAST, DAYS, answering=True)
    rehearsed = [
        (DAYS.today(each.at), each.unit) for each in year if each.to == Recipient.UNIT.value
    ]
    assert sorted(sent) == sorted(rehearsed)
