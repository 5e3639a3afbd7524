"""A new wording of a plan that is followed up: compared, applied, taken back."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import Session, col, select

from data.kinds import PlanState, TaskState
from data.models import Assignment, Deadline, Goal, Plan, Section, Target, Task, TaskGoal, Unit
from data.reader import read, shipped
from data.store import facts, revisions
from data.store.drafts import owners_of
from schedules.revised import tell
from tests.people import COORDINATOR, DAYS, LEAD, NOW, OTHER, SUPPORT, House

FIRST = shipped.plan_text(2018)
CLOUD = next(line for line in FIRST.split("\n") if "开展云教室三期建设" in line)
NEW = "　　开展教师数字素养测评试点，研制测评工具，形成典型案例。（责任单位：财务司）"
AFTER = next(line for line in FIRST.split("\n") if "适时开展检查" in line)
BILINGUAL = "加快推进少数民族学科双语教学资源建设"
SECOND = (
    FIRST.replace("实现10个以上", "实现15个以上")  # 4-1 in other words
    .replace(CLOUD + "\n", "")  # 3-3 dropped
    .replace(AFTER, f"{AFTER}\n\n{NEW}")  # 1-5
    .replace(BILINGUAL, f"2018年11月底前{BILINGUAL}")  # 5-2 has a date
)


def swapped(text: str) -> str:
    """3-2 without 中央电教馆, with 财务司."""
    lines = text.split("\n")
    place = next(n for n, line in enumerate(lines) if "实验校项目" in line and "责任单位" in line)
    lines[place] = lines[place].replace(
        "（责任单位：职成司、中央电教馆", "（责任单位：职成司、财务司"
    )
    return "\n".join(lines)


SECOND = swapped(SECOND)


def take_in(session: Session, text: str, now: Any) -> int:
    registry = shipped.registry()
    draft = read(text, registry=registry, events=shipped.events())
    return revisions.take_in(session, draft, text, now, registry)


@pytest.fixture
def revised(house: House) -> House:
    """科技司 has reported on 4-1, and a new wording is a draft."""
    house.say(LEAD, "4-1 已完成30%，联通3个省级体系")
    house.say(LEAD, "确认")
    house.store.do(take_in, SECOND, house.now)
    return house


def task(house: House, code: str) -> Task:
    query = select(Task).join(Plan, col(Plan.id) == col(Task.plan_id))
    query = query.where(Plan.key == "2018", Task.code == code)
    return house.store.look(lambda session: session.exec(query).one())


def stands(house: House) -> Assignment:
    """How 科技司 stands in 4-1."""
    query = (
        select(Assignment)
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .where(Assignment.task_id == task(house, "4-1").id, Unit.name == LEAD)
    )
    return house.store.look(lambda session: session.exec(query).one())


def units(house: House, code: str) -> set[str]:
    return {name for name, _ in house.store.look(_owners, task(house, code))}


def _owners(session: Session, row: Task) -> Iterator[Any]:
    return iter(owners_of(session, row))


def test_a_document_of_the_same_plan_is_its_revision(revised: House):
    shown = revised.say(COORDINATOR, "计划 核对 2018-2")
    draft = revised.say(COORDINATOR, "计划 2018-2")
    assert shown.text.startswith("【核对 1/")
    assert "这是计划 2018 的修订稿" in draft.text
    assert {"对比", "确认", "放弃"} <= draft.buttons.keys()


def test_the_comparison_names_what_changes(revised: House):
    shown = revised.say(COORDINATOR, "计划 对比")
    lines = shown.text.split("\n")
    assert lines[0] == "【对比】与计划 2018 相比：新增 1 项，取消 1 项，修改 3 项"
    assert [line.split("（")[0].split(" ")[:2] for line in lines[1:]] == [
        ["新增", "1-5"],
        ["取消", "3-3"],
        ["修改", "3-2"],
        ["修改", "4-1"],
        ["修改", "5-2"],
    ]
    assert lines[3].endswith("（责任单位）")
    assert lines[4].endswith("（文字）")
    assert lines[5].endswith("（文字、时限）")


def test_applied_it_keeps_codes_and_reports(revised: House):
    before = {code: task(revised, code).id for code in ("3-2", "4-1", "5-2", "29-1")}
    done = revised.say(COORDINATOR, "计划 确认")
    assert done.text.startswith("修订已并入计划 2018：新增 1 项，取消 1 项，修改 3 项")
    assert {code: task(revised, code).id for code in before} == before
    assert stands(revised).percent == 30.0
    assert [each.state.value for each in revised.reports()] == ["confirmed"]
    assert "15个以上" in task(revised, "4-1").text
    assert task(revised, "1-5").text.startswith("开展教师数字素养测评试点")
    assert task(revised, "3-3").state is TaskState.DROPPED
    assert str(task(revised, "5-2").due_on) == "2018-11-30"
    assert units(revised, "3-2") == {"职成司", "财务司"}


def test_only_units_whose_part_changed_are_told(revised: House):
    done = revised.say(COORDINATOR, "计划 确认")
    told = done.text.split("个单位：")[1].split("。")[0]
    assert {"财务司", "民族司", "人教社", "科技司"} <= set(told.removesuffix("等").split("、"))
    # Only 4-1 of what 科技司 has is new to it; 职成司 keeps its part in 3-2 as it was.
    fresh = noticed_anew(revised)
    assert ("科技司", "4-1") in fresh
    assert ("职成司", "3-2") not in fresh
    assert {code for unit, code in fresh if unit == "科技司"} == {"4-1"}


def noticed_anew(house: House) -> set[tuple[str, str]]:
    def run(session: Session) -> set[tuple[str, str]]:
        query = (
            select(Unit.name, Task.code)
            .join(Assignment, col(Assignment.unit_id) == col(Unit.id))
            .join(Task, col(Task.id) == col(Assignment.task_id))
            .join(Plan, col(Plan.id) == col(Task.plan_id))
            .where(Plan.key == "2018", col(Assignment.starts_on) > DAYS.today(house.now))
        )
        return set(session.exec(query))

    return house.store.look(run)


def test_who_loses_a_task_hears_it_when_it_can_no_longer_be_taken_back(revised: House):
    revised.say(COORDINATOR, "计划 确认")
    revised.later(minutes=15)
    revised.store.do(tell, revised.now, DAYS, "zh")
    assert revised.deliver() == []
    revised.later(minutes=1)
    for _ in range(2):
        revised.store.do(tell, revised.now, DAYS, "zh")
    (told,) = revised.deliver()
    assert told.chat == SUPPORT
    assert told.text.startswith("【分工调整】2018年教育信息化和网络安全工作要点")
    assert "3-2 " in told.text
    assert revised.say(OTHER, "任务 3-2").text.startswith("【任务 3-2】")


TABLES = (Section, Goal, Task, Assignment, Target, Deadline, TaskGoal)


def everything(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Every row of what plans say and how parts stand."""
    found = {}
    for table in TABLES:
        rows = [row.model_dump() for row in session.exec(select(table))]
        found[table.__name__] = sorted(rows, key=lambda row: tuple(str(v) for v in row.values()))
    return found


