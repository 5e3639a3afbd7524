"""A coordinator urges: told in the window, merged within ten minutes, once a day, and kept."""

from datetime import date

import pytest
from sqlmodel import select

from data.kinds import ActKind
from data.models import Act
from data.store import dates, prompts, urges
from tests.people import COORDINATOR, DAYS, LEAD, OTHER, READER, SUPPORT, Answer, House, at


@pytest.fixture
def noticed(house: House) -> House:
    """The dispatch notice has gone to all; it is the morning of 1 March."""
    house.now = at("02-12", 9, 30)
    house.store.do(prompts.tick, house.now, DAYS)
    house.deliver()
    house.now = at("03-01", 10)
    return house


def owed(house: House) -> list[Answer]:
    """What the job tells now."""
    house.store.do(urges.owe, house.now, DAYS)
    return house.deliver()


def test_urging_a_task_tells_its_units_at_once_inside_the_window(noticed: House):
    heard = noticed.hear(COORDINATOR, "催办 4-1 请今日报送")
    said = {each.chat: each.text for each in heard}
    assert said.keys() == {COORDINATOR, LEAD, SUPPORT}
    assert said[LEAD].startswith("【催办】科技司 · 3月1日 周四")
    assert "4-1 " in said[LEAD]
    assert "尚未报送" in said[LEAD]
    assert "备注（只作留存）：请今日报送" in said[COORDINATOR]
    found = noticed.store.look(
        lambda session: list(session.exec(select(Act).where(Act.kind == ActKind.URGE)))
    )
    assert {act.reason for act in found} == {"请今日报送"}
    assert all(act.prompt_id for act in found if act.unit_id == noticed.stands("4-1").unit_id)


def test_what_is_urged_when_it_is_overdue_says_by_how_much(noticed: House):
    noticed.now = at("03-07")
    for code, due in (("2-1", date(2018, 3, 2)), ("4-1", date(2018, 3, 7))):
        noticed.store.do(dates.move, noticed.task(code).id, due, "提前", at("03-01"), DAYS)
    said = {each.chat: each.text for each in noticed.hear(COORDINATOR, "催办 2-1 4-1")}
    assert "：已逾期3个工作日（时限3月2日），尚未报送\n" in said[LEAD]
    assert "：时限3月7日，尚未报送\n" in said[LEAD]


def test_outside_the_window_it_is_held_and_told_when_it_opens(noticed: House):
    noticed.now = at("03-02", 20)
    assert "将在工作时间内送出" in noticed.say(COORDINATOR, "催办 2-1").text
    noticed.now = at("03-03", 10)  # a Saturday
    assert owed(noticed) == []
    noticed.now = at("03-05", 9)
    assert [each.chat for each in owed(noticed)].count(LEAD) == 1
    assert owed(noticed) == []


def test_what_is_urged_within_ten_minutes_goes_in_one_message(noticed: House):
    assert [each.chat for each in noticed.hear(COORDINATOR, "催办 1-1")].count(LEAD) == 1
    for code in ("1-2", "2-1"):
        noticed.later(minutes=3)
        assert LEAD not in [each.chat for each in noticed.hear(COORDINATOR, f"催办 {code}")]
    noticed.later(minutes=4)
    (told,) = [each for each in owed(noticed) if each.chat == LEAD]
    assert "1-2 " in told.text
    assert "2-1 " in told.text
    assert "1-1 " not in told.text.split("直接回复")[0]


def test_a_unit_is_urged_about_what_it_owes_and_once_a_day(noticed: House):
    noticed.say(LEAD, "1-1 已完成30%")
    noticed.say(LEAD, "确认")
    told = [each for each in noticed.hear(COORDINATOR, "催办 科技司") if each.chat == LEAD]
    assert "1-1 " not in told[0].text
    assert noticed.say(COORDINATOR, "催办 科技司").text == (
        "今天已经催办过 科技司，不再重复发送。发送“为何 科技司”可查看记录。"
    )
    noticed.say(COORDINATOR, "催办 4-1")
    assert "发送“为何 4-1”" in noticed.say(COORDINATOR, "催办 4-1").text
    assert "3月1日 催办（科技司）：已提醒" in noticed.say(COORDINATOR, "为何 4-1").text


