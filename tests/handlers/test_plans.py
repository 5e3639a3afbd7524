"""A coordinator and a plan: a document becomes a draft, is corrected, confirmed, taken back."""

import pytest
from sqlmodel import Session, col, select

from data.kinds import PlanState, Role
from data.models import Assignment, Plan, Reading, Task, Unit, UnitAlias, UnitMember
from data.reader import read, shipped
from data.store import revisions
from data.store.learned import registry_of
from messages.message import File
from tests.people import COORDINATOR, LEAD, NOW, READER, House

NEXT = """2019年教育信息化和网络安全工作要点

一、重点任务
（一）做好统筹部署
1.推进数字校园建设
完成数字校园验收，适时组织专家评估。（责任单位：科技司、职成司）
加强网络学习空间建设。（责任单位：科技思、中央电教馆）
2.开展专项培训
2019年11月底前组织网络学习空间“人人通”专项培训，培训1万人。（责任单位：科技司、相关业务司局）
"""
LEADS, HELPS = Role.LEAD, Role.SUPPORT


def load(session: Session) -> int:
    """What the reading job does with a document."""
    known = registry_of(session, shipped.registry())
    draft = read(NEXT, registry=known, events=shipped.events())
    return revisions.take_in(session, draft, NEXT, NOW, known)


@pytest.fixture
def drafted(house: House) -> House:
    """A draft of 2019 beside the plan of 2018."""
    house.store.do(load)
    return house


def plan(house: House, key: str = "2019") -> Plan | None:
    return house.store.look(lambda s: s.exec(select(Plan).where(Plan.key == key)).first())


def task(house: House, code: str) -> Task:
    def run(session: Session) -> Task:
        query = select(Task).join(Plan, col(Plan.id) == col(Task.plan_id))
        return session.exec(query.where(Plan.key == "2019", Task.code == code)).one()

    return house.store.look(run)


def owners(house: House, code: str) -> list[tuple[str, Role]]:
    def run(session: Session) -> list[tuple[str, Role]]:
        query = (
            select(Unit.name, Assignment.role)
            .join(Assignment, col(Assignment.unit_id) == col(Unit.id))
            .where(Assignment.task_id == task(house, code).id)
        )
        return list(session.exec(query.order_by(col(Assignment.ordinal))))

    return house.store.look(run)


FILE = File("2019.txt", NEXT.encode(), digest="0" * 64)


@pytest.mark.parametrize("words", ["", "计划", "/plan"])
def test_a_file_is_owed_its_reading_and_the_chat_hears_at_once(house: House, words: str):
    assert house.say(COORDINATOR, words, file=FILE).text.startswith("正在读取“2019.txt”")
    (row,) = house.store.look(lambda s: s.exec(select(Reading)).all())
    assert (row.hash, row.name, [each["chat"] for each in row.askers]) == (
        FILE.digest,
        "2019.txt",
        [COORDINATOR],
    )


def test_the_same_file_twice_is_one_reading(house: House):
    for _ in range(2):
        house.say(COORDINATOR, "计划", file=FILE)
    assert len(house.store.look(lambda s: s.exec(select(Reading)).all())) == 1


@pytest.mark.parametrize("who", [LEAD, READER])
def test_only_coordinators_load_and_steer_plans(drafted: House, who: str):
    assert "正在读取" not in drafted.say(who, "", file=FILE).text
    assert not drafted.store.look(lambda s: s.exec(select(Reading)).all())
    for says in ("/plan confirm p2", "/plan drop p2 yes", "/plan #58 due 11月30日"):
        assert drafted.say(who, button=says).text.startswith("这项操作不在您的权限内")
    found = plan(drafted)
    assert found is not None
    assert found.state is PlanState.DRAFT


def test_the_draft_shows_first_what_needs_a_look(drafted: House):
    shown = drafted.say(COORDINATOR, "计划 2019").text.split("\n")
    assert shown[1] == "请先核对 3 处："
    assert shown[2].startswith("- 第6行（1-1）：“适时”")
    assert shown[5].startswith("代号 2019：3 项任务，分工 6 项")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("计划 1-1 单位 财务司、科技司", [("财务司", LEADS), ("科技司", HELPS)]),
        ("计划 1-1 单位：职成司牵头，财务司配合", [("职成司", LEADS), ("财务司", HELPS)]),
        ("/plan 1-1 units 财务司, 科技司", [("财务司", LEADS), ("科技司", HELPS)]),
        ("/plan 2019 1-1 units 财务司", [("财务司", LEADS)]),
    ],
)
def test_owners_are_corrected(drafted: House, said: str, expected: list[tuple[str, Role]]):
    drafted.say(COORDINATOR, said)
    assert owners(drafted, "1-1") == expected


