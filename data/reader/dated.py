"""The dated clauses of a text: the table of phrases applied, years filled in."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from data.kinds import Basis
from data.reader.clauses import Stops
from data.reader.days import Found, Known, on_day
from data.reader.deadlines import CELL_ROWS, ROWS, START, TITLES
from data.reader.draft import Deadline
from data.reader.events import Events
from data.reader.periods import in_month
from data.reader.phrases import Phrase

WHOLE = re.compile(
    r"(?:以上|上述|前述)(?:各项)?(?:工作|任务|措施|事项)|all (?:of )?the above", re.IGNORECASE
)
YEAR_BEFORE = re.compile(r"(20\d\d)\s*年\s*$")
LATE = timedelta(days=14)
STOPS = "。；;！\n"
LONGEST_CLAUSE = 400  # signs quoted on either side of a phrase, where no stop comes before
EVENT = Phrase(re.compile("(?!)"), lambda found, known: None)  # its form is the registry of events


@dataclass(frozen=True)
class Hit:
    """A deadline and where its phrase stands; `on` None: it names a day that cannot be told."""

    start: int
    end: int
    deadline: Deadline
    doubtful: bool
    whole: bool


@dataclass(frozen=True)
class Calendar:
    """What a document gives its phrases to lean on: its years, its issue, the fixed days.

    `about`: the year that only its number tells.
    """

    years: tuple[int, int] | None
    issued: date | None
    events: Events
    about: int | None = None

    @property
    def known(self) -> Known | None:
        """None when neither a year nor an issue is known: then only written years count."""
        if self.years:
            start = max(self.issued or date(self.years[0], 1, 1), date(self.years[0], 1, 1))
            return Known(self.years[0], self.issued, start)
        if self.issued:
            return Known(self.issued.year, self.issued, self.issued)
        return Known(self.about, None, date(self.about, 1, 1)) if self.about else None


def find_deadlines(text: str, calendar: Calendar) -> tuple[Hit, ...]:
    """Every dated clause in order; a year not written is that of the phrase before."""
    return tuple(_resolved(text, calendar))


def find_in_cell(text: str, calendar: Calendar) -> tuple[Hit, ...]:
    """Deadlines in words that are nothing but a date (a cell, or after 完成时限：).

    There a window counts with its end, and a bare year or month with its last day.
    """
    whole = text.strip(" \u3000。；;，,.\n")
    for phrase in CELL_ROWS:
        found = phrase.form.fullmatch(whole)
        known = _leaning(found, calendar.known, _Context()) if found else None
        on = phrase.on(found, known) if found and known and phrase.on else None
        if on:
            return (_hit(whole, (0, len(whole.removesuffix("完成"))), whole, (on, None), phrase),)
    return find_deadlines(text, calendar)


@dataclass
class _Context:
    """What the phrases before leave to the next: their year, their recurrence, a first year."""

    carried: int | None = None
    recurring: bool = False
    since: int = 0


def _resolved(text: str, calendar: Calendar) -> Iterator[Hit]:
    context = _Context()
    stops = Stops.of(text, STOPS)
    commas = Stops.of(text, STOPS + "，,")
    starts = deque((m.start(), int(m.group(1))) for m in START.finditer(text))
    sentence = 0
    for start, end, phrase, found in _matches(text, calendar.events):
        if stops.start(start) != sentence:
            sentence, context.recurring = stops.start(start), False
        while starts and starts[0][0] < start:
            context.since = max(context.since, starts.popleft()[1])
        dated = _date(phrase, found, context, calendar)
        if dated:
            opens = max(commas.start(start), start - LONGEST_CLAUSE)
            clause = text[opens : min(stops.end(end), end + LONGEST_CLAUSE)].strip(" \u3000")
            yield _hit(text, (start, end), clause, dated, phrase)


def _date(
    phrase: Phrase, found: Found, context: _Context, calendar: Calendar
) -> tuple[date, str | None] | None:
    """The day of a match and how it recurs; None when it is no deadline of this document."""
    known = _leaning(found, calendar.known, context)
    on = _day(phrase, found, known, calendar.events)
    if on is None or known is None:
        return None
    words = found.groupdict()
    context.carried = on.year if words.get("y") or words.get("from") else context.carried
    recurs = phrase.recurs or ("yearly" if context.recurring and not words.get("y") else None)
    context.recurring = recurs == "yearly"
    if recurs:
        return (on if phrase.recurs else _not_before(on, known.start)), recurs
    written = bool(words.get("y") or words.get("rel")) or context.carried is not None
    if not (written or calendar.years) and _is_past(on, calendar, written=False):
        following = replace(known, year=known.year + 1)  # no year is written: next year's
        on = _day(phrase, found, following, calendar.events) or on
    return None if _is_past(on, calendar, written=written) else (on, None)


def _day(phrase: Phrase, found: Found, known: Known | None, events: Events) -> date | None:
    if known is None or phrase.on is None:
        return None
    if phrase is EVENT:
        written = YEAR_BEFORE.search(found.string, max(0, found.start() - 8), found.start())
        return events.named(found["name"]).day(int(written[1]) if written else known.year)
    return phrase.on(found, known)


def _hit(
    text: str, at: tuple[int, int], clause: str, dated: tuple[date, str | None], phrase: Phrase
) -> Hit:
    start, end = at
    basis = Basis.EVENT if phrase is EVENT else Basis.EXPLICIT
    deadline = Deadline(dated[0], basis, text[start:end].strip(" ."), clause, dated[1])
    whole = bool(WHOLE.search(text, max(0, start - 40), min(len(text), end + 40)))
    return Hit(start, end, deadline, phrase.doubtful, whole)


def _matches(text: str, events: Events) -> Iterator[tuple[int, int, Phrase, Found]]:
    """The matches of all rows, none overlapping another."""
    open_text = TITLES.sub(lambda m: "\ue000" * len(m.group()), text)
    found = [
        (m.start(), -m.end(), rank, phrase, m)
        for rank, phrase in enumerate((*ROWS, EVENT))
        if phrase.needs in open_text
        for m in (events.pattern if phrase is EVENT else phrase.form).finditer(open_text)
    ]
    taken, before = 0, None
    for start, negative, _, phrase, match in sorted(found, key=lambda one: one[:3]):
        same = phrase is EVENT and before == on_day and start <= taken + 1  # 8月8日“全民健身日”
        if start >= taken and not same:
            yield start, -negative, phrase, match
            taken, before = -negative, phrase.on


def _leaning(found: Found, known: Known | None, context: _Context) -> Known | None:
    """What the phrase at this place leans on; only a written year needs nothing."""
    written = found.groupdict().get("y") or found.groupdict().get("from")
    if known is None:
        return Known(int(written), None, date(int(written), 1, 1)) if written else None
    start = max(known.start, date(context.since, 1, 1)) if context.since else known.start
    return replace(known, year=context.carried or known.year, start=start)


def _not_before(on: date, start: date) -> date:
    """The same day of the first year in which it is not before `start`."""
    last = on == in_month(on.year, on.month, "底")
    for year in (start.year, start.year + 1):
        later = in_month(year, on.month, "底")
        later = later if last else later.replace(day=min(on.day, later.day))
        if later >= start:
            break
    return later


def _is_past(on: date, calendar: Calendar, *, written: bool) -> bool:
    """A day before the issue is no deadline; a notice may be sent a little after its own dates."""
    grace = timedelta(0) if written else LATE
    return calendar.issued is not None and on < calendar.issued - grace
