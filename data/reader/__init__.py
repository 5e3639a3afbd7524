"""The reader: the text of a plan in, a draft out; pure, and linear in the length of the text."""

from datetime import date

from data.kinds import Basis
from data.reader.brief import briefs
from data.reader.draft import Draft, Due, Goal, Section, TaskDraft
from data.reader.events import Events
from data.reader.flags import about_this_plan, date_flags, distinct, owner_flags
from data.reader.front import Front, front
from data.reader.marks import owner_marks
from data.reader.outline import Heading, Line, Paragraph, first_sentence, lines_of, paragraphs
from data.reader.owners import owner_words, read_owners
from data.reader.regions import goal_texts, main_part, states_goals, without_closing
from data.reader.registry import Registry
from data.reader.spans import Span, item_numbers, spans
from data.refusal import Refusal


def read(text: str, *, registry: Registry, events: Events, year: int | None = None) -> Draft:
    """Read a plan; lines count from 1 and end at a newline.

    `year` overrides the plan year where the document names none. Raises Refusal("not-a-plan")
    for text in which no task is found.
    """
    lines = lines_of(text)
    about = front(lines)
    body = _body(lines)
    found = spans(body, lambda _: False)
    if not found or not (about.plan_like or any(span.mark for span in found)):
        raise Refusal("not-a-plan")
    span = about.span or ((year, year) if year and not about.standing else None)
    tasks = _tasks(found, registry, span)
    return Draft(
        title=about.title,
        issuer=about.issuer,
        doc_number=about.doc_number,
        issued_on=about.issued_on,
        year=_year(year, about),
        goals=_goals(body),
        sections=_sections(found),
        tasks=tasks,
        flags=distinct(flag for task in tasks for flag in task.flags),
    )


def _body(lines: tuple[Line, ...]) -> tuple[Paragraph, ...]:
    marked = any(owner_marks(line.text) for line in lines)
    return without_closing(paragraphs(main_part(lines, marked)))


def _year(given: int | None, about: Front) -> int | None:
    if given:
        return given
    if about.span:
        return about.span[0]
    return about.issued_on.year if about.issued_on else None


def _goals(body: tuple[Paragraph, ...]) -> tuple[Goal, ...]:
    stated = tuple(p for p in body if states_goals(p.heading) and not owner_marks(p.text))
    return tuple(Goal(ordinal, text, ()) for ordinal, text, _ in goal_texts(stated))


def _sections(found: tuple[Span, ...]) -> tuple[Section, ...]:
    parents = (span.item.parent for span in found if span.item)
    return tuple(Section(h.mark, h.title) for h in dict.fromkeys(parents) if h)


def _tasks(
    found: tuple[Span, ...], registry: Registry, years: tuple[int, int] | None
) -> tuple[TaskDraft, ...]:
    numbers = item_numbers(span.item for span in found)
    titles = [_title(span) for span in found]
    labels = briefs((title, span.text) for title, span in zip(titles, found, strict=True))
    owners = [read_owners(span.mark, registry) if span.mark else () for span in found]
    own = about_this_plan((owner for some in owners for owner in some), registry)
    places: dict[Heading | None, int] = {}
    tasks: list[TaskDraft] = []
    for span, title, label, some in zip(found, titles, labels, owners, strict=True):
        places[span.item] = places.get(span.item, 0) + 1
        due = _due(years)
        tasks.append(
            TaskDraft(
                code=f"{numbers[span.item]}-{places[span.item]}",
                section=span.item.parent.mark if span.item and span.item.parent else None,
                item=numbers[span.item],
                title=title,
                brief=label,
                text=span.text,
                owner_text=owner_words(span.mark) if span.mark else "",
                owners=some,
                targets=(),
                nature=None,
                due=due,
                deadlines=(),
                goals=(),
                lines=span.lines,
                flags=owner_flags(some, span.lines, registry, own=own)
                + date_flags(due, span.lines),
            )
        )
    return tuple(tasks)


def _title(span: Span) -> str:
    return span.item.title if span.item else first_sentence(span.text)


def _due(years: tuple[int, int] | None) -> Due:
    if years is None:
        return Due(None, Basis.NONE, None, "no-date")
    return Due(date(years[1], 12, 31), Basis.IMPLIED, None, "implied-year-end")
