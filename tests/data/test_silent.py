"""Two rounds running unanswered: said where a message leaves anyway, never by one of its own."""

from dataclasses import replace
from datetime import date

import pytest

from data.case import Facts
from data.course import Course
from data.kinds import Basis, Fate, Rule
from data.rules import due
from data.workdays import DAY
from tests.data.test_rules import START, YEAR_END, days, facts, noon, rules_of

WEEKLY = Course(START, None, Basis.NONE, YEAR_END, weekly=True)
SIGNED = facts(course=WEEKLY, reckoned=date(2018, 3, 8), signed=True, noticed=START)


def told_as(held: list[Facts], today: date) -> list[tuple[int, str, str]]:
    day = due(held, today, 0, days)
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
    day = due([each], date(2018, 3, 14), 0, days)
    assert rules_of(day.told) == [(1, "silent" if silent else "report-round")]
    merged = [(line.slot.rule, line.fate) for line in day.untold]
    assert merged == ([(Rule.REPORT_ROUND, Fate.MERGED)] if silent else [])


def test_silence_makes_no_message_and_joins_one_that_leaves_for_another_task() -> None:
    monday = date(2018, 3, 12)
    assert told_as([SIGNED], monday) == []
    other = facts(
        2, Course(START, date(2018, 3, 15), Basis.EXPLICIT, YEAR_END), reckoned=monday - DAY
    )
    assert told_as([SIGNED, other], monday) == [(1, "silent", "told"), (2, "deadline-near", "told")]


def test_where_silence_is_switched_off_the_round_asks_as_ever() -> None:
    each = SIGNED._replace(course=replace(WEEKLY, off=frozenset({Rule.SILENT})))
    assert told_as([each], date(2018, 3, 14)) == [(1, "report-round", "told")]


@pytest.mark.parametrize(
    "changed",
    [{"signed": False, "noticed": None}, {"hushed": "paused"}, {"reckoned": date(2018, 2, 20)}],
)
def test_who_has_not_signed_is_paused_or_was_not_asked_is_not_called_silent(
    changed: dict[str, object],
) -> None:
    each = SIGNED._replace(**changed)  # type: ignore[arg-type]
    assert "silent" not in {rule for _, rule, _ in told_as([each], date(2018, 3, 14))}