def test_taken_back_everything_is_as_it_was(revised: House):
    before = revised.store.look(everything)
    done = revised.say(COORDINATOR, "计划 确认")
    assert revised.store.look(everything) != before
    back = revised.press(COORDINATOR, done, "撤回")
    assert back.text.startswith("已撤回")
    assert revised.store.look(everything) == before
    revised.later(minutes=20)
    revised.store.do(tell, revised.now, DAYS, "zh")
    assert revised.deliver() == []


def test_taken_back_the_units_are_followed_up_as_before(revised: House):
    def courses(session: Session) -> Any:
        unit = stands(revised).unit_id
        gathered = facts.gather(session, [unit], DAYS.today(revised.now), DAYS)
        return sorted(gathered.facts(lambda *_: True)[unit], key=lambda each: each.assignment)

    before = revised.store.look(courses)
    revised.say(COORDINATOR, "计划 确认")
    revised.say(COORDINATOR, "撤回")
    assert revised.store.look(courses) == before


def test_taken_back_what_came_to_its_tasks_meanwhile_is_under_way_no_more(revised: House):
    revised.say(COORDINATOR, "计划 确认")
    assert "【分工已调整】1-5" in revised.say(COORDINATOR, "分工 1-5 配合 职成司 需要配合").text
    revised.say(COORDINATOR, "撤回")
    query = select(Assignment.starts_on).join(Task, col(Task.id) == col(Assignment.task_id))
    of_draft = query.join(Plan).where(Plan.state == PlanState.DRAFT)
    begun = revised.store.look(lambda session: session.exec(of_draft).all())
    assert begun
    assert not any(begun)


def test_a_revision_can_be_revised_again(revised: House):
    revised.say(COORDINATOR, "计划 确认")
    revised.later(days=1)
    revised.store.do(take_in, FIRST, revised.now)
    shown = revised.say(COORDINATOR, "计划 对比").text
    # The dropped task comes again under a new code: none is used twice.
    assert "新增 3-4" in shown
    assert "取消 1-5" in shown
    revised.say(COORDINATOR, "计划 确认")
    assert "10个以上" in task(revised, "4-1").text
    assert stands(revised).percent == 30.0


