"""The public JSON of a draft, its wording from the label files of both languages."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from data.reader import read, read_ledger
from data.reader.draft import Draft, as_json
from data.reader.shipped import events, plan_text, registry

MESSAGES = Path(__file__).parents[3] / "messages"


def labels(language: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((MESSAGES / language / "reader.toml").read_text(encoding="utf-8"))


def shown(draft: Draft, language: str = "zh") -> dict[str, Any]:
    worded = labels(language)

    def say(key: str, **facts: str) -> str:
        group, _, name = key.partition(".")
        return worded[group][name].format(**facts)

    return json.loads(json.dumps(as_json(draft, say), ensure_ascii=False))


@pytest.fixture(scope="module")
def plan() -> dict[str, Any]:
    return shown(read(plan_text(2018), registry=registry(), events=events()))


def test_the_head_of_the_plan_is_given(plan: dict[str, Any]) -> None:
    keys = ["title", "issuer", "doc_number", "issued_on", "year", "goals", "sections", "tasks"]
    assert list(plan) == [*keys, "flags"]
    assert plan["issued_on"] == "2018-02-11"
    assert plan["sections"][0] == {"mark": "（一）", "title": "做好教育信息化统筹部署"}


def test_a_task_is_given_whole(plan: dict[str, Any]) -> None:
    task = next(task for task in plan["tasks"] if task["code"] == "4-1")
    assert (task["section"], task["item"], task["lines"]) == ("（三）", "4", [68, 68])
    assert task["owners"][2] == {
        "name": "地方各级教育行政部门",
        "kind": "group",
        "role": "support",
    }
    (target,) = task["targets"]
    assert target["text"] == "实现10个以上省级体系与国家体系枢纽环境的连通"
    assert (target["value"], target["unit"], target["comparator"], target["kind"]) == (
        10,
        "个",
        ">=",
        "count",
    )
    assert task["due"] == {
        "on": "2018-12-31",
        "basis": "implied",
        "phrase": None,
        "why": "文中未写时限：取计划年度最后一日",
    }
    assert (task["nature"], task["goals"]) == ("mixed", [3])


def test_a_flag_says_what_to_look_at_and_where(plan: dict[str, Any]) -> None:
    vague = next(flag for flag in plan["flags"] if flag["code"] == "vague-date")
    assert vague == {
        "code": "vague-date",
        "message": "“适时”不是确切时限，未据此调整日期",
        "lines": [48, 48],
    }


def test_both_languages_word_the_same_keys() -> None:
    zh, en = labels("zh"), labels("en")
    assert {group: set(zh[group]) for group in zh} == {group: set(en[group]) for group in en}


def test_a_flag_is_listed_once_for_the_plan_and_with_every_task(plan: dict[str, Any]) -> None:
    tasks = [f["code"] for task in plan["tasks"] for f in task["flags"]]
    assert tasks.count("empty-group") > 1
    assert [flag["code"] for flag in plan["flags"]].count("empty-group") == 1


def test_the_plan_as_a_ledger_has_the_same_tasks_owners_and_dates() -> None:
    draft = read(plan_text(2018), registry=registry(), events=events())
    rows = [
        ("序号", "工作任务", "牵头单位", "配合单位", "完成时限"),
        *(
            (
                task.code,
                task.text,
                task.owners[0].name,
                "、".join(owner.name for owner in task.owners[1:]),
                task.due.on.isoformat() if task.due.on else "",
            )
            for task in draft.tasks
        ),
    ]
    ledger = read_ledger(tuple(rows), registry=registry(), events=events(), title=draft.title)
    assert ledger.year == 2018
    assert [(t.code, t.text, t.owners, t.due.on) for t in ledger.tasks] == [
        (t.code, t.text, t.owners, t.due.on) for t in draft.tasks
    ]
