"""A text that is no command: which task it is about, and never all of them."""

import pytest

from data.kinds import PlanState, ReportState, Role, Rule
from data.models import Assignment, Plan, Task
from data.store import people
from tests.people import LEAD, OTHER, SUPPORT, House, at


def test_it_goes_to_the_only_task_of_the_message_it_replies_to(house: House):
    first = house.prompt(LEAD, ["4-1"], act="a")
    house.prompt(LEAD, ["9-2"], act="b")
    answer = house.say(LEAD, "已完成30%，联盟已组建", reply_to=first)
    assert answer.text.startswith("请核对 4-1 的报送")


def test_it_goes_to_the_newest_prompt_when_it_replies_to_nothing(house: House):
    house.prompt(LEAD, ["4-1"], act="a")
    house.prompt(LEAD, ["2-1"], act="b")
    assert house.say(LEAD, "已完成30%").text.startswith("请核对 2-1 的报送")


def test_an_answered_prompt_gives_way_to_the_one_before_it(house: House):
    house.prompt(LEAD, ["1-2"], act="a")
    house.prompt(LEAD, ["2-1"], act="b")
    house.later(minutes=5)
    for code in ("2-1", "1-2"):
        assert house.say(LEAD, "已完成30%").text.startswith(f"请核对 {code}")
        house.say(LEAD, "确认")
    assert house.say(LEAD, "已完成30%").text.startswith("请问“已完成30%”是哪一项的进展？")


def test_an_answered_prompt_may_be_answered_once_more_by_a_reply(house: House):
    prompt = house.prompt(LEAD, ["2-1"])
    house.later(minutes=5)
    house.say(LEAD, "已完成30%")
    house.say(LEAD, "确认")
    again = house.say(LEAD, "已完成35%", reply_to=prompt)
    assert again.text.startswith("请核对 2-1 的报送")


@pytest.mark.parametrize(("days", "goes"), [(6.9, True), (7.1, False)])
def test_a_prompt_is_open_for_seven_days(house: House, days: float, goes: bool):
    house.prompt(LEAD, ["2-1"])
    house.later(days=days)
    assert house.say(LEAD, "已完成30%").text.startswith("请核对 2-1") is goes


def test_a_prompt_of_several_tasks_makes_it_ask_with_one_button_a_task(house: House):
    house.prompt(LEAD, ["4-1", "9-2", "1-2"])
    answer = house.say(LEAD, "进度30%，按计划推进")
    assert answer.text.startswith("请问“进度30%，按计划推进”是哪一项的进展？")
    assert sorted(answer.buttons) == ["1-2", "4-1", "9-2"]
    assert house.reports() == []
    chosen = house.press(LEAD, answer, "1-2")
    assert chosen.text.startswith("请核对 1-2 的报送：\n进度：30%\n内容：进度30%，按计划推进")
    house.say(LEAD, "确认")
    assert [report.state for report in house.reports()] == [ReportState.CONFIRMED]


def test_a_named_task_wins_over_the_prompt(house: House):
    prompt = house.prompt(LEAD, ["2-1"])
    answer = house.say(LEAD, "1-2 已完成30%", reply_to=prompt)
    assert answer.text.startswith("请核对 1-2 的报送")


def test_a_task_mentioned_by_the_way_does_not(house: House):
    prompt = house.prompt(LEAD, ["2-1"])
    answer = house.say(LEAD, "已完成30%，与9-2衔接", reply_to=prompt)
    assert answer.text.startswith("请核对 2-1 的报送")


def test_without_any_prompt_all_own_tasks_are_offered_page_by_page(house: House):
    answer = house.say(LEAD, "已完成30%")
    seen = [label for label in answer.buttons if "-" in label]
    while "下一页" in answer.buttons:
        answer = house.press(LEAD, answer, "下一页")
        seen += [label for label in answer.buttons if "-" in label]
    assert len(seen) == len(set(seen)) == 29
    chosen = house.say(LEAD, button=answer.buttons[seen[-1]], reply_to=answer)
    assert chosen.text.startswith(f"请核对 {seen[-1]} 的报送")


def test_another_persons_words_cannot_be_picked(house: House):
    answer = house.say(LEAD, "已完成30%")
    forged = answer.buttons["4-1"]
    for who in (OTHER, SUPPORT):
        assert house.say(who, button=forged).text.startswith("这条内容已找不到")
    assert house.reports() == []


def test_a_task_number_alone_shows_the_task(house: House):
    assert house.say(LEAD, "4-1").text.startswith("【任务 4-1】")


def test_thanks_signs_for_what_was_told(house: House):
    prompt = house.prompt(LEAD, ["2-1"], rule=Rule.DISPATCH_NOTICE)
    assert house.say(LEAD, "好的，知道了", reply_to=prompt).text.startswith("已签收 2-1")


def test_a_merged_prompt_reaches_only_the_own_parts(house: House):
    prompt = house.prompt(LEAD, ["9-2"])
    answer = house.say(OTHER, "已完成30%", reply_to=prompt)
    assert "9-2" not in answer.buttons


@pytest.mark.parametrize(
    ("text", "guess"),
    [("任物", "任务"), ("/taks", "tasks"), ("taks", "tasks"), ("bang助", ""), ("/xyzzyx", "")],
)
def test_a_slip_of_the_hand_gets_the_nearest_command(house: House, text: str, guess: str):
    answer = house.say(LEAD, text)
    if guess:
        assert answer.text == f"没有看懂“{text}”。您是想发送“{guess}”吗？"
        assert house.press(LEAD, answer, guess).text.startswith("【任务】")
    else:
        assert guess not in answer.buttons


def test_a_code_that_two_plans_have_is_asked_about(house: House):
    house.store.do(_second_plan)
    answer = house.say(LEAD, "4-1 已完成30%")
    assert answer.text.startswith("有多份文件都有 4-1，请选择：")
    chosen = house.press(LEAD, answer, "4-1 另一项工作")
    assert chosen.text.startswith("请核对 4-1 的报送：")
    house.say(LEAD, "确认")
    assert house.reports()[0].text == "已完成30%"
    viewed = house.press(LEAD, house.say(LEAD, "任务 4-1"), "4-1 另一项工作")
    assert "另一项工作" in viewed.text


def _second_plan(session):
    plan = Plan(key="二", title="另一份要点", year=2018, loaded_at=at("03-01"))
    plan.state, plan.confirmed_at = PlanState.CONFIRMED, at("03-01")
    session.add(plan)
    session.flush()
    task = Task(
        plan_id=plan.id,
        ordinal=1,
        code="4-1",
        item="4",
        title="另一项工作",
        brief="另一项工作",
        text="另一项工作。",
        owner_text=LEAD,
    )
    session.add(task)
    session.flush()
    unit = people.find_unit(session, LEAD).id
    session.add(Assignment(task_id=task.id, unit_id=unit, ordinal=1, role=Role.LEAD))
