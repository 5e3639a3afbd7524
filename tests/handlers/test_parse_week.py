"""Which week and which goal people name."""

import pytest

from handlers.parse.goal import goal
from handlers.parse.week import week


@pytest.mark.parametrize(
    "word", ["2018-W10", "2018w10", "W10", "10", "第10周", "第十周", "2018年第10周"]
)
def test_a_week_is_named_in_many_ways(word: str) -> None:
    assert week(word, 2018) == "2018-W10"


@pytest.mark.parametrize("word", ["", "上周", "W", "2018", "10月", "第周", "1.5"])
def test_what_names_no_week_is_none(word: str) -> None:
    assert week(word, 2018) is None


@pytest.mark.parametrize("text", ["目标4", "目标 四", "核心目标4", "goal 4", "Goal4"])
def test_a_goal_is_named_in_many_ways(text: str) -> None:
    assert goal(text) == 4


@pytest.mark.parametrize("text", ["目标", "4", "目标司", "4-1", "目标4 2"])
def test_what_names_no_goal_is_none(text: str) -> None:
    assert goal(text) is None
