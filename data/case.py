"""What a day asks of one assignment, and what it makes of the rest of the week: facts alone."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from data.course import Course, Rank, Slot, following, within
from data.kinds import Fate, Rule
from data.view import Ask, View, view_of, workday_of
from data.weeks import opened
from data.workdays import DAY, Workdays

SIGN_WITHIN = 3  # workdays after the notice's delivery
Heard = tuple[Rule, date, date | None]
"""A line that the unit was told: its rule, its slot's day, and the date that it spoke of."""
INSTANT = timedelta(microseconds=1)  # the least by which one is after another


class Facts(NamedTuple):
    """An assignment as the rules see it.

    `reckoned`: its slots up to this day have their fate. `noticed`: the local day on which the
    notice arrived. `hushed`: why nothing may be asked now (paused, closing, …), else empty.
    `again`: put off by its unit, it is asked about again on that day.
    """

    assignment: int
    course: Course
    reckoned: date
    noticed: date | None = None
    signed: bool = False
    reported: datetime | None = None
    hushed: str = ""
    again: date | None = None


class Fated(NamedTuple):
    """A slot and its fate, with the reason where it was not simply told."""

    slot: Slot
    fate: Fate
    reason: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """What a day asks of an assignment: one object for all of which it asks the same.

    `asked`: the most urgent slot; `untold`: what is settled, or merged into it. `silent` is said
    only where a message leaves anyway, and stands on `rounds`; `ahead`: what the rest of the ISO
    week will call for, as far as is known now, and `passed`: what it will not. Told or not, it is
    reckoned up to `until` and looked at again `on`; what is held, on the next workday.
    """

    asked: Slot | None
    untold: tuple[Fated, ...]
    silent: Slot | None
    ahead: tuple[Slot, ...]
    passed: tuple[Fated, ...]
    until: date
    on: date | None
    next_workday: date
    rounds: tuple[date, ...] = ()

    def heard(self, lines: Collection[Heard]) -> "Case":
        """The case where the unit was told these lines.

        Nobody is silent who was not asked in both rounds, or has been told so. What was told early
        is not told again.
        """
        case = self if self.silent is None or self._was_asked_only(lines) else _unsilent(self)
        again = {slot for slot in (*_open(case), *case.ahead) if _line(slot) in lines}
        return _without(case, frozenset(again)) if again else case

    def _was_asked_only(self, lines: Collection[Heard]) -> bool:
        asked = all((Rule.REPORT_ROUND, each, None) in lines for each in self.rounds)
        return asked and self.silent is not None and _line(self.silent) not in lines


# Its own facts hash by value: two assignments that a day asks the same of share one case.
_case = lru_cache(maxsize=4096)(Case)


@lru_cache(maxsize=4096)
def _unsilent(case: Case) -> Case:
    rest = (case.ahead, case.passed, case.until, case.on, case.next_workday)
    return _case(case.asked, case.untold, None, *rest, ())


@lru_cache(maxsize=4096)
def _without(case: Case, told: Set[Slot]) -> Case:
    best, merged = _most_urgent([slot for slot in _open(case) if slot not in told])
    settled = (each for each in case.untold if each.fate is not Fate.MERGED)
    ahead = tuple(slot for slot in case.ahead if slot not in told)
    rest = (case.passed, case.until, case.on, case.next_workday, case.rounds)
    return _case(best, (*settled, *merged), case.silent, ahead, *rest)


def _open(case: Case) -> Iterator[Slot]:
    """What a case asks for, said or merged into what is said."""
    if case.asked:
        yield case.asked
    yield from (each.slot for each in case.untold if each.fate is Fate.MERGED)


def _most_urgent(asked: Sequence[Slot]) -> tuple[Slot | None, list[Fated]]:
    """The slot that is said, a last call before all that is as firm; the others merged into it."""
    best = max(asked, key=lambda each: (each.rank, each.last, each.on, -each.count), default=None)
    return best, [Fated(slot, Fate.MERGED, "same-task") for slot in asked if slot is not best]


def _line(slot: Slot) -> Heard:
    return slot.rule, slot.on, slot.deadline


@dataclass(frozen=True, slots=True)
class Alike:
    """What assignments that differ in their last report alone have in common on a day.

    The report counts by which of the `openings` it came after: a case for each, and the first for
    none at all. Instants are text here, of UTC, as both databases can give them: there is one for
    each of very many rows, and to read it costs as much as all else that is done with it.
    """

    facts: Facts
    openings: tuple[str, ...]
    cases: tuple[Case, ...]

    def case(self, reported: str) -> Case:
        """The case of an assignment whose last report is of this instant; empty for none."""
        return self.cases[bisect_left(self.openings, reported)]


def alike(facts: Facts, today: date, days: Workdays) -> Alike:
    """All cases that facts can be, whatever was reported and when."""
    view = view_of(facts.course, facts.reckoned, today, days)
    asks = [*_come(facts, view, today, days), *_coming(facts, view, today, days), view.silent]
    openings = sorted({ask.opened for ask in asks if ask and ask.opened})
    reports = (None, *(opening + INSTANT for opening in openings))
    cases = (case_of(facts._replace(reported=each), today, days) for each in reports)
    return Alike(facts, tuple(map(as_text, openings)), tuple(cases))