@pytest.mark.parametrize("said", ["计划 1-1 时限 11月30日", "/plan 1-1 due 30 November"])
def test_a_date_is_corrected_and_its_doubt_settled(drafted: House, said: str):
    answer = drafted.say(COORDINATOR, said)
    assert str(task(drafted, "1-1").due_on) == "2019-11-30"
    assert "还有 2 处待核对" in answer.text
    assert "适时" not in drafted.say(COORDINATOR, "计划 2019").text


def test_a_short_name_is_corrected(drafted: House):
    drafted.say(COORDINATOR, "计划 1-1 简称 校园验收")
    assert task(drafted, "1-1").brief == "校园验收"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("计划 1-1 成员 科技司", "1-1 没有成员待定的单位类别"),
        ("计划 1-1 单位 不存在司", "没有名为“不存在司”的单位"),
        ("计划 1-1 时限 不久", "没有看懂日期“不久”"),
        ("计划 1-1 简称 " + "长" * 21, "简称有21个字，请不超过20个字"),
        ("计划 2-1 成员 相关业务司局", "相关业务司局不能作为自己的成员"),
        ("计划 9-9 时限 11月30日", "计划 2019 中没有任务 9-9"),
        ("计划 1-1 改一改", "请写明要改什么"),
        ("计划 胡说", "没有看懂“胡说”"),
        ("计划 照旧 99", "这一处已核对过"),
        ("计划 对比", "计划 2019 不是其他计划的修订稿"),
        ("计划 确认 p99", "没有找到这份计划或任务"),
        ("计划 2018 确认", "计划 2018 不是待确认状态"),
        ("计划 2018 撤回", "计划 2018 确认已超过 15 分钟"),
        ("/plan #1 due 11月30日", "计划 2018 不是待确认状态"),
    ],
)
def test_wrong_input_gets_one_sentence_and_changes_nothing(
    drafted: House, said: str, sentence: str
):
    before = drafted.say(COORDINATOR, "计划 2019").text
    answer = drafted.say(COORDINATOR, said).text
    assert answer.startswith(sentence)
    assert "\n" not in answer
    assert drafted.say(COORDINATOR, "计划 2019").text == before


def test_doubts_are_settled_one_by_one_with_buttons(drafted: House):
    first = drafted.say(COORDINATOR, "计划 核对")
    assert first.text.startswith("【核对 1/3】第6行")
    second = drafted.press(COORDINATOR, first, "照旧")
    assert second.text.startswith("【核对 1/2】第7行：单位“科技思”")
    third = drafted.press(COORDINATOR, second, "科技司")
    assert owners(drafted, "1-2") == [("科技司", LEADS), ("中央电教馆", HELPS)]
    assert third.text.startswith("【核对 1/1】第9行：“相关业务司局”")
    # The members are asked for: the next words complete the answer.
    assert "已全部核对" in drafted.say(COORDINATOR, "高教司、职成司").text
    assert owners(drafted, "2-1") == [("科技司", LEADS), ("高教司", HELPS), ("职成司", HELPS)]


def test_confirming_teaches_the_spelling_and_the_members(drafted: House):
    drafted.say(COORDINATOR, "/plan as p2 2 科技司")
    drafted.say(COORDINATOR, "计划 2-1 成员 高教司、职成司")
    aliases = select(UnitAlias.alias).where(UnitAlias.alias == "科技思")
    assert drafted.store.look(lambda s: s.exec(aliases).all()) == []
    drafted.say(COORDINATOR, "计划 确认")
    assert drafted.store.look(lambda s: s.exec(aliases).all()) == ["科技思"]
    known = drafted.store.look(registry_of, shipped.registry()).find("科技思")
    assert known is not None
    assert known.name == "科技司"
    assert drafted.store.look(lambda s: len(s.exec(select(UnitMember)).all())) >= 2


