"""Two rounds running unanswered: said where a message leaves anyway, never by one of its own."""

from dataclasses import replace
from datetime import date

import pytest

from data.case import Facts, Heard
from data.course import Course
from data.kinds import Basis, Fate, Rule
from data.rules import WEEKLY_CAP, due
from data.workdays import DAY
from tests.data.test_rules import START, YEAR_END, advanced, days, facts, noon, rules_of

MONDAY = date(2018, 3, 12)  # the first workday after the second of the two rounds
WEEKLY = Course(START, None, Basis.NONE, YEAR_END, weekly=True)
SIGNED = facts(course=WEEKLY, reckoned=date(2018, 3, 8), signed=True, noticed=START)

ASKED = [(Rule.REPORT_ROUND, date(2018, 2, 28), None), (Rule.REPORT_ROUND, date(2018, 3, 7), None)]


def told_as(held: list[Facts], today: date) -> list[tuple[int, str, str]]:
    day = due(held, today, 0, days, dict.fromkeys(range(9), ASKED))
    return [(line.assignment, line.slot.rule.value, line.fate.value) for line in day.told]


@pytest.mark.parametrize(
    ("reported", "silent"),
    [
        (None, True),
        (date(2018, 2, 22), True),  # before the first of the two rounds was opened
        (date(2018, 2, 26), False),
        (date(2018, 3, 8), False),
    ],
)
def test_who_leaves_two_rounds_unanswered_is_told_so_in_the_next_round(
    reported: date | None, silent: bool
) -> None:
    each = SIGNED._replace(reported=noon(reported) if reported else None)
    day = due([each], date(2018, 3, 14), 0, days, {1: ASKED})
    assert rules_of(day.told) == [(1, "silent" if silent else "report-round")]
    merged = [(line.slot.rule, line.fate) for line in day.untold]
    assert merged == ([(Rule.REPORT_ROUND, Fate.MERGED)] if silent else [])


def test_silence_makes_no_message_and_joins_one_that_leaves_for_another_task() -> None:
    assert told_as([SIGNED], MONDAY) == []
    other = facts(
        2, Course(START, date(2018, 3, 15), Basis.EXPLICIT, YEAR_END), reckoned=MONDAY - DAY
    )
    assert told_as([SIGNED, other], MONDAY) == [(1, "silent", "told"), (2, "deadline-near", "told")]


def test_where_silence_is_switched_off_the_round_asks_as_ever() -> None:
    each = SIGNED._replace(course=replace(WEEKLY, off=frozenset({Rule.SILENT})))
    assert told_as([each], date(2018, 3, 14)) == [(1, "report-round", "told")]


@pytest.mark.parametrize(
    "changed",
    [{"signed": False, "noticed": None}, {"hushed": "paused"}, {"again": date(2018, 3, 14)}],
)
def test_who_has_not_signed_is_paused_or_has_put_it_off_is_not_called_silent(
    changed: dict[str, object],
) -> None:
    each = SIGNED._replace(**changed)  # type: ignore[arg-type]
    assert "silent" not in {rule for _, rule, _ in told_as([each], date(2018, 3, 14))}


@pytest.mark.parametrize("heard", [[], ASKED[:1], ASKED[1:], [*ASKED, (Rule.SILENT, MONDAY, None)]])
def test_who_was_not_asked_twice_or_has_been_told_so_is_not_called_silent(
    heard: list[Heard],
) -> None:
    day = due([SIGNED], date(2018, 3, 14), 0, days, {1: heard})
    assert rules_of(day.told) == [(1, "report-round")]


@pytest.mark.parametrize("sent", [0, WEEKLY_CAP])
def test_silence_waits_for_the_next_message_over_days_that_ask_nothing_or_have_no_room(
    sent: int,
) -> None:
    near = Course(START, date(2018, 3, 26), Basis.EXPLICIT, YEAR_END)
    held = [SIGNED, *([facts(2, near, reckoned=MONDAY - DAY, signed=True)] if sent else [])]
    monday = due(held, MONDAY, sent, days, {1: ASKED})
    assert monday.told == ()
    assert [(line.assignment, line.reason) for line in monday.untold] == [(2, "cap")][:sent]
    later = due(advanced(held, monday), date(2018, 3, 14), 0, days, {1: ASKED})
    assert (1, "silent") in rules_of(later.told)
