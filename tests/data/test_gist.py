"""A report in one line."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.gist import gist


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("已联通6个省级平台", "已联通6个省级平台"),
        ("已联通6个。\n其余在谈", "已联通6个"),
        ("。", "。"),
        ("一" * 41, "一" * 39 + "…"),
        ("甲" * 25 + "，" + "乙" * 30, "甲" * 25 + "…"),
        ("甲，" + "乙" * 60, "甲，" + "乙" * 37 + "…"),
        ("甲" * 36 + "123.5万人", "甲" * 36 + "…"),
        ("增长3.5个百分点", "增长3.5个百分点"),
    ],
)
def test_a_report_is_shortened_at_the_end_of_a_sentence_or_a_clause(text: str, short: str) -> None:
    assert gist(text, 40) == short


@given(st.text(min_size=1))
def test_a_gist_is_one_line_of_at_most_forty_characters(text: str) -> None:
    assert len(gist(text, 40)) <= 40
    assert "\n" not in gist(text, 40)


@given(st.text("已完成1234567890，。.万人 ", max_size=90), st.integers(10, 40))
def test_no_number_is_cut_short(text: str, most: int) -> None:
    whole = re.findall(r"\d+", text)
    assert set(re.findall(r"\d+", gist(text, most))) <= set(whole)
