"""Numbers that are targets, and numbers that are not."""

import pytest

from data.kinds import Nature
from data.reader.draft import Goal
from data.reader.goals import goals_served
from data.reader.nature import read_nature
from data.reader.sums import Work, mismatches
from data.reader.targets import loose_numbers, read_targets


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("培训教师5.2万人", "52000 人 = count"),
        ("完成80%以上的接入", "80 % >= percent"),
        ("覆盖率提高5个百分点", "5 个百分点 = percent"),
        ("培训不少于200名骨干", "200 名 >= count"),
        ("建设100个左右实验室", "100 个 ~ count"),
        ("投诉率不超过3%", "3 % <= percent"),
        ("开通数量超过6500万", "65000000  >= count"),
        ("投入资金2.5亿元", "250000000 元 = amount"),
        ("建设500学时课程", "500 学时 = amount"),
        ("新增1,200个学位", "1200 个 = count"),
        ("train at least 2,000 teachers", "2000 teachers >= count"),
        ("研发投入增长6%—10%", "6 % >= percent"),
        ("培育龙头企业3—5家", "3 家 >= count"),
        ("举债规模控制在50—60亿元", "6000000000 元 <= amount"),
        ("新建绿道12km", "12 km = amount"),
        ("空气优良天数达到300天以上", "300 天 >= amount"),
        ("征集家谱300卷", "300 卷 = count"),
        ("选派5名年轻干部驻村", "5 名 = count"),
        ("补助标准提高到每人每年6480元", "6480 元 = amount"),
        ("补助标准达到每人每年不低于520元", "520 元 >= amount"),
        ("报销比例由50%提高至60%", "60 % = percent"),
        ("至少有3个县开展结算", "3 个 >= count"),
        ("至少安排2名职工驻点", "2 名 >= count"),
        ("粮食产量保持在1.3万亿斤以上", "1300000000000 斤 >= amount"),
        ("年底前药品在每个市合计达到350种以上", "350 种 >= count"),
        ("家长代表比例不得低于80%", "80 % >= percent"),
        ("收费不得超过3%", "3 % <= percent"),
        ("选派指导员、辅导员各300名", "300 名 = count"),
        ("企业开办时间压缩至4个工作日以内", "4 个工作日 <= amount"),
        ("公告时间由45日缩短为20日", "20 日 = amount"),
        ("带宽提高到上年的1.5倍", "1.5 倍 = amount"),
        ("立项课题≥20项", "20 项 >= count"),
        ("制定18项制度", "18 项 = count"),
        ("pave 45 km of roads", "45 km = amount"),
        ("deliver at least 40 CyberWeek events", "40 events >= count"),
        ("fund up to 12 placements", "12 placements <= count"),
        ("cut losses to 15–20%", "15 % >= percent"),
        ("train between 100 and 150 young farmers", "100 farmers >= count"),
        (
            "train 300 fully certified community health workers",
            "300 workers = count",
        ),
    ],
)
def test_a_number_to_be_reached_is_a_target(text: str, expected: str) -> None:
    (target,) = read_targets(text)
    assert f"{target.value} {target.unit} {target.comparator} {target.kind}" == expected


@pytest.mark.parametrize(
    "text",
    [
        "完成第2批项目",
        "开展第3届大赛",
        "落实2030年议程",
        "推进行动计划2.0",
        "按照财教〔2013〕342号文件",
        "开展五年级教学",
        "完成4个学科各1个版本的开发",
        "配套教材（1～6年级，共12册）",
        "实现10M以上接入",
        "遴选一批项目，培育若干基地",
        "四川、云南、甘肃三省",
        "自受理之日起5个工作日内办结",
        "推广《20条措施》",
        "启动1万门课程建设",
        "落实18项核心制度",
        "By 2030 the city will halve emissions",
        "the first 20 will run",
        "服务总投资1亿美元以上重点项目",
        "支持东山大学、西山大学、南山大学3所高校建设学科",
        "cover all 32 councils",
        "编制50人（含）以上的机关",
        "面向52个县送培到家",
        "完成20万元以上采购项目排查",
        "对首次入库企业给予一次性奖励20万元",
        "run an examination for grade 9 pupils",
        "每所学校至少配备1名专职教师",
        "推进“四个100%”建设",
        "10天内办结",
    ],
)
def test_other_numbers_are_no_targets(text: str) -> None:
    assert read_targets(text) == ()


def test_two_rates_reached_respectively_are_two_targets() -> None:
    targets = read_targets("城镇和农村学校比例分别达到80%和50%")
    assert [(target.value, target.metric) for target in targets] == [
        (80, "城镇学校比例"),
        (50, "农村学校比例"),
    ]


