"""The burden: how many messages the units got in the week, what acts sent them included."""

from tests.people import COORDINATOR, LEAD, House


def test_the_burden_of_the_week_is_told_and_nobody_is_named(house: House):
    assert "发出提醒和通知" not in house.say(COORDINATOR, "总览").text
    house.prompt(LEAD, ["4-1"])
    house.hear(COORDINATOR, "时限 4-1 11月30日 提前安排")  # told to LEAD and SUPPORT as an act
    said = house.say(COORDINATOR, "总览").text
    assert "；发出提醒和通知3条，2个单位，每单位最多2条" in said
