"""What contacts write is understood as they mean it, and asked about where it is unclear."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.parse import Item, Known, KnownTarget, as_json, understand
from tests.handlers.labelled import WEDNESDAY, Labelled, load

BATCHES = (
    "reports.toml",
    "reports_more.toml",
    "reports_third.toml",
    "reports_fourth.toml",
    "reports_fifth.toml",
    "reports_sixth.toml",
)
REPORTS = [report for batch in BATCHES for report in load(batch)]
SIGNS = " \t\r\n\u3000,，;；、。:：()（）!！?？."

TASKS = (
    Known("4-1", "资源公共服务体系", "资源体系", (KnownTarget("10个以上省级体系", "", 10, "个"),)),
    Known("9-2", "人人通专项培训", "专项培训", (KnownTarget("专项培训1万人", "", 10000, "人"),)),
    Known("20-1", "开展专项督导", "专项督导", due=date(2018, 12, 31)),
)
WORDS = st.sampled_from(
    [
        "4-1", "9-2", "20-1", "完成", "已", "80%", "八成", "三分之二", "过半", "百分之", "培训",
        "3200", "5.2万", "人", "个", "省", "，", "。", "；", "、", "\n", "预计", "11月底", "下周",
        "节后", "新增", "本周", "剩余", "还有", "未", "受阻", "因", "申请", "延期", "两周", "至",
        "收到", "120%", "9999999", "亿", "〔2018〕1号", "《", "》", "（", "）", "第", "期", "👌",
        "done", "13800138000", "2018-9-30", "-", ".", "%", "/", "~", "的", "准备工作",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=30).map("".join))


def only_signs(text: str) -> bool:
    return all(sign.isspace() or sign in SIGNS for sign in text)


@pytest.mark.parametrize("report", REPORTS, ids=[report.text for report in REPORTS])
def test_a_labelled_report_is_read_as_meant(report: Labelled):
    assert report.wrong() == []


def test_at_least_150_reports_are_labelled_each_once():
    assert len({(report.text, report.tasks, report.on) for report in REPORTS}) >= 150


@given(TEXTS, st.sampled_from([TASKS, TASKS[:1], ()]))
@settings(max_examples=300)
def test_no_text_is_lost_and_none_is_made_up(text: str, tasks: tuple[Known, ...]):
    items = understand(text, tasks, WEDNESDAY)
    assert all(item.text in text for item in items)
    at, before = 0, ""
    for item in items:
        start = text.find(item.text, at)
        if start >= 0 and only_signs(text[at:start]):
            at, before = start + len(item.text), item.text
        assert item.text == before  # tasks named together share their words
    assert only_signs(text[at:])


@given(TEXTS, st.sampled_from([TASKS, TASKS[1:2], ()]))
@settings(max_examples=300)
def test_no_figure_reason_or_share_is_invented(text: str, tasks: tuple[Known, ...]):
    for item in understand(text, tasks, WEDNESDAY):
        assert item.percent is None or 0 <= item.percent <= 100
        for figure in item.figures:
            assert figure.text in item.text
            assert any(sign.isnumeric() or sign in "两俩半" for sign in figure.text)
        assert all(left.text in item.text for left in item.remaining)
        assert item.reason is None or item.reason in item.text
        assert item.forecast is None or item.forecast >= WEDNESDAY


@given(TEXTS)
@settings(max_examples=100)
def test_the_same_words_are_always_understood_alike(text: str):
    assert understand(text, TASKS, WEDNESDAY) == understand(text, TASKS, WEDNESDAY)


@pytest.mark.parametrize(
    "piece",
    [
        "1", "一", "8人", "4-1", "4-1、", "4-1完成80%；", "，", " ", "（", "《", "“", "已", "预计",
        "因", "还有", "11月", "三分之", "培训3200人，", "没有", "完成", "-", "1,", "一师一", "http://",
        "a@", "节", "\n", "至", "申请", "80%", "百分之一", "第", "新增2个，", "，因", "x.",
    ],
)  # fmt: skip
def test_a_hundred_kilobytes_of_anything_are_read_to_the_end(piece: str):
    text = piece * (100_000 // len(piece.encode()))
    items = understand(text, TASKS, WEDNESDAY)  # a runaway pattern would never come back
    assert {item.code for item in items} <= {*(task.code for task in TASKS), None}


def test_each_figure_of_a_list_counts_towards_its_own_target():
    schools = ("职业院校", "职业院校", "中小学", "中小学")
    people = ("校长", "骨干教师", "校长", "骨干教师")
    needed = (1000, 2000, 2000, 5000)
    targets = tuple(
        KnownTarget(f"{who}{number}人", f"专项培训{where}{who}人数", number, "人")
        for where, who, number in zip(schools, people, needed, strict=True)
    )
    task = Known("9-2", "人人通", "专项培训", targets)
    text = "培训职业院校校长800人、骨干教师1500人，中小学校长1200人、骨干教师3000人"
    (item,) = understand(text, [task], WEDNESDAY)
    assert [figure.value for figure in item.figures] == [800, 1500, 1200, 3000]
    assert [figure.target for figure in item.figures] == [target.text for target in targets]
    (item,) = understand("共培训3200人", [task], WEDNESDAY)
    assert item.figures[0].target is None


def test_an_empty_message_says_nothing():
    assert understand(" \n", TASKS, WEDNESDAY) == ()


def test_the_json_is_the_one_that_is_promised():
    text = "9-2 已完成80%，本周新增培训1200人，剩余2个省未接入，预计11月底完成"
    assert as_json(understand(text, TASKS, WEDNESDAY)) == {
        "items": [
            {
                "code": "9-2",
                "intent": "progress",
                "percent": 80,
                "figures": [
                    {
                        "value": 1200,
                        "unit": "人",
                        "text": "本周新增培训1200人",
                        "target": "专项培训1万人",
                        "scope": "increment",
                    }
                ],
                "remaining": [{"value": 2, "unit": "个", "text": "剩余2个省未接入"}],
                "forecast": "2018-11-30",
                "reason": None,
                "asks": [],
            }
        ]
    }


def test_a_share_with_a_fraction_keeps_one_decimal():
    (item,) = understand("总体完成三分之二", TASKS[2:], WEDNESDAY)
    assert isinstance(item, Item)
    assert as_json((item,))["items"][0]["percent"] == 66.7
