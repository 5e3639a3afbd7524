"""What coordinators' acts owe to units: 催办, 交办 and 时限, told in the window and merged."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from data.course import Rank
from data.kinds import ActKind, Fate, Recipient, Rule, Standing
from data.models import Act, Assignment, Contact, Delivery, Prompt, PromptLine, Task
from data.store import moves, recipients
from data.store.addresses import Address, accounts
from data.store.brake import is_braked
from data.store.tasks import Whole, whole
from data.workdays import Workdays

MERGED_WITHIN = timedelta(minutes=10)
RULES = {
    ActKind.URGE: Rule.URGED,
    ActKind.NOTICE: Rule.DISPATCH_NOTICE,
    ActKind.SLIP: Rule.SLIP,
}
# A unit that an act does not name is not told of it: a slip that was set aside.
WAITS = (
    col(Act.kind).in_((*RULES, ActKind.MOVED)),
    col(Act.prompt_id).is_(None),
    col(Act.unit_id).is_not(None),
)


def waiting(session: Session) -> list[Act]:
    """The acts that their units were not told of yet, oldest first; locked for this transaction."""
    query = select(Act).where(*WAITS)
    return list(session.exec(query.order_by(col(Act.id)).with_for_update(skip_locked=True)))


def urged(session: Session, assignments: Sequence[int], on: date) -> set[int]:
    """Those of the parts that were urged on this day, or are about to be."""
    query = select(PromptLine.assignment_id).where(
        col(PromptLine.assignment_id).in_(assignments),
        PromptLine.rule == Rule.URGED,
        PromptLine.on == on,
    )
    urges = (act for act in waiting(session) if act.kind is ActKind.URGE)
    soon = {part for act in urges for part in act.facts["parts"]}
    return set(session.exec(query)) | (soon & set(assignments))


def owe(session: Session, now: datetime, days: Workdays) -> int:
    """Tell what waits, one message a person with a block for each unit; returns how many units.

    Within ten minutes of a unit's last such message, and outside the window, it waits.
    """
    if not days.is_open(now) or is_braked(session):
        return 0
    by_unit: dict[int, list[Act]] = defaultdict(list)
    for act in waiting(session):
        by_unit[act.unit_id or 0].append(act)
    if not by_unit:
        return 0
    today = days.today(now)
    reached = recipients.reached(session, list(by_unit), today)
    ready = [
        unit for unit in by_unit if reached[unit] and now - _last(session, unit) >= MERGED_WITHIN
    ]
    leaders = accounts(session, ready, Standing.LEADER)
    told: dict[int, Sequence[Address]] = {}
    moved: dict[int, Sequence[Address]] = {}
    files: dict[tuple[str, int], Delivery] = {}
    for unit in ready:
        slips = [each for each in by_unit[unit] if each.kind is ActKind.SLIP]
        dates = [each for each in by_unit[unit] if each.kind is ActKind.MOVED]
        if dates:
            moved[_prompt(session, unit, dates, now, today)] = reached[unit]
        if rest := [each for each in by_unit[unit] if each not in slips and each not in dates]:
            told[_prompt(session, unit, rest, now, today)] = reached[unit]
            files |= _files(rest, reached[unit], now)
        people = {each.contact_id: each for each in (*leaders[unit], *reached[unit])}
        for slip in slips:  # a letter of its own, to the unit's leaders too
            letter = _prompt(session, unit, [slip], now, today)
            recipients.owe(session, {letter: [*people.values()]}, now)
    recipients.owe(session, told, now)
    recipients.owe(session, moved, now)
    moves.name_tasks(session, moved)
    session.add_all(files.values())
    session.flush()
    return len(ready)


def upcoming(session: Session, now: datetime, days: Workdays) -> list[datetime]:
    """When what waits may be told, by unit; `now` where it only waits for somebody to be told."""
    waits = select(Act.unit_id).where(*WAITS)
    since = [_last(session, unit or 0) for unit in session.exec(waits.distinct())]
    return [days.next_open(max(now, last + MERGED_WITHIN)) for last in since]


@dataclass(frozen=True)
class Given:
    """A task that a unit was given, by whom, and why when it was others' before."""

    task: Whole
    by: str
    reason: str


def given(session: Session, prompt: int) -> Given | None:
    """What a message about one task given to a unit says; None for any other message."""
    query = select(Act, Contact.name).join(Contact, col(Contact.id) == col(Act.contact_id))
    rows = session.exec(query.where(Act.prompt_id == prompt)).all()
    if len(rows) != 1 or rows[0][0].kind is not ActKind.NOTICE:
        return None
    act, by = rows[0]
    part = session.get_one(Assignment, act.facts["parts"][0])
    task = whole(session, part.task_id)
    return Given(task, by, act.reason) if task and part.ended_at is None else None


def _last(session: Session, unit: int) -> datetime:
    query = select(func.max(Prompt.created_at)).where(
        Prompt.recipient == "unit", Prompt.recipient_id == unit, Prompt.act != ""
    )
    return session.exec(query).one() or datetime.min.replace(tzinfo=UTC)


def _prompt(session: Session, unit: int, acts: Sequence[Act], now: datetime, today: date) -> int:
    """A unit's message of these acts, with its lines."""
    act = f"{acts[0].kind}:{acts[0].id}"
    prompt = Prompt(recipient="unit", recipient_id=unit, on=today, act=act, created_at=now)
    session.add(prompt)
    session.flush()
    for kind, rule in RULES.items():
        parts = {part for each in acts if each.kind is kind for part in each.facts["parts"]}
        session.add_all(_lines(session, prompt.id or 0, rule, parts, today))
    for each in acts:
        each.prompt_id = prompt.id
    session.flush()
    return prompt.id or 0


def _files(
    acts: Sequence[Act], reached: Sequence[Address], now: datetime
) -> Iterator[tuple[tuple[str, int], Delivery]]:
    """The files that tasks were dispatched with, after the words; each by its words and person."""
    for act in acts:
        file = act.facts.get("file") or {}
        for address in reached if file else ():
            yield (
                (file["text"], address.contact_id),
                Delivery(
                    key=f"file:{act.id}:{address.contact_id}",
                    channel=address.channel,
                    chat=address.chat,
                    contact_id=address.contact_id,
                    body=file,
                    owed_at=now,
                ),
            )


def _lines(
    session: Session, prompt: int, rule: Rule, parts: Collection[int], today: date
) -> Iterator[PromptLine]:
    """A line for each part that was not told the same today; of a part given anew, the same one."""
    same = select(PromptLine).where(
        col(PromptLine.assignment_id).in_(parts),
        PromptLine.rule == rule,
        PromptLine.on == today,
        PromptLine.recipient == Recipient.UNIT,
    )
    told = {line.assignment_id: line for line in session.exec(same)}
    if rule is Rule.DISPATCH_NOTICE:
        for line in told.values():
            line.prompt_id, line.fate, line.reason = prompt, Fate.TOLD, ""
    query = select(Assignment, Task).join(Task, col(Task.id) == col(Assignment.task_id))
    for part, task in session.exec(query.where(col(Assignment.id).in_(set(parts) - told.keys()))):
        firm = rule is not Rule.URGED or (task.due_on is not None and task.due_on < today)
        yield PromptLine(
            prompt_id=prompt,
            assignment_id=part.id or 0,
            rule=rule,
            on=today,
            deadline=task.due_on,
            rank=int(Rank.FIRM if firm else Rank.ROUND),
            fate=Fate.TOLD,
        )
