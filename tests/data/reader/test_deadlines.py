"""Deadline phrases, one row a phrase, in an opinion that orders no year and in a yearly plan."""

from datetime import date

import pytest

from data.kinds import Basis
from data.reader.dated import Calendar, find_deadlines
from data.reader.due import read_dates
from data.reader.shipped import events

OPINION = Calendar(None, date(2020, 7, 15), events())
PLAN = Calendar((2018, 2018), date(2018, 2, 11), events())

# text, days in an opinion of 15 July 2020, days in a plan for 2018 of 11 February 2018
PHRASES = [
    ("2021年6月底前实现核验，12月底前推广", "2021-06-30 2021-12-31", "2021-06-30 2021-12-31"),
    ("相关情况年底前报国务院", "2020-12-31", "2018-12-31"),
    ("2020年年底前建成", "2020-12-31", "2020-12-31"),
    ("3月底前出台办法", "2021-03-31", "2018-03-31"),
    ("六月底前完成", "2021-06-30", "2018-06-30"),
    ("上半年完成", "2021-06-30", "2018-06-30"),
    ("三季度末前上报", "2020-09-30", "2018-09-30"),
    ("第四季度组织验收", "2020-12-31", "2018-12-31"),
    ("9月第三周举办", "2020-09-27", "2018-09-23"),
    ("10月中旬召开，11月上旬总结", "2020-10-20 2020-11-10", "2018-10-20 2018-11-10"),
    ("9月举办论坛", "2020-09-30", "2018-09-30"),
    ("于2022年12月31日前报送", "2022-12-31", "2022-12-31"),
    ("2022-03-05前提交", "2022-03-05", "2022-03-05"),
    ("以上工作要在2021年12月底前完成", "2021-12-31", "2021-12-31"),
    ("自本意见印发之日起30日内制定办法", "2020-08-14", "2018-03-13"),
    ("印发后10个工作日内部署", "2020-07-29", "2018-03-01"),
    ("力争3年内建成", "2023-07-15", "2021-02-11"),
    ("半年内完成", "2021-01-15", "2018-08-11"),
    ("明年6月底前完成", "2021-06-30", "2019-06-30"),
    ("年内完成", "2020-12-31", "2018-12-31"),
    ("全年培训100人", "2020-12-31", "2018-12-31"),
    ("到2025年，建成10个", "2025-12-31", "2025-12-31"),
    ("2021年完成改造", "2021-12-31", "2021-12-31"),
    ("“十四五”末全面建成", "2025-12-31", "2025-12-31"),
    ("举办国家宪法日主题教育活动", "2020-12-04", "2018-12-04"),
    ("开展国家网络安全宣传周活动", "2020-09-27", "2018-09-23"),
    ("春节前完成检查，中秋节前复查", "2021-02-12 2020-10-01", "2018-02-16 2018-09-24"),
    ("利用率2021年达到95%，2022年达到97%", "2021-12-31 2022-12-31", "2021-12-31 2022-12-31"),
    ("元旦、春节前检查", "2021-01-01 2021-02-12", "2018-02-16"),
    ("8月8日“全民健身日”前开放", "2020-08-08", "2018-08-08"),
    ("“五一”前开园，2021年国庆节前验收", "2021-05-01 2021-10-01", "2018-05-01 2021-10-01"),
    ("第一批8月开班，10月接受检查", "2020-08-31 2020-10-31", "2018-08-31 2018-10-31"),
    ("9月10日至15日举办展会", "2020-09-15", "2018-09-15"),
    ("文件下发1个月内上报", "2020-08-15", "2018-03-11"),
    ("收到通知后10日内反馈", "2020-07-25", "2018-02-21"),
    ("6月前修订预案", "2021-05-31", "2018-05-31"),
    ("2022年前清零", "2021-12-31", "2021-12-31"),
    ("by 30 September, and by the end of March", "2020-09-30 2021-03-31", "2018-09-30 2018-03-31"),
    ("by the third quarter of 2026, by mid-2027", "2026-09-30 2027-06-30", "2026-09-30 2027-06-30"),
    ("submit within 6 months", "2021-01-15", "2018-08-11"),
    ("done by Q3 2025", "2025-09-30", "2025-09-30"),
    ("by 30 June 2025 and by the end of 2026", "2025-06-30 2026-12-31", "2025-06-30 2026-12-31"),
    ("no later than March 15, 2025", "2025-03-15", "2025-03-15"),
    ("hold fairs in Q2 and Q4 2025", "2025-06-30 2025-12-31", "2025-06-30 2025-12-31"),
    ("sign the contracts by mid-October", "2020-10-20", "2018-10-20"),
    ("6月底前成立专班，年底前签订责任书", "2021-06-30 2020-12-31", "2018-06-30 2018-12-31"),
    ("上、下半年各举办一次", "2021-06-30 2020-12-31", "2018-06-30 2018-12-31"),
    ("“一二·九”运动纪念日前举办", "2020-12-09", "2018-12-09"),
    ("9月、12月各组织一次观摩", "2020-09-30 2020-12-31", "2018-09-30 2018-12-31"),
    ("4月、9月分别组织一次", "2021-04-30 2020-09-30", "2018-04-30 2018-09-30"),
    ("8、9、12月底前报送", "2020-08-31 2020-09-30 2020-12-31", "2018-08-31 2018-09-30 2018-12-31"),
    ("9.30前上报，2021Q3验收", "2020-09-30 2021-09-30", "2018-09-30 2021-09-30"),
    ("年中前完成", "2021-06-30", "2018-06-30"),
    ("finish the survey by June", "2021-06-30", "2018-06-30"),
    ("9月至11月进行实地核查", "2020-11-30", "2018-11-30"),
    ("9—10月，各校开展自查", "2020-10-31", "2018-10-31"),
    ("8月上旬至9月中旬完成摸排", "2020-09-20", "2018-09-20"),
    ("整治阶段（2022年10月—11月）", "2022-11-30", "2022-11-30"),
    ("2022年5月至6月组织开展普查，8月20日前上报", "2022-06-30 2022-08-20", "2022-06-30 2022-08-20"),
    ("9月1日至30日集中整治", "2020-09-30", "2018-09-30"),
    ("9月1日至10月31日集中整治", "2020-10-31", "2018-10-31"),
    ("国庆节、中秋节等重要节日前开展检查", "2020-10-01 2020-10-01", "2018-10-01 2018-09-24"),
    ("每半年排查一次，9月底、12月底前通报", "2020-09-30 2020-12-31", "2018-09-30 2018-12-31"),
]


