"""The shipped registry: the 44 units that the two plans name."""

import re
from datetime import date

import pytest

from data.kinds import UnitKind
from data.reader.shipped import plan_text, registry

MARK = re.compile(r"（责任单位：([^）]*)）")


def named_in(year: int) -> set[str]:
    return {n for mark in MARK.findall(plan_text(year)) for n in re.split("[、，]", mark)}


def test_the_registry_holds_exactly_the_units_that_the_two_plans_name() -> None:
    assert {unit.name for unit in registry().units} == named_in(2016) | named_in(2018)
    assert len(registry().units) == 44
    assert len(named_in(2018)) == 38


def test_no_two_units_share_a_spelling() -> None:
    spellings = [s for unit in registry().units for s in set(unit.spellings)]
    assert len(spellings) == len(set(spellings))


@pytest.mark.parametrize(
    ("old", "new"), [("基础一司", "基教司"), ("基础二司", "基教司"), ("督导办", "督导局")]
)
def test_a_merged_unit_has_its_successor_in_2018_and_not_in_2016(old: str, new: str) -> None:
    in_2016, in_2018 = registry().find_in_year(old, 2016), registry().find_in_year(old, 2018)
    assert in_2016
    assert in_2018
    assert (in_2016.name, in_2018.name) == (old, new)


@pytest.mark.parametrize("name", ["地方各级教育行政部门", "省级教育行政部门", "地方教育行政部门"])
def test_a_group_of_authorities_has_31_provinces_and_the_corps(name: str) -> None:
    unit = registry().find(name)
    assert unit
    assert len(unit.members) == len(set(unit.members)) == 32
    assert unit.members[-1] == "新疆生产建设兵团教育局"
    assert "北京市教委" in unit.members


def test_only_the_departments_concerned_are_an_open_group() -> None:
    assert [unit.name for unit in registry().units if unit.open] == ["相关业务司局"]


def test_near_twins_are_different_units() -> None:
    twins = [("语用司", "语信司"), ("民族司", "民族教育中心")]
    for one, other in twins:
        assert registry().find(one) != registry().find(other)
    assert registry().find("语言文字应用管理司") == registry().find("语用司")


def test_a_misspelt_name_is_never_resolved_but_offers_every_twin() -> None:
    assert registry().find("语文司") is None
    assert {unit.name for unit in registry().near("语文司")} >= {"语用司", "语信司"}
    assert {unit.name for unit in registry().near("gjs")} == {"高教司", "国际司"}


def test_every_group_is_of_the_kind_group_and_nothing_else_is() -> None:
    for unit in registry().units:
        assert (unit.kind is UnitKind.GROUP) == (bool(unit.members) or unit.open)


def test_an_heir_takes_over_on_the_first_day_of_2017() -> None:
    unit = registry().find("督导办")
    assert unit
    assert registry().heir(unit, date(2016, 12, 31)).name == "督导办"
    assert registry().heir(unit, date(2017, 1, 1)).name == "督导局"
