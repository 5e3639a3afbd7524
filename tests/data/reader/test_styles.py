"""Plans in every style: which tasks, which owners, which dates."""

import pytest

from data.kinds import Role
from data.reader import read
from data.reader.draft import Draft, TaskDraft
from data.reader.shipped import events, registry
from tests.data.reader import styles


def reading(text: str, year: int | None = None) -> Draft:
    return read(text, registry=registry(), events=events(), year=year)


def owners(task: TaskDraft) -> str:
    return "/".join(o.name + "*" * (o.role is Role.LEAD) for o in task.owners)


def shown(text: str) -> list[tuple[str, str, str]]:
    """Code, owners and due day of each task."""
    return [(t.code, owners(t), str(t.due.on)) for t in reading(text).tasks]


PLANS = {
    "TWO_LEVELS": [
        ("1-1", "市大数据局*/市财政局/市人社局", "2024-12-31"),
        ("1-2", "市大数据局*", "2024-06-30"),
        ("1-3", "市政务服务办*", "2024-11-30"),
        ("2-1", "市委网信办*/市公安局", "2024-12-31"),
    ],
    "OWN_LINES": [
        ("1-1", "县工信局*/县财政局/县自然资源局", "2023-09-30"),
        ("2-1", "县农业农村局*/县商务局/各乡镇人民政府", "2023-08-31"),
    ],
    "RESTARTING": [
        ("1.1-1", "省应急厅*", "2022-12-31"),
        ("1.2-1", "省应急厅*/省公安厅/各市、县（市、区）人民政府", "2022-12-31"),
        ("2.1-1", "省应急厅*/省自然资源厅", "2022-12-31"),
    ],
    "UNNUMBERED": [
        ("1-1", "人事处*/各学院", "2021-12-31"),
        ("1-2", "信息中心*/教务处", "2021-12-31"),
    ],
    "ENGLISH": [
        ("1-1", "Ministry of Education*/Ministry of Finance", "2025-06-30"),
        ("2-1", "National Library*", "2025-09-30"),
        ("3-1", "Office of Data Protection*", "2025-12-31"),
    ],
    "ANNEXED": [
        ("1-1", "省市场监管局*/省有关部门/各市", "2021-12-31"),
        ("2-1", "省市场监管局*/省公安厅", "None"),
        ("3-1", "省政务服务局*/省公安厅", "None"),
    ],
    "MARK_AFTER_MEASURES": [
        ("1-1", "市住建局*/市城管局", "2020-12-31"),
        ("2-1", "市生态环境局*", "2020-10-31"),
    ],
    "SUBJECTS": [
        ("1-1", "教育部门*/市场监管部门", "2022-06-30"),
        ("2-1", "市场监管部门*/各学校", "2023-12-31"),
        ("3-1", "县级教育行政部门*", "2023-12-31"),
    ],
    "INLINE": [
        ("1-1", "市编办*", "2019-12-31"),
        ("1-2", "市司法局*/市政务办", "2019-12-31"),
    ],
    "REST_AFTER_MARK": [
        ("1-1", "公安部*", "None"),
        ("2-1", "各地区*/各部门", "None"),
        ("2-2", "各部门*", "2020-12-31"),
    ],
    "EVERYBODY_LATER": [
        ("1-1", "省教育厅*", "2022-12-31"),
        ("2-1", "省教育厅*/省财政厅/各市人民政府", "2022-12-31"),
    ],
    "MARK_BEFORE_MEASURES": [
        ("1-1", "市住建局*", "2022-12-31"),
        ("2-1", "市生态环境局*/市水利局", "2022-12-31"),
    ],
    "ROLES_AFTER_NAMES": [
        ("1-1", "市教育局*/市财政局/各区县政府", "2023-12-31"),
        ("2-1", "财政部*/税务总局*/发展改革委", "2023-06-30"),
    ],
    "NOTICED": [
        ("0.1-1", "各责任单位*", "2023-01-20"),
        ("0.2-1", "各责任单位*", "2023-12-31"),
        ("1-1", "区发改局*", "2023-12-31"),
        ("2-1", "区城投集团*/开发区管委会", "2023-10-31"),
        ("3-1", "区应急局*", "2023-12-31"),
        ("3.0-1", "各单位*", "2023-03-10"),
    ],
    "WRAPPED": [
        ("1-1", "市司法局*/市城市管理局", "2022-09-30"),
        ("2-1", "市司法局*/市政府各部门", "2022-06-30"),
        ("3-1", "市司法局*/各执法单位", "2022-12-31"),
    ],
    "ENGLISH_DECIMAL": [
        (
            "3.1-1",
            "Ministry of Digital Affairs*/National Statistics Office/Ministry of Finance",
            "2025-11-30",
        ),
        ("3.2-1", "Civil Service College*", "2025-12-31"),
        ("4-1", "Ministry of Digital Affairs*", "2025-03-31"),
    ],
    "PLAN_IN_ANNEX": [
        ("1-1", "督导局*", "2022-06-30"),
        ("2-1", "各司局*", "2022-12-31"),
    ],
    "LABELLED_TASKS": [
        ("1-1", "市国资委*/市财政局/市审计局", "2024-09-30"),
        ("2-1", "市财政局*", "2024-12-31"),
    ],
    "TABLED": [
        ("1-1", "基建办*/计财科/教育科", "2025-08-31"),
        ("2-1", "电教馆*/各中小学", "2025-12-31"),
        ("3-1", "人事科*", "2025-06-30"),
    ],
    "BARRED": [
        ("1-1", "Ministry of Water*/Ministry of Finance/Regulator", "2025-06-30"),
        ("2-1", "Ministry of Education*/Ministry of Water", "2025-12-31"),
    ],
    "NUMBERED_FIELDS": [
        ("1-1", "市住建局*/各区政府/市财政局", "2024-11-30"),
        ("2-1", "市城管局*", "2024-12-31"),
    ],
    "MONTHS": [
        ("1-1", "教师发展中心*", "2024-08-31"),
        ("2-1", "工会*/各年级组", "2024-09-30"),
        ("3-1", "工会*", "2024-09-10"),
    ],
    "LED": [
        ("1-1", "Ministry of Science*/Ministry of Finance", "2023-06-30"),
        ("2-1", "Information Centre*/Press Office", "2023-12-31"),
        ("3-1", "Ministry of Sport*", "2023-09-30"),
    ],
    "OWNERS_AS_HEADINGS": [
        ("1.1-1", "市教育局*", "2023-12-31"),
        ("1.2-1", "市教育局*", "2023-06-30"),
        ("2.1-1", "市文旅局*/市体育局", "2023-08-08"),
    ],
    "LEADERS_ABOVE": [
        ("1-1", "教务处*/各二级学院", "2024-12-31"),
        ("1-2", "教务处*", "2024-06-30"),
    ],
    "LETTERED": [
        ("2-1", "Ministry of Health*", "2024-07-01"),
        ("2-2", "Ministry of Education*/Ministry of Finance", "2024-08-03"),
        ("3-1", "Municipal councils*", "2024-12-15"),
    ],
    "INLINE_ENGLISH": [
        ("1.1-1", "Ministry of Works*/district councils", "2026-12-31"),
        ("1.2-1", "Coast Guard*", "2025-12-31"),
    ],
    "PERIOD": [("2-1", "科技厅*/教育厅", "2023-12-31")],
}


