"""Tasks that go on from one year's plan to the next."""

import pytest

from data.carry import carried
from tests.data.stated import stated

GO_ON = [
    ("9-3", "9-2"),  # the training for the networked learning space
    ("2-1", "2-1"),
    ("12-1", "3-1"),
    ("12-2", "3-2"),
    ("3-1", "14-1"),
    ("15-1", "16-2"),
    ("21-1", "20-1"),
    ("23-1", "22-1"),
    ("24-1", "23-1"),
]


def pairs() -> set[tuple[str, str]]:
    last, this = stated(2016), stated(2018)
    return {(last[pair.before].code, this[pair.after].code) for pair in carried(last, this)}


@pytest.mark.parametrize("pair", GO_ON)
def test_the_work_of_2016_that_2018_goes_on_with_is_found(pair: tuple[str, str]):
    assert pair in pairs()


def test_work_that_only_sounds_alike_is_left_apart():
    assert len(pairs()) <= len(GO_ON) + 4


def test_a_task_goes_on_once_at_most():
    found = pairs()
    assert len({last for last, _ in found}) == len({this for _, this in found}) == len(found)


def test_a_plan_goes_on_in_itself_whole():
    plan = stated(2018)
    assert [(pair.before, pair.after) for pair in carried(plan, plan)] == [
        (n, n) for n in range(len(plan))
    ]


def test_nothing_goes_on_from_nowhere():
    assert carried((), stated(2018)) == carried(stated(2018), ()) == ()