def test_a_bare_noun_takes_the_kind_of_school_named_before_it() -> None:
    targets = read_targets("培训职业院校校长1000人、骨干教师2000人，中小学校长300人、骨干教师50人")
    assert [target.metric for target in targets] == [
        "培训职业院校校长人数",
        "培训职业院校骨干教师人数",
        "中小学校长人数",
        "中小学骨干教师人数",
    ]
    assert [target.text for target in targets][:2] == ["培训职业院校校长1000人", "骨干教师2000人"]


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("完成第一批129所实验校的验收", "完成验收的第一批实验校数"),
        ("实现10个以上省级平台与国家平台的连通", "与国家平台连通的省级平台数"),
        ("认定第二批精品课程500门以上", "认定的第二批精品课程门数"),
        ("新增“晒课”200万堂", "新增晒课堂数"),
        ("共培训3000人", "培训人数"),
        ("在线课程30万节", "在线课程节数"),
        ("公共服务平台注册学员60万人", "公共服务平台注册学员人数"),
        ("实现互联网接入率达到95%", "互联网接入率"),
        ("总投资不低于100亿元", "总投资"),
    ],
)
def test_a_metric_says_what_is_counted(text: str, metric: str) -> None:
    (target,) = read_targets(text)
    assert target.metric == metric


def test_a_cue_binds_only_its_own_number() -> None:
    targets = read_targets("80%以上的教师和50%初中以上的学生拥有空间")
    assert [(target.value, target.comparator) for target in targets] == [(80, ">="), (50, "=")]


def test_a_number_only_started_on_is_loose() -> None:
    assert loose_numbers("启动1万门课程建设，完成20门。") == ("1万门",)


@pytest.mark.parametrize(
    ("text", "nature"),
    [
        ("印发指导意见。召开推进会。", Nature.DELIVERABLE),
        ("完成第二批验收，提高建设质量。", Nature.DELIVERABLE),
        ("共培训3000人。", Nature.DELIVERABLE),
        ("持续推进网络安全工作，加强宣传。", Nature.ONGOING),
        ("引导学校开展应用。", Nature.ONGOING),
        ("印发指导意见。加强统筹协调。", Nature.MIXED),
        ("推行网格化管理，新建站点20个。", Nature.MIXED),
        ("发布第四批事项清单，推动跨区通办提质扩面。", Nature.MIXED),
        ("严格执行规定，每年1月底前公示收支情况。", Nature.MIXED),
        ("建立任务台账，年底前组织一次督查。", Nature.DELIVERABLE),
        ("政策出台前充分听取意见。", Nature.ONGOING),
        ("教师节前后集中宣传先进典型。", Nature.ONGOING),
        ("通过省级现场评审。", Nature.DELIVERABLE),
        ("Appoint a coordinator in every school.", Nature.DELIVERABLE),
    ],
)
def test_the_main_clauses_tell_the_nature(text: str, nature: Nature) -> None:
    assert read_nature(text) is nature


def goal(ordinal: int, text: str) -> Goal:
    return Goal(ordinal, text, read_targets(text))


def work(text: str) -> Work:
    return Work(text, read_targets(text))


def test_a_task_serves_the_goal_of_the_same_project_number_or_sum() -> None:
    goals = [
        goal(1, "实施清洁河流攻坚行动计划。"),
        goal(2, "改造老旧小区120个。"),
        goal(3, "完成护林员专项培训1万人。"),
    ]
    works = [
        work("深入实施清洁河流攻坚行动计划，治理河道。"),
        work("年内改造老旧小区120个。"),
        work("开展护林员专项培训，计划培训山区4000人、林区6000人。"),
        work("加强宣传。"),
    ]
    assert goals_served(works, goals) == ((1,), (2,), (3,), ())
    assert list(mismatches(works, goals)) == []


def test_parts_that_miss_their_sum_are_told() -> None:
    goals = [goal(1, "完成护林员专项培训1万人。")]
    works = [work("开展护林员专项培训，计划培训山区4000人、林区5000人。")]
    assert [place for place, _ in mismatches(works, goals)] == [0]


def test_a_goal_said_again_word_for_word_is_served_by_the_same_tasks() -> None:
    goals = [goal(1, "改造老旧小区120个。"), goal(2, "加强宣传。"), goal(3, "改造老旧小区120个。")]
    assert goals_served([work("年内改造老旧小区120个。")], goals) == ((1, 3),)


def test_of_many_tasks_for_one_sum_the_two_nearest_each_other_make_it() -> None:
    goals = [goal(1, "完成护林员培训1万人。")]
    far = [work("护林员培训7000人。"), *[work("加强宣传。")] * 60]
    near = [work("护林员培训4000人。"), work("护林员培训6000人。"), work("护林员培训3000人。")]
    served = goals_served([*far, *near], goals)
    assert [place for place, ordinals in enumerate(served) if ordinals] == [61, 62]