def as_text(instant: datetime) -> str:
    """An instant as SQLite keeps it, of UTC: in the order of the texts is that of the instants."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def case_of(facts: Facts, today: date, days: Workdays) -> Case:
    """What `today` asks of an assignment: one line, its most urgent slot."""
    view = view_of(facts.course, facts.reckoned, today, days)
    come = [(ask.slot, _settled(facts, ask)) for ask in _come(facts, view, today, days)]
    best, merged = _most_urgent([slot for slot, reason in come if not reason])
    coming = [(ask.slot, _settled(facts, ask)) for ask in _coming(facts, view, today, days)]
    silent = _silent(facts, view)
    return _case(
        best,
        (*_given_up(come), *merged),
        silent,
        tuple(slot for slot, reason in coming if not reason),
        tuple(_given_up(coming)),
        view.until,
        next_day(facts, view.until, today, days),
        days.on_or_after(today + DAY),
        view.rounds if silent else (),
    )


def _given_up(slots: Sequence[tuple[Slot, str]]) -> Iterator[Fated]:
    return (Fated(slot, Fate.GIVEN_UP, reason) for slot, reason in slots if reason)


def told_of(
    course: Course, on: date, today: date, leaves: bool, days: Workdays
) -> tuple[Fated, ...]:
    """What a date that is set calls for on a day decided before: word of the date is as much.

    `leaves`: whether that word can leave today.
    """
    slots = within(course, today - DAY, today, days)
    fate = (Fate.MERGED, "moved") if leaves else (Fate.GIVEN_UP, "passed")
    return tuple(Fated(slot, *fate) for slot in slots if slot.deadline == on)


def next_day(each: Facts, reckoned: date, today: date, days: Workdays) -> date | None:
    """The next workday after `today` on which a rule may speak of this assignment."""
    found = [following(each.course, reckoned, days), _sign_by(each, days), each.again]
    return workday_of(found, reckoned, today, days)


def _come(each: Facts, view: View, today: date, days: Workdays) -> Sequence[Ask]:
    return _with_own(view.come, _own(each, each.reckoned, today, days))


def _coming(each: Facts, view: View, today: date, days: Workdays) -> Sequence[Ask]:
    sunday = today + DAY * (6 - today.weekday())
    return _with_own(view.ahead, _own(each, view.until, sunday, days))


def _with_own(asks: tuple[Ask, ...], own: tuple[Ask, ...]) -> tuple[Ask, ...]:
    """What people brought about takes the place of that rule's slot of the course on that day."""
    known = {(ask.slot.rule, ask.slot.on) for ask in own}
    kept = (ask for ask in asks if (ask.slot.rule, ask.slot.on) not in known) if own else asks
    return (*kept, *own)


def _silent(each: Facts, view: View) -> Slot | None:
    ask = view.silent
    return ask.slot if ask and each.signed and not _settled(each, ask) else None


def _own(each: Facts, after: date, through: date, days: Workdays) -> tuple[Ask, ...]:
    """The slots that hang on what people do, not on the course."""
    signing = _signing(each, after, through, days)
    again = each.again
    if again is None or not after < again <= through:
        return signing
    back = _back(each, again, days)
    return signing if any(ask.slot == back.slot for ask in signing) else (*signing, back)


def _back(each: Facts, again: date, days: Workdays) -> Ask:
    """What was put off comes back as what it is by then; its day was promised, so it is firm."""
    course, due = each.course, each.course.due
    if due and due < again and Rule.OVERDUE not in course.off:
        late = days.between(due, again)
        return Ask(Slot(again, Rule.OVERDUE, Rank.FIRM, late, due))
    before = within(course, course.starts, again, days)
    newest = max((slot.on for slot in before if slot.rule is Rule.REPORT_ROUND), default=None)
    sign_by = _sign_by(each, days)
    if sign_by and (newest is None or newest <= sign_by):
        return Ask(Slot(again, Rule.NOT_SIGNED, Rank.FIRM, SIGN_WITHIN))
    return Ask(Slot(again, Rule.REPORT_ROUND, Rank.FIRM), opened(again, days))


def _signing(each: Facts, after: date, through: date, days: Workdays) -> tuple[Ask, ...]:
    """未签收: once, so many workdays after the notice has arrived."""
    sign_by = _sign_by(each, days)
    if sign_by is None or not after < sign_by <= through:
        return ()
    return (Ask(Slot(sign_by, Rule.NOT_SIGNED, Rank.FIRM, SIGN_WITHIN)),)


def _sign_by(each: Facts, days: Workdays) -> date | None:
    if each.signed or each.noticed is None or Rule.NOT_SIGNED in each.course.off:
        return None
    return _workdays_after(each.noticed, SIGN_WITHIN, days)


@lru_cache(maxsize=4096)
def _workdays_after(day: date, count: int, days: Workdays) -> date:
    return days.after(day, count)


def _settled(each: Facts, ask: Ask) -> str:
    """Why the slot asks for nothing, or the empty string."""
    if each.hushed:
        return each.hushed
    if each.again is not None and ask.slot.on < each.again and ask.slot.rank is not Rank.FIRM:
        return "put-off"
    if ask.opened is not None and each.reported is not None and each.reported > ask.opened:
        return "answered"
    return ask.stale