@pytest.mark.parametrize("style", PLANS)
def test_a_style_is_read(style: str) -> None:
    assert shown(getattr(styles, style)) == PLANS[style]


def test_measures_below_one_mark_are_one_task_of_many_lines() -> None:
    task = reading(styles.MARK_AFTER_MEASURES).tasks[0]
    assert (task.text, task.lines) == ("新建公园10个。\n改造老旧小区20个。", (4, 5))
    assert [target.value for target in task.targets] == [10, 20]


def test_lines_broken_by_hand_are_joined_and_counted() -> None:
    task = reading(styles.WRAPPED).tasks[0]
    assert task.text == "加强重点领域立法工作。制定《物业管理条例》，修订绿化管理办法。"
    assert task.lines == (4, 7)


def test_the_title_of_a_plan_sent_with_a_notice_is_the_plans() -> None:
    draft = reading(styles.ANNEXED)
    assert draft.title == "优化营商环境重点任务分工方案"
    assert (draft.issuer, draft.doc_number) == ("某省人民政府办公厅", "某政办发〔2021〕15号")
    assert str(draft.issued_on) == "2021-05-20"


def test_an_annex_goals_and_reasons_are_no_tasks() -> None:
    assert [task.title for task in reading(styles.SUBJECTS).tasks] == [
        "健全制度",
        "强化监管",
        "开展培训",
    ]


