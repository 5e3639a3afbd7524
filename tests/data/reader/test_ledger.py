"""Ledgers: the header found by meaning, merged numbers, section rows, dates in cells."""

import pytest

from data.kinds import Role, UnitKind
from data.reader import read, read_ledger
from data.reader.draft import Draft, TaskDraft
from data.reader.shipped import events, registry
from data.refusal import Refusal

Rows = tuple[tuple[str, ...], ...]

TWO_COLUMNS_OF_OWNERS: Rows = (
    ("2018年重点任务台账", "", "", "", "", ""),
    ("序号", "重点任务", "具体举措", "牵头单位", "配合单位", "完成时限"),
    (
        "一、基础环境",
        "一、基础环境",
        "一、基础环境",
        "一、基础环境",
        "一、基础环境",
        "一、基础环境",
    ),
    ("1", "宽带网络", "接入100所学校。", "科技司", "财务司、督导局", "6月底前"),
    ("1", "宽带网络", "培训200人。", "科技司", "人事司", "2018年12月"),
    ("2", "数字校园", "建设数字校园。", "职成司", "", "长期坚持"),
    ("二、应用", "", "", "", "", ""),
    ("3", "课程", "认定500门以上课程", "高教司\n职成司", "省级教育行政部门", "3-6月"),
)


def ledger(rows: Rows, year: int | None = None) -> Draft:
    return read_ledger(rows, registry=registry(), events=events(), year=year)


def owners(task: TaskDraft) -> str:
    return "/".join(o.name + "*" * (o.role is Role.LEAD) for o in task.owners)


def test_a_column_of_fields_is_a_section_and_no_work() -> None:
    rows = (
        ("2023年任务表", "", "", ""),
        ("序号", "工作领域", "重点任务", "责任科室"),
        ("1", "质量", "印发质控办法。", "质控科"),
        ("2", "质量", "召开质控会议。", "质控科"),
    )
    tasks = ledger(rows).tasks
    assert [task.text for task in tasks] == ["印发质控办法。", "召开质控会议。"]
    assert [section.title for section in ledger(rows).sections] == ["质量"]


def test_a_cell_may_say_who_leads_and_who_helps() -> None:
    rows = (
        ("整改台账", "", ""),
        ("填报日期：2023年4月28日", "", ""),
        ("整改措施", "责任分工", "整改时限"),
        ("清点公物。", "牵头单位：后勤处\n责任单位：财务处、审计处", "立行立改"),
        ("修订规定。", "牵头：办公室；配合：各科室", "5月份"),
        ("补齐清单。", "—", "—"),
    )
    draft = read_ledger(rows, registry=registry(), events=events(), title="某校2023年整改台账")
    assert [(owners(task), str(task.due.on)) for task in draft.tasks] == [
        ("后勤处*/财务处/审计处", "2023-12-31"),
        ("办公室*/各科室", "2023-05-31"),
        ("", "2023-12-31"),
    ]
    assert str(draft.issued_on) == "2023-04-28"


def test_a_column_of_targets_belongs_to_the_work() -> None:
    rows = (
        ("2023年台账", "", ""),
        ("目标与任务", "年度目标", "责任单位"),
        ("加快补齐学位。", "新增学位300个", "基教科"),
    )
    (task,) = ledger(rows).tasks
    assert task.text == "加快补齐学位。\n新增学位300个"
    assert [(target.value, target.unit) for target in task.targets] == [(300, "个")]


def test_a_bar_with_nothing_before_it_is_an_empty_cell() -> None:
    text = """2025年任务表
| 重点任务 | 具体措施 | 责任科室 |
|:---|:---|:---|
| 提升能力 | 修订规程 | 医政科 |
| | 培训医生500人 | 基层科 |
"""
    tasks = read(text, registry=registry(), events=events()).tasks
    assert [(task.text, owners(task)) for task in tasks] == [
        ("修订规程", "医政科*"),
        ("培训医生500人", "基层科*"),
    ]


