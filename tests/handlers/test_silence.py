"""已签收未报送: two rounds running unanswered: said in the next message, then to coordinators."""

import pytest

from data.store import prompts
from tests.people import COORDINATOR, DAYS, LEAD, Answer, House, at


def tick(house: House, day: str) -> list[Answer]:
    house.now = at(day, 9, 30)
    house.store.do(prompts.tick, house.now, DAYS)
    return [each for each in house.deliver() if each.chat == LEAD]


def test_silence_is_said_to_the_unit_and_stands_on_the_coordinators_list(house: House):
    tick(house, "02-12")
    house.say(LEAD, "签收")
    house.say(COORDINATOR, "时限 4-1 每周")
    for day in ("02-14", "02-28"):
        assert "连续两轮" not in "".join(each.text for each in tick(house, day))
    assert "连续两轮未报送" not in house.say(COORDINATOR, "总览 待处理").text
    (told,) = tick(house, "03-07")
    line = "4-1 数字教育资源公共服务体系：已签收，连续两轮未报送"
    assert line in told.text
    assert "“已签收未报送”" in house.say(LEAD, "为何").text
    assert "连续两轮未报送1：4-1 科技司" in house.say(COORDINATOR, "总览 待处理").text
    assert "待报送：科技司" in house.say(COORDINATOR, "总览").text
    house.say(LEAD, "4-1 已完成30%")
    house.say(LEAD, "确认")
    assert "连续两轮未报送" not in house.say(COORDINATOR, "总览 待处理").text


@pytest.mark.parametrize(
    ("due", "ticks", "asked_since"),
    [
        # A date in its week leaves the first round no room among three messages.
        (
            "3月2日",
            ("02-27", "02-28", "03-01", "03-02", "03-05", "03-12", "03-19", "03-26", "03-28"),
            "04-04",
        ),
        # Nobody was there to ask in the second.
        ("4月20日", ("02-28", "04-02", "04-13", "04-17", "04-20"), "04-25"),
    ],
)
def test_who_was_not_asked_in_a_round_did_not_leave_it_unanswered(
    house: House, due: str, ticks: tuple[str, ...], asked_since: str
):
    tick(house, "02-12")
    house.say(LEAD, "签收")
    house.hear(COORDINATOR, f"时限 2-1 2018年{due} 会议要求")
    for day in ticks:
        tick(house, day)
    house.say(COORDINATOR, "时限 4-1 每周")  # it makes a message of that day
    (told,) = tick(house, asked_since)
    assert "连续两轮" not in told.text
