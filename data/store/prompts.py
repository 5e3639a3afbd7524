"""Time passes: a recipient's day is claimed, decided and owed in one transaction."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any

from sqlalchemy import Date, and_, bindparam, exists, insert, literal, select, update
from sqlmodel import Session, col

from data.case import SIGN_WITHIN
from data.kinds import DeliveryState, Recipient, Rule
from data.models import Assignment, Block, Delivery, PromptLine, Unit
from data.models.columns import Instant
from data.rules import Outcome, outcome, turn_of
from data.store import agenda, blocks, escalations, heard, recipients
from data.store.addresses import Receiver
from data.store.brake import is_braked, paused_units
from data.store.engine import trust
from data.store.facts import Gathered, gather
from data.store.fates import PROMPT, Decided, advance, write_lines
from data.store.many import DIALECTS, dialect, numbers, pairs
from data.store.successors import Families, families, heirs, predecessors
from data.workdays import DAY, SPEAKS, Workdays

CHUNK = 4000  # units a transaction: few enough that a report never waits long behind it
OPEN_FOR = timedelta(days=7)  # how long a prompt can be answered by writing freely


def tick(session: Session, now: datetime, days: Workdays) -> int:
    """Decide the day of units that are due, up to a chunk; returns how many were looked at.

    Outside the window, and before the speaking time, nothing is touched: it is held as it stands.
    """
    today = days.today(now)
    if not days.is_open(now) or now < days.at(today, SPEAKS):
        return 0
    trust(session)
    if is_braked(session):
        return 0
    agenda.queue(session)
    units = agenda.take(session, now, CHUNK)
    if not units:
        return 0
    lines = heirs(session, today)
    related = families(lines, units)
    others = {each for own in related.values() for each in own} - {*units}
    agenda.lock(session, others)
    units += others
    spoken = recipients.spoken_this_week(session, units, today, lines)
    reached = recipients.receivers(session, units, today, lines)
    paused = paused_units(session, units, lines)
    held = {unit for unit in units if not reached[unit]} | paused.keys()
    gathered = gather(session, [unit for unit in units if unit not in paused], today, days)
    sent = {unit: 0 for unit in units if unit not in held}
    sent |= {unit: len(spoken[unit]) for unit in spoken.keys() & sent.keys()}
    gathered = heard.heed(session, gathered, sent, today)
    # One message a day: what falls due later waits for the next.
    done = [unit for unit in spoken.keys() & sent.keys() if today in spoken[unit]]
    agenda.enter(session, done, days.next_speaking(days.at(today, SPEAKS) + DAY))
    for unit in done:
        del sent[unit]
    decided, told = _decide(gathered, sent, related)
    prompts = _owe(session, told, reached, today, now)
    write_lines(session, decided, prompts)
    advance(session, decided, days)
    # Of a unit that is paused, or where nobody can be reached, nothing is said until that changes.
    _await_successors(session, held, today, days)
    escalations.note(session, gathered, held - paused.keys(), now, days)
    return len(units)


def _decide(
    gathered: Gathered, sent: Mapping[int, int], related: Families
) -> tuple[Decided, list[int]]:
    """What becomes of these units' assignments, and which units are told.

    `sent`: by unit, the rules' messages of its week. Units that are one by now have one day.
    """
    decided: dict[Outcome, dict[int, Sequence[str]]] = defaultdict(dict)
    told = []
    cases = gathered.cases
    for unit, messages in sent.items():
        family = [cases[each] for each in related[unit] if each in sent] if unit in related else ()
        turn = turn_of(frozenset(chain(*family) if family else cases[unit]), messages)
        speaks = False
        for case, assignments in cases[unit].items():
            found = outcome(case, turn)
            decided[found][unit] = assignments
            speaks = speaks or bool(found.told)
        if speaks:
            told.append(unit)
    return decided, told


def rearm(session: Session, unit_id: int, now: datetime) -> None:
    """Look again at everything a unit answers for: it can be reached now."""
    agenda.enter(session, {unit_id, *predecessors(session, unit_id)}, now)


def arrived(session: Session, prompt_id: int, now: datetime, days: Workdays) -> None:
    """A prompt has reached somebody: its notices count from now, and may soon be asked after."""
    told = select(col(PromptLine.assignment_id)).where(
        col(PromptLine.prompt_id) == prompt_id,
        col(PromptLine.rule) == Rule.DISPATCH_NOTICE,
    )
    waiting = (col(Assignment.id).in_(told), col(Assignment.noticed_at).is_(None))
    ask = days.at(days.after(days.today(now), SIGN_WITHIN), SPEAKS)
    unsigned = col(Assignment.signed_at).is_(None)
    agenda.enter_parts(session, and_(*waiting, unsigned), ask)
    session.execute(
        update(Assignment)
        .where(*waiting)
        .values(noticed_at=now)
        .execution_options(synchronize_session=False)
    )


def settle(session: Session, assignments: Sequence[int], now: datetime) -> None:
    """Owe an edit of every recent message that asks for these: there they are answered now.

    What was put off is asked about no more.
    """
    session.execute(
        update(Assignment)
        .where(col(Assignment.id).in_(assignments), col(Assignment.again_on).is_not(None))
        .values(again_on=None)
    )
    _edit(session, assignments, now, col(PromptLine.rule) != Rule.DISPATCH_NOTICE)


def signed(session: Session, assignments: Sequence[int], now: datetime) -> None:
    """Owe an edit of every recent message that asks to sign for these.

    Who put that off, and has been asked for no report yet, is asked no more.
    """
    line = (
        col(PromptLine.assignment_id) == col(Assignment.id),
        col(PromptLine.prompt_id).is_not(None),
    )
    reminded = exists().where(*line, col(PromptLine.rule) == Rule.NOT_SIGNED)
    asked = exists().where(*line, col(PromptLine.rule) == Rule.REPORT_ROUND)
    session.execute(
        update(Assignment)
        .where(col(Assignment.id).in_(assignments), col(Assignment.again_on).is_not(None))
        .where(reminded, ~asked)
        .values(again_on=None)
    )
    _edit(session, assignments, now, col(PromptLine.rule) == Rule.NOT_SIGNED)


def _edit(session: Session, assignments: Sequence[int], now: datetime, lines: Any) -> None:
    asking = select(col(PromptLine.prompt_id)).where(
        col(PromptLine.assignment_id).in_(assignments),
        col(PromptLine.recipient) == Recipient.UNIT,
        lines,
    )
    in_block = select(col(Block.delivery_id)).where(col(Block.prompt_id).in_(asking))
    query = select(Delivery).where(
        col(Delivery.prompt_id).in_(asking) | col(Delivery.id).in_(in_block),
        col(Delivery.state) == DeliveryState.SENT,
        col(Delivery.sent_at) > now - OPEN_FOR,
        col(Delivery.edit_of).is_(None),
    )
    for sent in session.execute(query).scalars():
        edits = select(col(Delivery.id)).where(col(Delivery.edit_of) == sent.id)
        number = len(session.execute(edits).all()) + 1
        edit = Delivery(
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
        session.add(edit)
        blocks.copy(session, sent.id or 0, edit)


def _await_successors(
    session: Session, units: Collection[int], today: date, days: Workdays
) -> None:
    """A unit that is to be merged can be reached from that day on, through its successor."""
    if not units:
        return
    merging = select(col(Unit.id), col(Unit.successor_from)).where(
        col(Unit.id).in_(units), col(Unit.successor_from) > today
    )
    for unit, day in session.execute(merging).all():
        agenda.enter(session, [unit], days.at(days.on_or_after(day), SPEAKS))


def _owe(
    session: Session,
    told: Collection[int],
    reached: Mapping[int, Sequence[Receiver]],
    on: date,
    now: datetime,
) -> dict[int, int]:
    """A prompt for each of these units, owed to all of its people; returns their ids by unit."""
    if not told:
        return {}
    prompts = dict(zip(told, numbers(session, PROMPT, len(told)), strict=True))
    bound = {"pairs": json.dumps(prompts), "today": on, "now": now}
    session.connection().execute(PROMPTS[dialect(session)], bound)
    recipients.owe(session, {prompts[unit]: reached[unit] for unit in told}, now)
    return prompts


def _prompting(database: str) -> Any:
    """One statement's prompts for many units."""
    rest = [literal(""), bindparam("today", type_=Date()), bindparam("now", type_=Instant())]
    source = select(literal("unit"), *pairs(database), *rest)
    columns = ["recipient", "recipient_id", "id", "act", "on", "created_at"]
    return insert(PROMPT).from_select(columns, source, include_defaults=False)


PROMPTS = {each: _prompting(each) for each in DIALECTS}
