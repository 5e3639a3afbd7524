"""Days as people name them."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handlers.parse import day
from handlers.parse.dates import dates

WEDNESDAY = date(2018, 9, 26)

DAYS = [
    ("2018-11-30", date(2018, 11, 30)),
    ("2018/11/30", date(2018, 11, 30)),
    ("2018.11.30", date(2018, 11, 30)),
    ("2018年11月30日", date(2018, 11, 30)),
    ("二〇一八年十一月三十日", date(2018, 11, 30)),
    ("11月30日前", date(2018, 11, 30)),
    ("１１月３０号", date(2018, 11, 30)),
    ("十一月三十号", date(2018, 11, 30)),
    ("11月底", date(2018, 11, 30)),
    ("11月末", date(2018, 11, 30)),
    ("11月", date(2018, 11, 30)),
    ("11月上旬", date(2018, 11, 10)),
    ("11月初", date(2018, 11, 10)),
    ("11月中旬", date(2018, 11, 20)),
    ("11月下旬", date(2018, 11, 30)),
    ("2月底", date(2019, 2, 28)),
    ("明年2月底", date(2019, 2, 28)),
    ("2020年2月底", date(2020, 2, 29)),
    ("月底", date(2018, 9, 30)),
    ("本月底", date(2018, 9, 30)),
    ("下月底", date(2018, 10, 31)),
    ("下个月中旬", date(2018, 10, 20)),
    ("下月上旬", date(2018, 10, 10)),
    ("年底前", date(2018, 12, 31)),
    ("2019年底", date(2019, 12, 31)),
    ("明年年底", date(2019, 12, 31)),
    ("明年上半年", date(2019, 6, 30)),
    ("三季度末", date(2018, 9, 30)),
    ("下季度", date(2018, 12, 31)),
    ("明年一季度", date(2019, 3, 31)),
    ("周五", date(2018, 9, 28)),
    ("周一", date(2018, 10, 1)),
    ("本周五", date(2018, 9, 28)),
    ("下周三", date(2018, 10, 3)),
    ("下星期日", date(2018, 10, 7)),
    ("下周", date(2018, 10, 5)),
    ("下下周三", date(2018, 10, 10)),
    ("今天", WEDNESDAY),
    ("明天", date(2018, 9, 27)),
    ("后天", date(2018, 9, 28)),
    ("大后天", date(2018, 9, 29)),
    ("28日", date(2018, 9, 28)),
    ("15号", date(2018, 10, 15)),
    ("3天后", date(2018, 9, 29)),
    ("两周内", date(2018, 10, 10)),
    ("一个月后", date(2018, 10, 26)),
    ("半个月内", date(2018, 10, 11)),
    ("一个半月后", date(2018, 11, 10)),
    ("3个工作日内", date(2018, 9, 29)),  # Saturday the 29th is a make-up day
    ("国庆前", date(2018, 9, 30)),
    ("国庆节后", date(2018, 10, 8)),
    ("节后", date(2018, 10, 8)),
    ("元旦前", date(2018, 12, 31)),
    ("春节后", date(2019, 2, 11)),
    ("五一前", date(2019, 4, 30)),
    ("3d", date(2018, 9, 29)),
    ("2w", date(2018, 10, 10)),
    ("30 November", date(2018, 11, 30)),
    ("Nov 30", date(2018, 11, 30)),
    ("end of November", date(2018, 11, 30)),
    ("mid-November", date(2018, 11, 20)),
    ("next Wednesday", date(2018, 10, 3)),
    ("by Friday", date(2018, 9, 28)),
    ("end of the year", date(2018, 12, 31)),
    ("next month", date(2018, 10, 31)),
    ("tomorrow", date(2018, 9, 27)),
    ("in two weeks", date(2018, 10, 10)),
    ("11月31日", None),
    ("13月底", None),
    ("2018年13月1日", None),
    ("开学后", None),
    ("国庆后一周", date(2018, 10, 14)),
    ("国庆假期之后的两周内", date(2018, 10, 21)),
    ("10月1日后10天", date(2018, 10, 11)),
    ("国庆后几天", date(2018, 10, 8)),
    ("国庆前后", None),
    ("尽快", None),
    ("", None),
]


@pytest.mark.parametrize(("phrase", "meant"), DAYS)
def test_a_phrase_names_a_day(phrase, meant):
    assert day(phrase, WEDNESDAY) == meant


@pytest.mark.parametrize(
    "text",
    ["教技厅〔2018〕1号", "1号文件", "节约成本", "中小学", "第3期", "本月已培训", "本周新增"],
)
def test_what_only_looks_like_a_date_is_none(text):
    assert dates(text, WEDNESDAY) == ()


def test_a_bare_month_half_a_year_gone_is_next_years():
    assert day("3月底", date(2018, 9, 26)) == date(2019, 3, 31)
    assert day("4月底", date(2018, 9, 26)) == date(2018, 4, 30)


def test_a_year_without_a_published_calendar_has_no_spring_festival():
    assert day("春节后", date(2090, 12, 1)) is None
    assert day("国庆节后", date(2090, 9, 1)) is not None


@given(st.text(), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_any_text_can_be_asked_for_its_dates(text, on):
    assert all(0 <= each.start < each.end <= len(text) for each in dates(text, on))


PIECES = st.sampled_from([phrase for phrase, _ in DAYS])


@example(["节后", "3天后", "2018-11-30", "28日"], WEDNESDAY)
@example(["3天后", "10月1日后10天", "节后", "下周三"], WEDNESDAY)
@given(st.lists(PIECES, max_size=6), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_phrases_do_not_lie_over_one_another(pieces, on):
    found = dates("，".join(pieces), on)
    assert all(one.end <= next_.start for one, next_ in pairwise(found))
