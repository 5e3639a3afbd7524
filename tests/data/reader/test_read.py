"""The way through the reader: the two plans whole, and text that is no plan."""

import re

import pytest

from data.kinds import Role
from data.reader import read
from data.reader.draft import Draft
from data.reader.shipped import events, plan_text, registry
from data.refusal import Refusal


def reading(text: str, year: int | None = None) -> Draft:
    return read(text, registry=registry(), events=events(), year=year)


@pytest.mark.parametrize(
    ("year", "tasks", "assignments", "sections", "items", "goals"),
    [(2018, 57, 144, 9, 29, 9), (2016, 48, 113, 10, 24, 8)],
)
def test_a_plan_has_all_its_tasks(
    year: int, tasks: int, assignments: int, sections: int, items: int, goals: int
) -> None:
    draft = reading(plan_text(year))
    assert len(draft.tasks) == tasks
    assert sum(len(task.owners) for task in draft.tasks) == assignments
    assert len(draft.sections) == sections
    assert len({task.item for task in draft.tasks}) == items
    assert [goal.ordinal for goal in draft.goals] == list(range(1, goals + 1))


@pytest.mark.parametrize("year", [2018, 2016])
def test_every_owner_list_is_that_of_the_mark_and_the_first_leads(year: int) -> None:
    marks = re.findall(r"（责任单位：([^）]*)）", plan_text(year))
    tasks = reading(plan_text(year)).tasks
    assert [task.owner_text for task in tasks] == marks
    for task in tasks:
        assert [o.name for o in task.owners] == re.split("[、，]", task.owner_text)
        assert [o.role for o in task.owners] == [
            Role.LEAD,
            *[Role.SUPPORT] * (len(task.owners) - 1),
        ]


@pytest.mark.parametrize("year", [2018, 2016])
def test_a_task_keeps_its_verbatim_text_and_its_place(year: int) -> None:
    lines = plan_text(year).split("\n")
    for task in reading(plan_text(year)).tasks:
        first, last = task.lines
        assert first == last
        assert f"{task.text}（责任单位：{task.owner_text}）" == lines[first - 1].strip(" \u3000")


@pytest.mark.parametrize("year", [2018, 2016])
def test_briefs_are_short_and_distinct(year: int) -> None:
    briefs = [task.brief for task in reading(plan_text(year)).tasks]
    assert len(set(briefs)) == len(briefs)
    assert all(2 <= len(brief) <= 20 for brief in briefs)


def test_the_title_page_is_read() -> None:
    draft = reading(plan_text(2018))
    assert draft.title == "2018年教育信息化和网络安全工作要点"
    assert (draft.issuer, draft.doc_number) == ("教育部办公厅", "教技厅〔2018〕1号")
    assert (str(draft.issued_on), draft.year) == ("2018-02-11", 2018)
    assert draft.tasks[0].title == "做好教育信息化统筹管理与指导"
    assert draft.tasks[0].section == "（一）"


def test_the_edition_of_2016_has_no_document_number() -> None:
    draft = reading(plan_text(2016))
    assert (draft.title, draft.doc_number) == ("2016年教育信息化工作要点", None)
    assert (str(draft.issued_on), draft.year) == ("2016-02-02", 2016)


def test_a_letterhead_is_no_title() -> None:
    draft = reading(
        "某市水务局文件\n某水〔2022〕7号\n某市水务局关于印发2022年工作要点的通知\n各科室：\n"
        "一、重点\n1.清淤。（责任科室：河道科）\n"
    )
    assert (draft.title, draft.issuer) == ("2022年工作要点", "某市水务局")
    assert str(draft.tasks[0].due.on) == "2022-12-31"


@pytest.mark.parametrize(
    ("title", "opening", "due"),
    [
        ("强县纲要年度推进计划", "制定本计划。", "2022-12-31"),
        ("关于落实《政府工作报告》重点工作分工的意见", "提出意见如下：", "2022-12-31"),
        ("深化改革重点任务分工方案", "为做好今年改革工作，制定本方案。", "2022-12-31"),
        ("深化改革重点任务分工方案", "为明确2023年度重点任务，制定本方案。", "2023-12-31"),
        ("深化改革重点任务分工方案", "为深化改革，制定本方案。", "None"),
    ],
)
def test_a_title_without_a_year_may_still_order_one(title: str, opening: str, due: str) -> None:
    text = f"{title}\n某府发〔2022〕9号\n各部门：\n{opening}\n某市人民政府\n2022年1月5日\n"
    assert str(reading(f"{text}一、重点\n1.清淤。（市水务局负责）\n").tasks[0].due.on) == due


@pytest.mark.parametrize("when", ["2023年3月6日印发", "（2023年3月6日经校务会审议通过）"])
def test_a_line_that_says_when_a_plan_was_passed_gives_its_issue(when: str) -> None:
    draft = reading(f"某校2023年要点\n{when}\n一、重点\n1.清查，每月底通报。（责任处室：资产处）\n")
    assert str(draft.issued_on) == "2023-03-06"
    assert str(draft.tasks[0].deadlines[0].on) == "2023-03-31"


@pytest.mark.parametrize(
    "text", ["", "\n\n", "今天天气很好。", "一、早饭\n二、午饭\n三、晚饭", "a,b\n1,2"]
)
def test_text_that_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        reading(text)
    assert refused.value.key == "not-a-plan"
