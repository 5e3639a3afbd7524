"""A recipient's year: what is promised, over random plans, answers, moved dates and outages."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from data.case import Facts, Heard, told_of
from data.course import (
    NEAR,
    OVERDUE_AFTER,
    Clause,
    Course,
    Rank,
    Slot,
    closed_rounds,
    silent_on,
    slots,
)
from data.kinds import Basis, Fate, Rule
from data.rules import SAID, WEEKLY_CAP, Day, Line, due
from data.weeks import opened
from data.workdays import DAY, iso_week
from tests.data.test_rules import START, YEAR_END, advanced, days, noon

DATED = (Basis.EXPLICIT, Basis.EVENT)
LAST = date(2019, 3, 29)  # all that was moved has become overdue by then
# Many fall into the same few weeks: there the week is full, and last calls come early.
dates = st.one_of(
    st.dates(date(2018, 2, 20), YEAR_END), st.dates(date(2018, 7, 2), date(2018, 7, 13))
)


@st.composite
def courses(draw: st.DrawFn) -> Course:
    """Clauses are drawn near the date that are asked about on the same days, too."""
    on = draw(st.one_of(st.none(), dates))
    beside = dates if on is None else st.one_of(dates, _beside(on))
    clauses = st.lists(st.builds(Clause, beside, st.sampled_from(DATED)), max_size=2)
    return Course(
        starts=days.on_or_after(draw(st.dates(START, date(2018, 6, 30)))),
        due=on,
        basis=draw(st.sampled_from([*DATED, Basis.IMPLIED])) if on else Basis.NONE,
        ends=YEAR_END,
        clauses=tuple(draw(clauses)),
        weekly=draw(st.booleans()),
        monthly=draw(st.booleans()),
    )


def _beside(on: date) -> st.SearchStrategy[date]:
    steps = sorted({n for each in NEAR.values() for n in each})
    return st.builds(
        lambda sign, a, b: on + sign * DAY * (a - b),
        *(st.sampled_from((1, -1)), st.sampled_from(steps), st.sampled_from(steps)),
    )


# Single days, and three weeks in a row from any day on.
outages = st.builds(
    lambda some, long: some | {day + n for day in long for n in range(21)},
    st.sets(st.integers(0, 330), max_size=60),
    st.sets(st.integers(0, 330), max_size=2),
)

Key = tuple[int, Rule, date, date | None]


def _key(assignment: int, slot: Slot) -> Key:
    return assignment, slot.rule, slot.on, slot.deadline


@dataclass
class Year:
    """What has come of one recipient's year so far."""

    held: list[Facts]
    sent: Counter[str] = field(default_factory=Counter)
    last_sent: dict[str, date] = field(default_factory=dict)
    fates: dict[Key, list[Line]] = field(default_factory=lambda: defaultdict(list))
    heard: dict[int, set[Heard]] = field(default_factory=lambda: defaultdict(set))
    moved_on: dict[int, date] = field(default_factory=dict)

    def live(self, today: date, random: Random) -> None:
        """A day passes; what it tells is checked, and may be answered."""
        week = iso_week(today)
        day = due(self.held, today, self.sent[week], days, self.heard)
        _is_sound(day)
        _is_fresh(day, self.held, today)
        self._keeps_to_the_cap(day, week)
        self._says_silence(day, today)
        for line in (*day.told, *day.untold):
            self.fates[_key(line.assignment, line.slot)].append(line)
            if line.fate in SAID:
                said = (line.slot.rule, line.slot.on, line.slot.deadline)
                assert said not in self.heard[line.assignment], "told twice"
                self.heard[line.assignment].add(said)
        if day.told:
            self.sent[week] += 1
            self.last_sent[week] = today
        self.held = _answered(advanced(self.held, day), day, today, random)
        if today <= YEAR_END and random.random() < 0.1:
            self._move(random.randrange(len(self.held)), today, random)

    def _move(self, n: int, today: date, random: Random) -> None:
        """A part gets a new date, a few days ahead or some weeks."""
        each = self.held[n]
        on = today + DAY * random.choice((1, 2, 3, 7, 8, 30))
        course = replace(each.course, due=on, basis=Basis.EXPLICIT)
        if each.reckoned >= today > course.starts:
            for fated in told_of(course, on, today, True, days):
                self.fates[_key(n, fated.slot)].append(Line(n, *fated))
        self.held[n] = each._replace(course=course, reckoned=min(each.reckoned, today))
        self.moved_on[n] = today

    def asks(self) -> Iterator[tuple[int, Slot]]:
        """Every slot that has been one on its day, or from the day on which its date was set."""
        for n, each in enumerate(self.held):
            since = self.moved_on.get(n, date.min)
            for slot in slots(each.course, days):
                if slot.on > since or (slot.on == since and slot.deadline == each.course.due):
                    yield n, slot

    def _keeps_to_the_cap(self, day: Day, week: str) -> None:
        """A fourth message is but for a last slot that the third could not have taken."""
        if day.told and self.sent[week] >= WEEKLY_CAP:
            third = self.last_sent[week]
            last = [line for line in day.told if line.slot.last]
            dues = {each.assignment: each.course.due for each in self.held}
            assert any(
                line.slot.deadline == dues[line.assignment]
                and self.moved_on.get(line.assignment, date.min) >= third
                for line in last
            )

    def _says_silence(self, day: Day, today: date) -> None:
        """Two rounds running that were asked and not answered are said, once, by any message."""
        said = {line.assignment for line in (*day.told, *day.untold) if _is_silence(line)}
        for each in self.held:
            silent = _silence(each, today, self.heard[each.assignment])
            assert (each.assignment in said) is bool(day.told and silent)