def test_the_same_wording_again_changes_nothing(revised: House):
    revised.say(COORDINATOR, "计划 确认")
    plans = revised.store.look(lambda session: len(session.exec(select(Plan)).all()))
    found = revised.store.do(take_in, SECOND, revised.now)
    row = revised.store.look(lambda session: session.get_one(Plan, found))
    assert (row.key, row.state) == ("2018", PlanState.CONFIRMED)
    assert revised.store.look(lambda session: len(session.exec(select(Plan)).all())) == plans


def test_the_same_plan_on_other_paper_changes_nothing(house: House):
    found = house.store.do(take_in, FIRST.replace("\n\n", "\n"), house.now)
    row = house.store.look(lambda session: session.get_one(Plan, found))
    assert (row.key, row.state) == ("2018", PlanState.CONFIRMED)
    assert house.store.look(lambda session: len(session.exec(select(Plan)).all())) == 1


def test_what_was_corrected_is_not_undone_by_the_same_plan_on_other_paper(house: House):
    text = shipped.plan_text(2016)
    first = house.store.do(take_in, text, house.now)
    house.say(COORDINATOR, "计划 9-3 时限 11月30日")
    house.say(COORDINATOR, "计划 确认 2016")
    assert house.store.do(take_in, text.replace("\n\n", "\n"), house.now) == first


def test_a_new_wording_undoes_no_correction_of_what_it_leaves_alone(house: House):
    text = shipped.plan_text(2016)
    house.store.do(take_in, text, house.now)
    house.say(COORDINATOR, "计划 9-3 时限 11月30日")
    house.say(COORDINATOR, "计划 9-3 单位 科技司、财务司")
    house.say(COORDINATOR, "计划 确认 2016")
    house.store.do(take_in, text.replace("25个以上", "28个以上"), house.now)
    (change,) = house.say(COORDINATOR, "计划 对比 2016-2").text.split("\n")[1:]
    assert change.startswith("修改 10-1 ")
    assert change.endswith("（文字）")


def test_a_wording_corrected_until_nothing_changes_is_not_confirmed(house: House):
    house.store.do(
        take_in, FIRST.replace("（责任单位：国家开放大学）", "（责任单位：财务司）", 1), NOW
    )
    house.say(COORDINATOR, "计划 3-3 单位 国家开放大学")
    assert house.say(COORDINATOR, "计划 确认").text.startswith("与计划 2018 内容相同")


def test_a_plan_of_another_year_is_no_revision(house: House):
    found = house.store.do(take_in, shipped.plan_text(2016), house.now)
    row = house.store.look(lambda session: session.get_one(Plan, found))
    assert (row.key, row.revises_id) == ("2016", None)


def test_what_resembles_an_open_plan_can_be_a_plan_of_its_own(revised: House):
    shown = revised.say(COORDINATOR, "计划 2018-2")
    alone = revised.press(COORDINATOR, shown, "另立新计划")
    assert "修订稿" not in alone.text
    assert "代号 2018-2：57 项任务" in alone.text
    assert {"对比", "另立新计划"}.isdisjoint(alone.buttons)
    assert revised.say(COORDINATOR, "计划 对比").text.startswith("计划 2018-2 不是其他计划的修订稿")
    done = revised.press(COORDINATOR, alone, "确认")
    assert "2018-2" in done.text
    state = revised.store.look(lambda session: session.exec(select(Plan.key, Plan.state)).all())
    assert dict(state) == {"2018": PlanState.CONFIRMED, "2018-2": PlanState.CONFIRMED}
    assert task(revised, "3-3").state is TaskState.OPEN
    assert stands(revised).percent == 30.0
    back = revised.press(COORDINATOR, done, "撤回")
    assert "代号 2018-2" in back.text


def test_what_was_made_a_plan_of_its_own_can_be_a_revision_again(revised: House):
    alone = revised.press(COORDINATOR, revised.say(COORDINATOR, "计划 2018-2"), "另立新计划")
    again = revised.press(COORDINATOR, alone, "作为修订稿")
    assert "这是计划 2018 的修订稿" in again.text
    assert revised.say(COORDINATOR, "计划 确认").text.startswith("修订已并入计划 2018")


def test_a_document_that_resembles_no_plan_is_never_a_revision(house: House):
    house.store.do(take_in, shipped.plan_text(2016), house.now)
    assert house.say(COORDINATOR, "计划 修订 2016").text.startswith(
        "计划 2016 不是其他计划的修订稿"
    )