def test_the_year_is_rehearsed_and_nothing_is_sent(drafted: House):
    (answer,) = drafted.hear(COORDINATOR, "计划 演练")
    shown = answer.text
    assert shown.startswith(
        "【演练】2019年教育信息化和网络安全工作要点\n2019年1月2日至2019年12月31日"
    )
    assert "最忙的周：2019-W" in shown


def test_confirmed_it_can_be_taken_back_for_a_quarter_of_an_hour(drafted: House):
    shown = drafted.say(COORDINATOR, "计划 2019")
    done = drafted.press(COORDINATOR, shown, "确认")
    assert done.text.startswith("计划 2019 已确认，共 3 项任务；各单位将于3月8日09:30起")
    drafted.later(minutes=15)
    back = drafted.say(COORDINATOR, "撤回")
    assert back.text.startswith("已撤回，尚未发出任何消息")
    found = plan(drafted)
    assert found is not None
    assert found.state is PlanState.DRAFT
    drafted.press(COORDINATOR, back, "确认")
    drafted.later(minutes=16)
    assert "确认已超过 15 分钟" in drafted.say(COORDINATOR, "计划 2019 撤回").text


def test_a_draft_is_given_up_once_that_is_said_twice(drafted: House):
    asked = drafted.say(COORDINATOR, "计划 放弃")
    assert plan(drafted) is not None
    drafted.press(COORDINATOR, asked, "确定放弃")
    assert plan(drafted) is None
    assert "没有待确认的计划" in drafted.say(COORDINATOR, "计划 核对").text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("时限 1-1 11月30日 需要时间", "11月30日"),
        ("分工 1-1 配合 高教司 需要配合", "【分工已调整】1-1"),
        ("暂停 1-1 等待批复", "已暂停"),
    ],
)
def test_of_two_plans_a_coordinator_chooses_and_what_was_said_is_done(
    drafted: House, said: str, told: str
):
    drafted.say(COORDINATOR, "计划 2019 确认")
    which = drafted.say(COORDINATOR, said)
    assert which.text.startswith("有多份文件都有 1-1，请选择：")
    assert told in drafted.press(COORDINATOR, which, "1-1 数字校园验收").text


def test_of_several_tasks_each_is_chosen_and_none_is_dropped(drafted: House):
    drafted.say(COORDINATOR, "计划 2019 确认")
    first = drafted.say(COORDINATOR, "催办 1-1 2-1")
    second = drafted.press(COORDINATOR, first, "1-1 数字校园验收")
    assert second.text.startswith("有多份文件都有 2-1，请选择：")
    done = drafted.press(COORDINATOR, second, next(iter(second.buttons)))
    assert "共 2 项" in done.text


def test_a_draft_of_which_something_was_decided_is_kept(drafted: House):
    drafted.say(COORDINATOR, "计划 2019 确认")
    which = drafted.say(COORDINATOR, "时限 1-1 11月30日 需要时间")
    assert "11月30日" in drafted.press(COORDINATOR, which, "1-1 数字校园验收").text
    drafted.say(COORDINATOR, "计划 2019 撤回")
    asked = drafted.say(COORDINATOR, "计划 2019 放弃")
    refused = drafted.press(COORDINATOR, asked, "确定放弃").text
    assert refused.startswith("计划 2019 已有办理记录，应予留存，不能放弃。")
    shown = drafted.say(COORDINATOR, "计划 2019")
    confirmed = drafted.press(COORDINATOR, shown, "确认").text
    assert confirmed.startswith("计划 2019 已确认，共 3 项任务")


def test_everything_speaks_english_too(drafted: House):
    drafted.locale = "en"
    first = drafted.say(COORDINATOR, "/plan check")
    assert first.text.startswith("Check 1/3, line 6")
    drafted.press(COORDINATOR, first, "As it is")
    shown = drafted.say(COORDINATOR, "/plan 2019")
    assert shown.text.startswith("Draft, not confirmed")
    assert drafted.press(COORDINATOR, shown, "Rehearse").text.startswith("Rehearsal: ")
    done = drafted.say(COORDINATOR, "/plan confirm")
    assert done.text.startswith("Plan 2019 is confirmed: 3 tasks")
    assert drafted.say(COORDINATOR, "Take back").text.startswith("Taken back")