def test_what_stands_in_columns_of_quarters_is_work_with_a_date() -> None:
    rows = (
        ("2023年台账", "", "", ""),
        ("工作任务", "上半年", "三季度目标", "责任单位"),
        ("建设球场", "完成立项", "竣工验收", "体育科"),
    )
    (task,) = ledger(rows).tasks
    assert task.text == "建设球场\n上半年：完成立项\n三季度目标：竣工验收"
    assert [str(d.on) for d in task.deadlines] == ["2023-06-30", "2023-09-30"]


def test_every_row_is_a_task_of_its_item() -> None:
    tasks = ledger(TWO_COLUMNS_OF_OWNERS).tasks
    assert [(t.code, t.section, t.title, owners(t), str(t.due.on)) for t in tasks] == [
        ("1-1", "一、", "宽带网络", "科技司*/财务司/督导局", "2018-06-30"),
        ("1-2", "一、", "宽带网络", "科技司*/人事司", "2018-12-31"),
        ("2-1", "一、", "数字校园", "职成司*", "2018-12-31"),
        ("3-1", "二、", "课程", "高教司*/职成司*/省级教育行政部门", "2018-06-30"),
    ]
    assert [task.lines for task in tasks] == [(4, 4), (5, 5), (6, 6), (8, 8)]


def test_the_title_row_gives_title_and_year() -> None:
    draft = ledger(TWO_COLUMNS_OF_OWNERS)
    assert (draft.title, draft.year) == ("2018年重点任务台账", 2018)
    assert [section.title for section in draft.sections] == ["基础环境", "应用"]


def test_words_that_are_no_date_are_flagged() -> None:
    flags = ledger(TWO_COLUMNS_OF_OWNERS).tasks[2].flags
    assert ("vague-date", "长期坚持") in [(flag.code, flag.about) for flag in flags]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024年6月底前", "2024-06-30"),
        ("2024-06-15", "2024-06-15"),
        ("2024.9", "2024-09-30"),
        ("6月", "2024-06-30"),
        ("6月底前完成", "2024-06-30"),
        ("3—6月", "2024-06-30"),
        ("2024年1月1日至2024年10月31日", "2024-10-31"),
        ("第三季度", "2024-09-30"),
        ("2024年", "2024-12-31"),
        ("全年", "2024-12-31"),
        ("上半年", "2024-06-30"),
    ],
)
def test_a_cell_names_its_day(cell: str, day: str) -> None:
    rows = (("序号", "工作任务", "责任单位", "完成时间"), ("1", "检查校车", "安全处", cell))
    due = ledger(rows, 2024).tasks[0].due
    assert (str(due.on), due.why) == (day, "explicit-mark")


def test_codes_written_in_the_number_column_stay() -> None:
    rows = (
        ("编号", "事项", "责任部门"),
        ("4-1", "甲事项", "教务处"),
        ("4-2", "乙事项", "人事处"),
        ("5-1", "丙事项", "财务处"),
    )
    assert [task.code for task in ledger(rows, 2024).tasks] == ["4-1", "4-2", "5-1"]


def test_a_person_named_beside_the_unit_supports_it() -> None:
    rows = (("工作内容", "责任单位", "责任人"), ("检查校车", "安全处", "张三"))
    (task,) = ledger(rows, 2024).tasks
    assert [(o.name, o.kind, o.role) for o in task.owners] == [
        ("安全处", UnitKind.DEPARTMENT, Role.LEAD),
        ("张三", UnitKind.PERSON, Role.SUPPORT),
    ]


def test_english_labels_are_known() -> None:
    rows = (
        ("No.", "Action", "Lead", "Partners", "Deadline"),
        ("1", "Connect schools", "Ministry of Education", "Ministry of Finance", "Q3 2025"),
    )
    (task,) = ledger(rows).tasks
    assert (owners(task), str(task.due.on)) == (
        "Ministry of Education*/Ministry of Finance",
        "2025-09-30",
    )


@pytest.mark.parametrize(
    "rows",
    [
        (),
        (("a", "b"), ("1", "2")),
        (("序号", "任务", "责任单位"),),
        (("姓名", "电话"), ("张三", "1")),
    ],
)
def test_rows_that_are_no_ledger_are_refused(rows: Rows) -> None:
    with pytest.raises(Refusal) as refused:
        ledger(rows)
    assert refused.value.key == "not-a-plan"