def test_what_is_paused_is_not_urged_until_it_goes_on(noticed: House):
    for word, urged in (("4-1", "4-1"), ("2018", "4-1"), ("科技司", "科技司")):
        noticed.say(COORDINATOR, f"暂停 {word} 缘由")
        [refused] = noticed.hear(COORDINATOR, f"催办 {urged}")
        assert refused.text == f"{word} 已暂停，未予催办。请先发送“恢复 {word}”，再行催办。"
        noticed.say(COORDINATOR, f"恢复 {word}")
    noticed.say(COORDINATOR, "暂停 中央电教馆")
    heard = {each.chat: each.text for each in noticed.hear(COORDINATOR, "催办 4-1 2-1")}
    assert heard.keys() == {COORDINATOR, LEAD}
    assert (
        "中央电教馆 已暂停，未予催办；恢复后方可催办，例如：恢复 中央电教馆" in heard[COORDINATOR]
    )


def test_under_the_brake_the_answer_says_that_the_urging_is_held(noticed: House):
    noticed.say(COORDINATOR, "全部暂停")
    [answer] = noticed.hear(COORDINATOR, "催办 4-1")
    assert "催办暂存，发送“全部恢复”后送出" in answer.text
    assert owed(noticed) == []
    noticed.say(COORDINATOR, "全部恢复")
    assert LEAD in [each.chat for each in owed(noticed)]


def test_for_units_that_nobody_answers_for_no_sending_is_promised(noticed: House):
    answer = noticed.say(COORDINATOR, "催办 语用司").text
    assert "语用司尚无联络员，绑定后送达。" in answer
    assert "将在工作时间内送出" not in answer


def test_an_answer_to_an_urging_is_about_its_task(noticed: House):
    told = next(each for each in noticed.hear(COORDINATOR, "催办 2-1") if each.chat == LEAD)
    answer = noticed.say(LEAD, "已完成45%", reply_to=told)
    assert answer.text.startswith("请核对 2-1 的报送")


def test_urging_counts_no_rule_message_of_the_week(noticed: House):
    noticed.hear(LEAD, button="/ack all")
    noticed.hear(COORDINATOR, "催办 2-1")
    noticed.now = at("03-28", 9)
    noticed.hear(COORDINATOR, "催办 2-1")
    noticed.now = at("03-28", 9, 30)
    noticed.store.do(prompts.tick, noticed.now, DAYS)
    assert any(each.text.startswith("【本周报送】科技司") for each in noticed.deliver())


@pytest.mark.parametrize(
    ("text", "said"),
    [("催办", "请写明任务或单位"), ("催办 没有司", "没有名为“没有司”"), ("催办 99-9", "没有找到")],
)
def test_what_cannot_be_urged_gets_one_sentence(noticed: House, text: str, said: str):
    assert noticed.say(COORDINATOR, text).text.startswith(said)


@pytest.mark.parametrize(
    ("said", "guess", "reached"),
    [
        ("崔办 2-1", "交办”或“催办", {COORDINATOR, LEAD, SUPPORT}),
        ("崔办 职成司", "交办”或“催办", {COORDINATOR, OTHER}),
        ("remind 职成司", "remind", {COORDINATOR, OTHER}),
    ],
)
def test_a_mistyped_urging_is_offered_with_what_it_was_said_of(
    noticed: House, said: str, guess: str, reached: set[str]
):
    asked = noticed.say(COORDINATOR, said)
    assert asked.text == f"没有看懂“{said}”。您是想发送“{guess}”吗？"
    button = asked.buttons[guess.rpartition("“")[2]]
    assert "2-1" not in button
    heard = noticed.hear(COORDINATOR, button=button, reply_to=asked)
    assert {each.chat for each in heard} == reached
    assert noticed.say(LEAD, "办节 2-1").text.startswith("请核对 2-1 的报送")


@pytest.mark.parametrize("who", [LEAD, OTHER, READER])
def test_only_coordinators_urge(noticed: House, who: str):
    assert noticed.say(who, "催办 2-1").text.startswith("这项操作不在您的权限内")


def test_who_answers_for_several_units_is_urged_in_one_message(noticed: House):
    noticed.say(LEAD, f"绑定 {noticed.invite(SUPPORT)}")
    noticed.later(minutes=1)
    [told] = [each for each in noticed.hear(COORDINATOR, "催办 4-1") if each.chat == LEAD]
    assert told.text.count("【催办】") == 2
    assert "【催办】中央电教馆 · 3月1日 周四" in told.text
    for unit in (LEAD, SUPPORT):
        assert f"3月1日 催办（{unit}）：已提醒" in noticed.say(COORDINATOR, "为何 4-1").text