def days(text: str, calendar: Calendar) -> str:
    return " ".join(str(hit.deadline.on) for hit in find_deadlines(text, calendar))


@pytest.mark.parametrize(("text", "opinion", "plan"), PHRASES)
def test_a_phrase_names_its_day(text: str, opinion: str, plan: str) -> None:
    assert (days(text, OPINION), days(text, PLAN)) == (opinion, plan)


@pytest.mark.parametrize(
    "text",
    [
        "受理后5个工作日以内办结",
        "有效期2021年1月1日至2021年12月31日",
        "2021年1月1日至12月31日对企业免征关税",
        "自2021年1月1日起施行",
        "2021年起，不再受理",
        "审查周期压缩至4个月以内",
        "考核数据时间节点为上一年度1月至12月",
        "召开2021年全国工作会",
        "推荐参评2021年度奖项",
        "编发《2021年优秀案例集》",
        "推进实施2030年教育议程",
        "使用近三年内的数据",
        "从2021年第一季度开始实行新办法",
        "报送全年总结",
        "评选“五一”劳动奖章",
        "2021年1月至6月对小微企业减按1%征收",
        "自2019年6月1日起执行至2025年12月31日，免征增值税",
        "将优惠政策延续至2025年底",
        "7月1日起受理申请",
        "第三季度起实行新办法",
        "对2022年底前到期的贷款予以展期",
        "2022年底前成立的合作社",
        "还本付息日期不超过2022年底",
        "within 5 working days of receipt of the application",
        "requests are answered within 3 working days",
    ],
)
def test_windows_service_times_and_names_are_no_deadlines(text: str) -> None:
    assert days(text, OPINION) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每年2月底前报送", [("2021-02-28", "yearly")]),
        (
            "2022年起，每年2月底前各省完成，3月底前国家汇总",
            [("2022-02-28", "yearly"), ("2022-03-31", "yearly")],
        ),
        ("每季度末25日前报送", [("2020-09-25", "quarterly")]),
        ("每季度最后一个月的20日前报送", [("2020-09-20", "quarterly")]),
        ("每季度首月10日前通报", [("2020-10-10", "quarterly")]),
        ("每季度结束后10日内报送", [("2020-10-10", "quarterly")]),
        ("每月结束后5个工作日内更新", [("2020-08-05", "monthly")]),
        ("每季度召开一次例会", [("2020-09-30", "quarterly")]),
        ("每季度末报送，每月5日前更新", [("2020-09-30", "quarterly"), ("2020-08-05", "monthly")]),
        ("report annually by 31 March", [("2021-03-31", "yearly")]),
        ("send figures by the 5th of each month", [("2020-08-05", "monthly")]),
    ],
)
def test_a_recurring_date_gives_its_first_day(text: str, expected: list[tuple[str, str]]) -> None:
    hits = find_deadlines(text, OPINION)
    assert [(str(hit.deadline.on), hit.deadline.recurs) for hit in hits] == expected


def due(text: str, calendar: Calendar, mark: str = "") -> tuple[str, Basis, str]:
    found = read_dates(text, mark, calendar, (1, 1), whole=None).due
    return str(found.on), found.basis, found.why