def _is_silence(line: Line) -> bool:
    return line.slot.rule is Rule.SILENT and line.fate in SAID


def _silence(each: Facts, today: date, heard: set[Heard]) -> bool:
    rounds = closed_rounds(each.course, today, days)
    on = silent_on(each.course, today, days)
    if not each.signed or on is None or on > today or (each.again and on < each.again):
        return False
    first = opened(rounds[0].on, days)
    answered = each.reported is not None and first is not None and each.reported > first
    asked = all((Rule.REPORT_ROUND, slot.on, None) in heard for slot in rounds)
    said = any(rule is Rule.SILENT and on > rounds[1].on for rule, on, _ in heard)
    return asked and not answered and not said


@settings(max_examples=60)
@given(
    plan=st.lists(courses(), min_size=1, max_size=6),
    outage=outages,
    random=st.builds(Random, st.integers(0, 10**6)),
)
def test_over_a_year_with_outages_and_answers_the_promises_hold(
    plan: list[Course], outage: set[int], random: Random
) -> None:
    year = Year([Facts(n, course, course.starts - DAY) for n, course in enumerate(plan)])
    first = min(course.starts for course in plan)
    for n in range((LAST - first).days):
        today = first + DAY * n
        if n not in outage and days.is_workday(today):
            year.live(today, random)
    for n, slot in year.asks():
        _has_its_fate(year.fates[_key(n, slot)], slot.rank)


def _is_sound(day: Day) -> None:
    """One line a task; nothing is merged into a message that does not leave."""
    assert len({line.assignment for line in day.told}) == len(day.told)
    assert day.told or not any(line.fate is Fate.MERGED for line in day.untold)


def _is_fresh(day: Day, held: Sequence[Facts], today: date) -> None:
    """Nobody is asked about what is settled, and nothing old is told as if it were new."""
    facts = {each.assignment: each for each in held}
    for line in day.told:
        each = facts[line.assignment]
        if line.slot.rule is Rule.REPORT_ROUND and line.slot.on != each.again:
            assert iso_week(line.slot.on) == iso_week(today)
            assert each.reported is None or each.reported <= opened(line.slot.on, days)
        if line.slot.rule is Rule.DEADLINE_NEAR:
            assert line.slot.deadline is not None
            assert today <= line.slot.deadline
        if line.slot.rule is Rule.NOT_SIGNED:
            assert not each.signed
        if each.again is not None and line.slot.rank is not Rank.FIRM:
            assert today >= each.again


def _answered(held: list[Facts], day: Day, today: date, random: Random) -> list[Facts]:
    told = {line.assignment: line.slot.rule for line in day.told}
    return [
        each._replace(
            noticed=each.noticed or (today if each.assignment in told else None),
            signed=each.signed or random.random() < 0.5,
            reported=noon(today) if random.random() < 0.3 else each.reported,
            again=_put_off(today, random),
        )
        if each.assignment in told
        else each
        for each in held
    ]


def _put_off(today: date, random: Random) -> date | None:
    """Some ask to be asked again in a few days; what has been asked again is so no more."""
    if random.random() < 0.8:
        return None
    return days.on_or_after(today + DAY * random.randint(1, 9))


def _has_its_fate(lines: list[Line], rank: Rank) -> None:
    assert lines, "a slot was lost"
    ends = [line for line in lines if line.fate is not Fate.HELD]
    assert ends, "a slot was held for ever"
    if rank is Rank.FIRM:
        reasons = {line.reason for line in ends if line.fate is Fate.GIVEN_UP}
        assert reasons <= {"passed", "told-early"}, reasons


@given(course=courses())
def test_each_step_before_and_after_each_date_of_a_task_has_a_day_of_its_own(
    course: Course,
) -> None:
    """Also where those of two dates fall together; steps of one date that do are one."""
    found = {(slot.rule, slot.on, slot.deadline) for slot in slots(course, days)}
    for rule, day, deadline in _steps(course):
        assert day <= course.starts or (rule, day, deadline) in found


def _steps(course: Course) -> Iterator[tuple[Rule, date, date]]:
    clauses = ((clause.on, clause.basis) for clause in course.clauses if clause.on != course.due)
    own = [(course.due, course.basis)] if course.due else []
    for on, basis in (*own, *clauses):
        for count in NEAR[basis]:
            yield Rule.DEADLINE_NEAR, days.on_or_before(on - DAY * count), on
    if course.due:
        for count in OVERDUE_AFTER:
            yield Rule.OVERDUE, days.after(course.due, count), course.due
