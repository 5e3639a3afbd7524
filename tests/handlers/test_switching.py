"""A coordinator switches a rule off for a task or a plan, and on again."""

from datetime import date

import pytest
from sqlmodel import Session, col, select

from data.kinds import Rule
from data.models import Act
from data.rehearse import rehearse
from data.store import plans, prompts
from data.store.courses import parts_of_plan
from data.store.switches import SWITCHED
from messages.render import label
from tests.people import COORDINATOR, DAYS, LEAD, READER, House, at


def told(house: House, day: str, who: str = LEAD) -> str:
    """What somebody was told by the rules on a day, or nothing."""
    house.now = at(day, 9, 30)
    house.store.do(prompts.tick, house.now, DAYS)
    return "\n".join(each.text for each in house.deliver() if each.chat == who)


def acts(house: House) -> list[Act]:
    query = select(Act).where(Act.kind == "switch").order_by(col(Act.id))
    return house.store.look(lambda session: list(session.exec(query)))


def rehearsed(house: House, code: str) -> set[Rule]:
    """The rules that speak of a task in the rehearsed year."""

    def run(session: Session) -> set[Rule]:
        plan = plans.find(session, "2018").id or 0
        parts = [each for each in parts_of_plan(session, plan, DAYS) if each.code == code]
        year = rehearse(parts, date(2018, 2, 12), date(2018, 12, 31), DAYS, answering=False)
        return {item.rule for each in year if each.to != "coordinator" for item in each.items}

    return house.store.look(run)


@pytest.fixture
def signed(house: House) -> House:
    """The dispatch notice has gone to all, and 科技司 has signed for everything."""
    told(house, "02-12")
    house.say(LEAD, "全部签收")
    return house


def test_a_rule_switched_off_for_a_task_is_silent_until_it_is_on_again(signed: House):
    done = signed.say(COORDINATOR, "提醒 1-1 报送 关 年底统一报送")
    assert done.text.startswith("已关闭：任务 1-1的“报送轮次”提醒。")
    assert "缘由：年底统一报送" in done.text
    asked = told(signed, "02-28")
    assert ("1-1 " in asked, "1-2 " in asked) == (False, True)
    assert "已由督办员关闭：报送轮次。" in signed.say(LEAD, "为何 1-1").text
    assert "报送轮次：关" in signed.say(COORDINATOR, "提醒 1-1").text
    assert "关闭提醒：报送轮次" in signed.say(LEAD, "历史 1-1").text
    assert rehearsed(signed, "1-1") & {Rule.REPORT_ROUND, Rule.DEADLINE_NEAR} == {
        Rule.DEADLINE_NEAR
    }
    assert signed.press(COORDINATOR, done, "重新开启").text.startswith("已开启：任务 1-1的")
    assert "1-1 " in told(signed, "03-28")
    assert "已由督办员关闭" not in signed.say(LEAD, "为何 1-1").text


def test_a_last_day_and_what_is_overdue_may_be_switched_off_and_that_is_on_record(signed: House):
    signed.now = at("03-05")
    signed.hear(COORDINATOR, "时限 1-1 2018年4月10日 与年度会议衔接")
    for words in ("临期 关", "逾期 关 由督办员直接联系"):
        signed.say(COORDINATOR, f"提醒 1-1 {words}")
    signed.say(COORDINATOR, "提醒 1-1 报送 关")
    for day in ("03-09", "04-03", "04-09", "04-10", "04-11", "04-18"):
        assert "1-1 " not in told(signed, day)
    kept = [(act.task_id, act.reason, act.facts) for act in acts(signed)]
    task = signed.task("1-1").id
    assert kept == [
        (task, "", {"rule": "deadline-near", "on": False}),
        (task, "由督办员直接联系", {"rule": "overdue", "on": False}),
        (task, "", {"rule": "report-round", "on": False}),
    ]
    signed.say(COORDINATOR, "提醒 1-1 逾期 开")
    assert "1-1 " in told(signed, "04-19")  # what is overdue is told in its newest state, once
    assert "1-1 " not in told(signed, "04-20")


def test_a_plans_switch_holds_for_every_task_but_one_with_a_switch_of_its_own(signed: House):
    done = signed.say(COORDINATOR, "/switch 2018 round off")
    assert "单项任务另有设置的，以单项设置为准。" in done.text
    assert rehearsed(signed, "1-2") == {Rule.DISPATCH_NOTICE, Rule.NOT_SIGNED, Rule.DEADLINE_NEAR}
    signed.say(COORDINATOR, "提醒 1-1 报送 开 重点关注")
    asked = told(signed, "02-28")
    assert ("1-1 " in asked, "1-2 " in asked) == (True, False)
    assert "报送轮次：关" in signed.say(COORDINATOR, "提醒 2018").text
    assert "报送轮次：开" in signed.say(COORDINATOR, "提醒 1-1").text
    signed.say(COORDINATOR, "提醒 2018 报送 开")
    assert "1-2 " in told(signed, "03-28")


def test_switching_twice_changes_nothing_and_says_so(signed: House):
    signed.say(COORDINATOR, "提醒 1-1 临期 关")
    for text in ("提醒 1-1 临期 关", "/switch 1-1 deadline-near off"):
        assert signed.say(COORDINATOR, text).text.startswith("1-1的这类提醒已是这样设置")
    assert len(acts(signed)) == 1
    assert signed.say(COORDINATOR, "提醒 2018 临期 开").text.endswith("未作改动。")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("提醒", "请写明任务或计划、提醒类别和开关"),
        ("提醒 1-1 临期", "请写明任务或计划、提醒类别和开关"),
        ("提醒 1-1 早安 关", "请写明任务或计划、提醒类别和开关"),
        ("提醒 1-1 任务交办 关", "任务交办不能关闭"),
        ("提醒 99-9 临期 关", "没有找到任务 99-9"),
    ],
)
def test_what_cannot_be_switched_gets_one_sentence(signed: House, text: str, said: str):
    assert signed.say(COORDINATOR, text).text.startswith(said)
    assert acts(signed) == []


@pytest.mark.parametrize("who", [LEAD, READER])
def test_only_coordinators_switch(signed: House, who: str):
    assert signed.say(who, "提醒 1-1 临期 关").text.startswith("这项操作不在您的权限内")
    assert signed.task("1-1").switches is None


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_each_rule_may_be_called_as_why_calls_it(signed: House, locale: str):
    for rule in SWITCHED:
        name = label(f"rule.{rule}", locale)
        assert signed.say(COORDINATOR, f"提醒 1-1 {name} 关").text.startswith("已关闭：")
    assert [act.facts["rule"] for act in acts(signed)] == [*SWITCHED]
