"""Whatever a damaged file gives, it ends in a draft or in a refusal that has a sentence."""

import random
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.reader.document import child, parse
from data.reader.document.document import Document
from data.reader.document.form import Form
from data.reader.draft import Draft
from data.reader.paper import read_paper
from data.reader.shipped import events, registry
from data.refusal import Refusal
from tests.data.reader.damage import damage_text, damaged
from tests.data.reader.papers import csv_rows, html, numbered_docx, plan, xlsx

PLAN = "\n".join(plan(2016).split("\n")[:60])
LEDGER = [
    ["2016年教育信息化工作要点"],
    ["序号", "重点任务", "责任单位", "完成时限"],
    *(
        [n, f"{line}并培训{n * 100}人", "科技司、基教司", "6月底"]
        for n, line in enumerate("推广扶", 1)
    ),
]
WORD, SHEET, PAGE = numbered_docx(PLAN), xlsx(LEDGER), html(PLAN, "gb2312")
UNREADABLE = {
    "not-a-plan",
    *tomllib.loads(Path("messages/zh/files.toml").read_text("utf-8"))["refusal"],
}
Damage = Callable[[bytes, random.Random], bytes]


def outcome(paper: Callable[[], Document], name: str) -> None:
    """A draft with tasks that can be told apart, or a refusal that has a sentence."""
    found: Draft | str
    try:
        found = read_paper(paper(), name, registry=registry(), events=events(), year=2016)
    except Refusal as refusal:
        found = refusal.key
    if isinstance(found, str):
        assert found in UNREADABLE
    else:
        codes = [task.code for task in found.tasks]
        assert codes
        assert len(set(codes)) == len(codes)


def in_process(form: Form, content: bytes) -> Document:
    """What the guarded child would answer, without the child."""
    answer = child.answer(form, content)
    if "refusal" in answer:
        raise Refusal(answer["refusal"], **answer["facts"])
    return Document(answer["text"], answer["rows"] and tuple(map(tuple, answer["rows"])))


@pytest.mark.parametrize(
    ("form", "content", "damage"),
    [
        (Form.DOCX, WORD, damage_text),
        (Form.XLSX, SHEET, damaged),
        (Form.HTML, PAGE, damaged),
    ],
)
@settings(max_examples=25)
@given(seed=st.integers(0, 2**32))
def test_a_damaged_file_taken_apart_is_a_draft_or_refused(
    form: Form, content: bytes, damage: Damage, seed: int
) -> None:
    outcome(lambda: in_process(form, damage(content, random.Random(seed))), f"plan.{form}")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.txt", PLAN.encode("gb18030")),
        ("plan.md", PLAN.encode()),
        ("plan.csv", csv_rows(LEDGER)),
    ],
)
@settings(max_examples=40)
@given(seed=st.integers(0, 2**32))
def test_a_damaged_text_is_a_draft_or_refused(name: str, content: bytes, seed: int) -> None:
    outcome(lambda: parse(name, damaged(content, random.Random(seed))), name)


@settings(max_examples=40)
@given(content=st.binary(max_size=400), name=st.sampled_from(["a.txt", "a.csv", "a.md", "a"]))
def test_any_bytes_under_a_plain_name_are_a_draft_or_refused(content: bytes, name: str) -> None:
    outcome(lambda: parse(name, content), name)


@pytest.mark.parametrize("name", ["plan.docx", "plan.xlsx", "plan.html"])
def test_a_damaged_file_sent_through_the_child_is_a_draft_or_refused(name: str) -> None:
    content = {"plan.docx": WORD, "plan.xlsx": SHEET, "plan.html": PAGE}[name]
    for seed in range(2):
        broken = damaged(content, random.Random(f"{name}{seed}"))
        outcome(lambda broken=broken: parse(name, broken), name)