def test_the_end_of_the_plan_year_is_implied() -> None:
    assert due("推进改革。", PLAN) == ("2018-12-31", Basis.IMPLIED, "implied-year-end")


def test_the_end_of_the_period_is_implied_for_a_plan_of_years() -> None:
    years = Calendar((2018, 2020), date(2018, 2, 11), events())
    assert due("推进改革。", years) == ("2020-12-31", Basis.IMPLIED, "implied-period-end")


def test_an_opinion_leaves_undated_tasks_without_a_date_and_says_so() -> None:
    assert due("推进改革。", OPINION) == ("None", Basis.NONE, "no-date")
    flags = read_dates("推进改革。", "", OPINION, (3, 4), whole=None).flags
    assert [(flag.code, flag.lines) for flag in flags] == [("no-date", (3, 4))]


def test_a_date_in_the_mark_is_the_tasks() -> None:
    assert due("推进改革。", PLAN, "2018年6月底前") == (
        "2018-06-30",
        Basis.EXPLICIT,
        "explicit-mark",
    )


def test_a_clause_with_a_date_does_not_hurry_the_rest_of_a_yearly_plan() -> None:
    assert due("6月底前印发办法。加强宣传。", PLAN)[0] == "2018-12-31"
    assert due("加强宣传，6月底前印发办法。", PLAN)[:2] == ("2018-06-30", Basis.EXPLICIT)


@pytest.mark.parametrize(
    "text",
    [
        "完善制度。常态化开展采购，扩大范围。9月底前，采购品种达到100个。",
        "持续加强检查。5月组织一次演练。",
        "3月10日前报送计划，每学期末报送总结。",
        "每年招录1200名，9月底前实现全覆盖。",
        "引进博士15名；上半年出台管理办法。",
        "新建驿站400个，6月底前建立退出机制。",
        "4月20日前制定举措，并于每季度结束后10日内报送进展。",
        "Publish the standards by 30 June 2018. Promote their use in schools.",
        "6月底前完成系统升级，加强运行维护。",
        "上半年印发方案，组织教师全员轮训。",
        "5月底前完成评审，建成示范基地30个。",
        "6月底前主体工程完工，进度台账每月10日前报送。",
        "推进平台建设，5月份举办现场会。",
        "研究制定管理办法，上半年出台《安全指南》。",
        "完成道路投资4亿元，东环隧道6月底前贯通。",
        "改造小区80个，7月底前全部开工。",
        "8月底前上线新系统，用户活跃率不低于85%。",
    ],
)
def test_undated_or_recurring_work_beside_a_date_lasts_to_the_year_end(text: str) -> None:
    assert due(text, PLAN)[:2] == ("2018-12-31", Basis.IMPLIED)


def test_an_event_leaves_the_task_due_at_its_end() -> None:
    assert due("举办国家宪法日活动。", PLAN)[:2] == ("2018-12-31", Basis.IMPLIED)


@pytest.mark.parametrize("word", ["适时", "尽快", "按照国家统一部署"])
def test_vague_words_move_nothing_and_are_flagged(word: str) -> None:
    found = read_dates(f"{word}开展检查。", "", PLAN, (1, 1), whole=None)
    assert found.due.basis is Basis.IMPLIED
    assert [(flag.code, flag.about) for flag in found.flags] == [("vague-date", word)]


def test_a_date_that_finishes_a_task_still_does() -> None:
    for text in (
        "6月底前上线平台，实现数据共享。",
        "加快建设，6月底前完工，方便群众办事。",
        "对4家单位开展巡察，巡察报告于6月30日前报送。",
        "6月底前全部办结，办复率达到100%。",
        "攻坚阶段（2月至6月）。排查隐患，挂牌督办。",
    ):
        assert due(text, PLAN)[:2] == ("2018-06-30", Basis.EXPLICIT)


def test_without_any_year_a_day_is_flagged_and_not_dropped_in_silence() -> None:
    nothing = Calendar(None, None, events())
    found = read_dates("5月底前完成检查。", "", nothing, (1, 1), whole=None)
    assert found.deadlines == ()
    assert ("uncertain-date", "5月底前") in [(flag.code, flag.about) for flag in found.flags]


def test_the_year_of_the_document_number_tells_days_and_orders_none() -> None:
    numbered = Calendar(None, None, events(), about=2018)
    assert days("5月底前完成检查", numbered) == "2018-05-31"
    assert due("推进改革。", numbered)[1] is Basis.NONE


def test_a_guessed_event_is_a_flag_and_no_date() -> None:
    for text in ("做好大会召开前的准备。", "秋季学期开学前完成。", "每半年检查一次。"):
        found = read_dates(text, "", PLAN, (1, 1), whole=None)
        assert found.deadlines == ()
        assert [flag.code for flag in found.flags] == ["uncertain-date"]
