"""Any text ends in a draft or a refusal, and twice the text costs about twice the time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.reader import read, read_ledger
from data.reader.shipped import events, plan_text, registry
from data.refusal import Refusal

PIECES = st.sampled_from(
    [
        "一、",
        "（一）",
        "1.",
        "①",
        "第一条",
        "（责任单位：",
        "）",
        "科技司",
        "、",
        "，",
        "。",
        "；",
        "负责",
        "牵头",
        "等",
        "各地区",
        "2018年",
        "2月30日",
        "底前",
        "每年",
        "每季度",
        "10万人",
        "80%",
        "以上",
        "“",
        "”",
        "《",
        "》",
        "（",
        "(",
        "附件",
        "核心目标",
        "一是",
        "二是",
        "以上工作",
        "印发之日起",
        "30日内",
        "完成时限：",
        "责任单位：科技司",
        "推进",
        "印发",
        "1.2020年",
        "\n",
        "\t",
        "\u3000",
    ]
)
PLAN_LIKE = st.lists(PIECES, max_size=80).map("".join)


def total(text: str) -> None:
    try:
        draft = read(text, registry=registry(), events=events())
    except Refusal:
        return
    codes = [task.code for task in draft.tasks]
    assert codes
    assert len(set(codes)) == len(codes)
    briefs = [task.brief for task in draft.tasks]
    assert len(set(briefs)) == len(briefs)
    assert all(0 < len(brief) <= 20 for brief in briefs)
    assert all(1 <= t.lines[0] <= t.lines[1] <= text.count("\n") + 1 for t in draft.tasks)


@settings(max_examples=150)
@given(PLAN_LIKE)
def test_any_mixture_of_a_plans_parts_is_read_or_refused(text: str) -> None:
    total("2018年工作要点\n" + text)


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    total(text)


@settings(max_examples=25)
@given(st.data())
def test_a_mutilated_plan_is_read_or_refused(data: st.DataObject) -> None:
    text = plan_text(2018)
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 2000))
    total(text[:start] + data.draw(PLAN_LIKE) + text[start + length : start + length + 3000])


@settings(max_examples=60)
@given(st.lists(st.lists(PIECES, max_size=6).map(tuple), max_size=12).map(tuple))
def test_any_rows_are_read_or_refused(rows: tuple[tuple[str, ...], ...]) -> None:
    header = ("序号", "重点任务", "责任单位", "完成时限")
    try:
        draft = read_ledger((header, *rows), registry=registry(), events=events(), year=2018)
    except Refusal:
        return
    assert len({task.code for task in draft.tasks}) == len(draft.tasks)


@pytest.mark.parametrize(
    "unit",
    [
        "推进建设，",
        "（",
        "一是",
        "2018年",
        "科技司、",
        "“",
        "10万",
        "（责任单位：科技司）",
        "每年12月底前，",
    ],
)
def test_one_very_long_line_is_read_to_its_end(unit: str) -> None:
    total("2018年要点\n1.推进工作。（责任单位：科技司）\n2." + unit * 4000 + "（责任单位：科技司）")


def test_a_sentence_that_does_not_end_is_quoted_around_its_dates_only() -> None:
    text = "2018年要点\n1." + "2018年12月底前完成整改，" * 2000 + "（责任单位：科技司）"
    (task,) = read(text, registry=registry(), events=events()).tasks
    assert len(task.deadlines) == 2000
    assert sum(len(deadline.text) for deadline in task.deadlines) < 1000 * 2000
