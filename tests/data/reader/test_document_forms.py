"""The same plan on paper of every kind gives the same tasks, owners and dates."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data.kinds import Basis, Role
from data.reader import read, read_ledger
from data.reader.document import parse
from data.reader.draft import Draft, TaskDraft
from data.reader.shipped import events, registry
from tests.data.reader.papers import (
    bare_html,
    csv_rows,
    html,
    numbered_docx,
    office,
    official_docx,
    plan,
    printed,
    typed_docx,
    xlsx,
)

Facts = list[tuple[object, ...]]


def facts(text: str) -> Facts:
    """What must be the same: codes, titles, texts, owners with their roles, dates."""
    draft = read(text, registry=registry(), events=events())
    return [
        (draft.title, draft.doc_number, draft.issued_on, draft.year, len(draft.goals)),
        *map(task_facts, draft.tasks),
    ]


def task_facts(task: TaskDraft) -> tuple[object, ...]:
    place = (task.code, task.section, task.item, bare(task.title), bare(task.text))
    due = (task.due.on, task.due.basis, task.due.phrase)
    return (*place, task.owners, due, [clause.on for clause in task.deadlines])


def bare(text: str) -> str:
    return "".join(text.split())


PAPERS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "UTF-8 text": ("txt", lambda text: text.encode()),
    "GB18030 text": ("txt", lambda text: text.encode("gb18030")),
    "UTF-16 text": ("txt", lambda text: text.encode("utf-16")),
    "Markdown": ("md", lambda text: text.replace("一、", "# 一、").encode()),
    "Word, typed numbers": ("docx", typed_docx),
    "Word, automatic numbers": ("docx", numbered_docx),
    "Word, set as an office does": ("docx", official_docx),
    "a page in UTF-8": ("html", html),
    "a page in gb2312": ("html", lambda text: html(text, "gb2312")),
}


@pytest.mark.parametrize("year", [2016, 2018])
@pytest.mark.parametrize("paper", PAPERS)
def test_a_plan_gives_the_same_tasks_from(paper: str, year: int) -> None:
    form, made = PAPERS[paper]
    assert facts(parse(f"plan.{form}", made(plan(year))).text) == facts(plan(year))


@pytest.mark.slow
@pytest.mark.parametrize("year", [2016, 2018])
@pytest.mark.parametrize("form", ["pdf", "doc"])
def test_a_plan_gives_the_same_tasks_through_the_office(
    form: str, year: int, soffice: Path, tmp_path: Path
) -> None:
    content = office(soffice, official_docx(plan(year)), "docx", form, tmp_path)
    assert facts(parse(f"plan.{form}", content).text) == facts(plan(year))


@pytest.mark.slow
@pytest.mark.parametrize("year", [2016, 2018])
def test_a_plan_gives_the_same_tasks_through_the_browser(
    year: int, chromium: Path, tmp_path: Path
) -> None:
    content = printed(chromium, bare_html(plan(year)), tmp_path)
    assert facts(parse("plan.pdf", content).text) == facts(plan(year))


Cells = list[list[object]]


def by_item(draft: Draft) -> Cells:
    """The office's ledger: a column for each thing, codes as numbers, no date where none is set."""
    sections = {section.mark: f"{section.mark}{section.title}" for section in draft.sections}
    header = ["序号", "类别", "重点任务", "工作内容", "责任单位", "完成时限", "备注"]
    rows = [
        [t.code, sections[t.section or ""], t.title, t.text, t.owner_text, t.due.phrase or "", ""]
        for t in draft.tasks
    ]
    return [[draft.title], header, *rows]


def by_role(draft: Draft) -> Cells:
    """Lead and support in columns of their own, rows counted through, a date for every task."""

    def units(task: TaskDraft, role: Role) -> str:
        return "、".join(owner.name for owner in task.owners if owner.role is role)

    rows = [
        [n, t.text, units(t, Role.LEAD), units(t, Role.SUPPORT), t.due.phrase or "12月底"]
        for n, t in enumerate(draft.tasks, 1)
    ]
    return [[draft.title], ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"], *rows]


LEDGERS: dict[str, tuple[str, Callable[[Cells], bytes]]] = {
    "a sheet": ("xlsx", xlsx),
    "comma-separated text": ("csv", csv_rows),
}


def from_ledger(paper: str, cells: Cells) -> Draft:
    form, made = LEDGERS[paper]
    rows = parse(f"ledger.{form}", made(cells)).rows
    return read_ledger(rows or (), registry=registry(), events=events())


@pytest.mark.parametrize("year", [2016, 2018])
@pytest.mark.parametrize("paper", LEDGERS)
def test_a_plan_gives_the_same_tasks_as_the_offices_ledger_in(paper: str, year: int) -> None:
    draft = read(plan(year), registry=registry(), events=events())
    ledger = from_ledger(paper, by_item(draft))
    assert (ledger.title, ledger.year) == (draft.title, year)
    assert list(map(task_facts, ledger.tasks)) == list(map(task_facts, draft.tasks))


@pytest.mark.parametrize("year", [2016, 2018])
@pytest.mark.parametrize("paper", LEDGERS)
def test_a_plan_gives_the_same_owners_and_days_as_a_ledger_by_roles_in(
    paper: str, year: int
) -> None:
    draft = read(plan(year), registry=registry(), events=events())
    ledger = from_ledger(paper, by_role(draft))
    for task, row in zip(draft.tasks, ledger.tasks, strict=True):
        assert (bare(row.text), row.owners) == (bare(task.text), task.owners)
        assert (row.due.on, row.due.basis) == (task.due.on, Basis.EXPLICIT)
        assert {clause.on for clause in task.deadlines} <= {clause.on for clause in row.deadlines}
