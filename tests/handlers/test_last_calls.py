"""What a report answers: the round of its week, and what was asked before it."""

from data.store import prompts
from tests.people import COORDINATOR, DAYS, LEAD, House, at


def tick(house: House, day: str) -> None:
    house.now = at(day, 9, 30)
    house.store.do(prompts.tick, house.now, DAYS)


def told(house: House, day: str) -> str:
    """What 科技司 is told on a day."""
    tick(house, day)
    return "\n".join(each.text for each in house.deliver() if each.chat == LEAD)


def report(house: House, day: str, percent: int) -> None:
    house.now = at(day, 16)
    house.say(LEAD, f"2-1 已完成{percent}%")
    house.say(LEAD, "确认")


def test_last_calls_and_overdue_lines_are_told_however_lately_was_reported(house: House):
    told(house, "02-12")
    house.say(LEAD, "全部签收")
    house.hear(COORDINATOR, "时限 2-1 2018年3月2日 会议要求")
    told(house, "02-13")
    report(house, "02-26", 30)
    calls = [told(house, day) for day in ("02-27", "02-28", "03-01")]
    assert ["2-1 " in each for each in calls] == [True, False, True]
    report(house, "03-01", 40)
    assert "今天" in told(house, "03-02")
    report(house, "03-02", 50)  # after the freeze: it opens the next week
    assert told(house, "03-05").startswith("【逾期提醒】")
    house.now = at("03-12", 9)
    house.say(LEAD, "2-1 已完成60%")
    tick(house, "03-12")
    house.now = at("03-12", 9, 31)
    heard = house.hear(LEAD, "确认")  # before the message of the day has left
    assert "逾期" not in "".join(each.text for each in heard if each.chat == LEAD)
