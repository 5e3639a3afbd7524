"""The same plan on paper of every kind gives the same tasks, owners and dates."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data.reader import read
from data.reader.document import parse
from data.reader.draft import TaskDraft
from data.reader.shipped import events, registry
from tests.data.reader.papers import (
    bare_html,
    html,
    numbered_docx,
    office,
    official_docx,
    plan,
    printed,
    typed_docx,
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
    return (*place, task.owners, task.due, [clause.on for clause in task.deadlines])


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