def test_signature_and_notes_at_the_end_belong_to_no_task() -> None:
    last = reading(styles.REST_AFTER_MARK).tasks[-1]
    assert last.text == "各部门落实情况年底前报国务院。"


def test_a_year_given_orders_it_where_the_plan_names_none() -> None:
    text = "校园安全任务清单\n一、任务\n1.检查校车。（责任单位：安全处）\n"
    assert reading(text).tasks[0].due.on is None
    assert str(reading(text, 2024).tasks[0].due.on) == "2024-12-31"


def test_tasks_between_marked_ones_without_a_mark_are_kept_and_flagged() -> None:
    text = (
        "2024年要点\n1.甲项。（责任单位：教务处）\n2.乙项要抓紧。\n3.丙项。（责任单位：人事处）\n"
    )
    tasks = reading(text).tasks
    assert [(task.code, owners(task)) for task in tasks] == [
        ("1-1", "教务处*"),
        ("2-1", ""),
        ("3-1", "人事处*"),
    ]
    assert [flag.code for flag in tasks[1].flags] == ["no-owner"]


def test_goals_are_kept_apart_without_their_heading() -> None:
    text = """关于发展赛事的意见
一、总体要求
（一）发展目标。到2025年，赛事达到100项。
二、任务
（二）发展联赛。办好联赛。（体育总局负责）
"""
    draft = reading(text)
    assert [(goal.ordinal, goal.text) for goal in draft.goals] == [(1, "到2025年，赛事达到100项。")]
    assert [(t.value, t.unit) for t in draft.goals[0].targets] == [(100, "项")]
    assert [task.code for task in draft.tasks] == ["2-1"]


def test_goals_counted_within_a_line_are_several() -> None:
    text = """2024年要点
一、工作目标
一是建成平台；二是培训100人。
二、任务
1.甲项。（责任单位：教务处）
"""
    goals = reading(text).goals
    assert [(goal.ordinal, goal.text) for goal in goals] == [
        (1, "一是建成平台；"),
        (2, "二是培训100人。"),
    ]


def test_a_bracket_left_open_still_marks_its_owner() -> None:
    text = "2024年要点\n1.甲项要完成。（责任单位：教务处、人事处\n2.乙项。（责任单位：人事处）\n"
    assert [owners(task) for task in reading(text).tasks] == ["教务处*/人事处", "人事处*"]


def test_months_with_their_year_head_what_is_numbered_below() -> None:
    text = "安全工作安排\n2024年3月\n1.自查。（安全处负责）\n2024年4月\n1.复查。（安全处负责）\n"
    assert [str(task.due.on) for task in reading(text).tasks] == ["2024-03-31", "2024-04-30"]
    front = "2024年安全要点\n2024年3月\n一、重点\n1.自查。（安全处负责）\n"
    assert [str(task.due.on) for task in reading(front).tasks] == ["2024-12-31"]


def test_an_item_may_open_with_months() -> None:
    text = "2024年要点\n1.自查。（安全处负责）\n2.3—5月开展复查。（安全处负责）\n"
    assert [(t.code, t.text, str(t.due.on)) for t in reading(text).tasks][1] == (
        "2-1",
        "3—5月开展复查。",
        "2024-05-31",
    )


def test_page_numbers_between_the_lines_are_passed_over() -> None:
    text = "2024年要点\n1.甲项\n继续推进。\n— 3 —\n全面完成。（责任单位：教务处）\n"
    (task,) = reading(text).tasks
    assert (task.text, task.lines) == ("继续推进。\n全面完成。", (3, 5))
