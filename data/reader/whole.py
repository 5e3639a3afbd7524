"""The way through the reader: a text taken apart, its tasks read, a draft put together."""

from data.reader.assembly import Reading, Tasks, assemble
from data.reader.dated import Calendar, find_deadlines
from data.reader.deadlines import STAGED
from data.reader.draft import Draft, Goal
from data.reader.events import Events
from data.reader.front import Front, front
from data.reader.ledger import take_apart
from data.reader.marks import owner_marks
from data.reader.outline import NOTICE, Paragraph, lines_of, paragraphs
from data.reader.regions import (
    goal_texts,
    main_part,
    notice_apart,
    states_goals,
    without_closing,
    without_head,
)
from data.reader.registry import Registry
from data.reader.spans import Span, spans
from data.reader.tables import tables_apart
from data.reader.targets import read_targets
from data.reader.wrapping import Line
from data.refusal import Refusal


def read(text: str, registry: Registry, events: Events, year: int | None) -> Draft:
    """What `data.reader.read` gives."""
    lines, rows = tables_apart(lines_of(text), text)
    about = front(lines)
    calendar = Calendar(_years(year, about), about.issued_on, events, about.about_year)
    body = _body(lines)
    found = spans(body, lambda words: _orders(words, calendar), tabled=bool(rows))
    found = tuple(sorted((*found, *rows), key=lambda span: span.lines))
    goals = _goals(body)
    if not found or not _is_plan(about, found):
        raise Refusal("not-a-plan")
    tasks = assemble(Reading(found, goals, _closing(body, found), calendar, registry))
    return _draft(about, goals, tasks, _year(year, about))


def read_ledger(
    rows: tuple[tuple[str, ...], ...],
    registry: Registry,
    events: Events,
    year: int | None,
    title: str,
) -> Draft:
    """What `data.reader.read_ledger` gives."""
    ledger = take_apart(rows, registry=registry, events=events, year=year, title=title)
    tasks = assemble(Reading(ledger.spans, (), "", ledger.calendar, registry))
    about = ledger.front
    return _draft(about, (), tasks, _year(year, about))


def _draft(about: Front, goals: tuple[Goal, ...], tasks: Tasks, year: int | None) -> Draft:
    return Draft(
        title=about.title,
        issuer=about.issuer,
        doc_number=about.doc_number,
        issued_on=about.issued_on,
        year=year,
        goals=goals,
        sections=tasks.sections,
        tasks=tasks.tasks,
        flags=tasks.flags,
    )


def _body(lines: tuple[Line, ...]) -> tuple[Paragraph, ...]:
    notice, plan = notice_apart(main_part(without_head(lines)))
    return (*paragraphs(notice, NOTICE), *without_closing(paragraphs(plan)))


def _orders(words: str, calendar: Calendar) -> bool:
    """Whether words order work by a date; the window of a stage alone does not."""
    return bool(find_deadlines(STAGED.sub("", words), calendar))


def _is_plan(about: Front, found: tuple[Span, ...]) -> bool:
    return about.plan_like or any(span.mark for span in found)


def _years(given: int | None, about: Front) -> tuple[int, int] | None:
    """The years that the document orders; a year given speaks for one that could order any."""
    if about.span or given is None or about.standing:
        return about.span
    return given, given


def _year(given: int | None, about: Front) -> int | None:
    if given:
        return given
    if about.span:
        return about.span[0]
    return about.issued_on.year if about.issued_on else None


def _goals(body: tuple[Paragraph, ...]) -> tuple[Goal, ...]:
    stated = tuple(p for p in body if states_goals(p.heading) and not owner_marks(p.text))
    return tuple(Goal(ordinal, text, read_targets(text)) for ordinal, text, _ in goal_texts(stated))


def _closing(body: tuple[Paragraph, ...], found: tuple[Span, ...]) -> str:
    """What is said after the last task, where a date for all of them may stand."""
    last = max((span.lines[1] for span in found), default=0)
    return "\n".join(paragraph.text for paragraph in body if paragraph.line > last)
