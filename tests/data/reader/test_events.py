"""Days fixed for everyone: which day of a year an event is, and since when."""

import pytest

from data.reader.events import Events
from data.reader.shipped import events


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("国家宪法日", 2018, "2018-12-04"),
        ("国家网络安全宣传周", 2018, "2018-09-23"),
        ("国家网络安全宣传周", 2016, "2016-09-25"),
        ("世界读书日", 2019, "2019-04-23"),
        ("教师节", 2018, "2018-09-10"),
        ("全民国家安全教育日", 2018, "2018-04-15"),
        ("全国助残日", 2018, "2018-05-20"),
        ("国家宪法日", 2013, "None"),
        ("春节", 2024, "2024-02-10"),
        ("中秋节", 2020, "2020-10-01"),
        ("中秋节", 2014, "None"),
    ],
)
def test_an_event_has_its_day(name: str, year: int, day: str) -> None:
    assert str(events().named(name).day(year)) == day


def test_every_shipped_event_has_a_day_in_every_year_from_its_first() -> None:
    for event in events().events:
        assert all(event.day(year) for year in range(max(event.since, 2000), 2040))


def test_no_spelling_means_two_events() -> None:
    spellings = [s for event in events().events for s in (*event.spellings, *event.short)]
    assert len(spellings) == len(set(spellings))


def test_the_longest_spelling_is_found() -> None:
    found = events().pattern.search("组织全民国家安全教育日活动")
    assert found
    assert found.group() == "全民国家安全教育日"


def test_without_events_nothing_is_found() -> None:
    assert Events.parse("").pattern.search("国家宪法日") is None
