"""Marks that stand in a section's title, under a bare label, or at a paragraph's very end."""

import pytest

from data.kinds import Role
from data.reader import read
from data.reader.draft import Draft, TaskDraft
from data.reader.shipped import events, registry


def reading(text: str) -> Draft:
    return read(text, registry=registry(), events=events())


def owners(task: TaskDraft) -> str:
    return "/".join(o.name + "*" * (o.role is Role.LEAD) for o in task.owners)


def shown(text: str) -> list[tuple[str, str]]:
    return [(task.code, owners(task)) for task in reading(text).tasks]


def test_the_lead_in_a_sections_title_leads_the_items_below() -> None:
    text = """2024年林业工作举措
一、守护森林资源（市林业局牵头，市公安局配合）
坚持防治并重，全年投入资金2亿元。
（一）加强巡护。组建巡护队伍，健全巡护日志，落实网格责任。推广无人机巡查。
（二）防治病虫。开展普查，9月底前完成松材线虫病除治，清理病死树木。
二、发展林下经济（市农业农村局牵头）
（三）建设基地。认定示范基地12个，推广林药、林菌种植，完善产销对接机制。
（四）培育品牌。组织参加展会，支持企业申报绿色食品标志。办好采摘节。
"""
    assert shown(text) == [
        ("1.0-1", "市林业局*/市公安局"),
        ("1-1", "市林业局*/市公安局"),
        ("2-1", "市林业局*/市公安局"),
        ("3-1", "市农业农村局*"),
        ("4-1", "市农业农村局*"),
    ]


def test_a_title_over_items_with_marks_of_their_own_keeps_its_own() -> None:
    text = """2024年林业工作举措
一、守护森林资源（市林业局牵头）
1.组建巡护队伍，健全巡护日志，落实网格责任，推广无人机巡查。（责任单位：市公安局）
2.开展病虫普查，9月底前完成除治，清理病死树木，建立台账。（责任单位：市财政局）
"""
    assert shown(text) == [("1-1", "市林业局*"), ("1-2", "市公安局*"), ("1-3", "市财政局*")]


def test_units_alone_in_a_title_over_marked_items_are_no_task() -> None:
    text = """某校2025年要点
一、教学管理（教务处）
1.修订规程。（教务处、教研室）
2.开展竞赛。（教研室）
二、德育管理（德育处）
1.组织主题班会，每月开展一次，做好家校沟通，落实全员育人导师制度。
2.完善评价办法，建立成长档案，组织学生志愿服务，评选美德少年。
"""
    assert shown(text) == [
        ("1.1-1", "教务处*/教研室"),
        ("1.2-1", "教研室*"),
        ("2.1-1", "德育处*"),
        ("2.2-1", "德育处*"),
    ]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("清点库存。\n——县粮食局、县财政局共同牵头，县审计局配合", "县粮食局*/县财政局*/县审计局"),
        ("清点库存。\n牵头：县粮食局  配合：县财政局、县审计局", "县粮食局*/县财政局/县审计局"),
        ("清点库存。主责：县粮食局；协同：县审计局", "县粮食局*/县审计局"),
        ("清点库存（县粮食局、县审计局）", "县粮食局*/县审计局"),
        ("清点库存（县粮食局会同县审计局，各乡镇）。", "县粮食局*/县审计局/各乡镇"),
        ("清点库存（县粮食局、县审计局，8月底前完成）。", "县粮食局*/县审计局"),
        ("清点库存（责任股室：储备股/监督股）。", "储备股*/监督股"),
    ],
)
def test_a_short_mark_names_the_owners_and_leaves_the_text(marked: str, expected: str) -> None:
    (task,) = reading(f"2024年任务清单\n一、重点\n1.{marked}\n").tasks
    assert (task.text.rstrip("。"), owners(task)) == ("清点库存", expected)


def test_a_mark_for_several_items_names_the_owners_of_each() -> None:
    text = """2024年林业要点
一、保障
1.修订规程，健全档案。
2.落实经费标准。
（以上两项均由办公室、财务科负责）
3.完成清查。（以上均由资产科负责）
"""
    assert shown(text) == [
        ("1-1", "办公室*/财务科"),
        ("2-1", "办公室*/财务科"),
        ("3-1", "资产科*"),
    ]


def test_a_convention_lets_all_lead_who_answer_separately_from_there_on() -> None:
    text = """2024年林业要点
一、文件
1.修订规程。（林政科、财务科分别负责）
2.修订标准。（林政科、财务科负责。排在第一位的部门为牵头部门，分别负责为各部门分别牵头，下同）
3.修订定额。（林政科、财务科分别负责）
"""
    assert shown(text) == [
        ("1-1", "林政科*/财务科"),
        ("2-1", "林政科*/财务科"),
        ("3-1", "林政科*/财务科*"),
    ]


def test_a_title_stands_among_the_entries_of_an_index() -> None:
    draft = reading(
        """索 引 号：
000014349/2019-00047
发文机关：
某省林业局
成文日期：
2019年05月23日
标　　题：
某省林业局关于印发2019年林业重点任务的通知
某省林业局关于印发2019年林业重点任务的通知
各市林业局：
一、任务
1.修订规程。（林政处负责）
"""
    )
    assert (draft.title, str(draft.tasks[0].due.on)) == ("2019年林业重点任务", "2019-12-31")


def test_a_date_in_a_mark_for_rules_alone_leaves_the_task_to_its_end() -> None:
    text = "2024年要点\n一、税费\n1.实施退税。（税务局牵头，4月底前出台相关政策）\n"
    (task,) = reading(text).tasks
    assert (str(task.due.on), str(task.deadlines[0].on)) == ("2024-12-31", "2024-04-30")


def test_what_a_site_prints_above_a_document_is_no_task() -> None:
    draft = reading(
        """关于印发《南山区水务局2022年工作要点》的通知
发布时间:2022-02-17 信息来源: 南山区水务局 阅读次数:
  • 成文日期:
    2022-01-26
各科室:
现印发给你们。
南山区水务局
2022年1月26日
附件
南山区水务局2022年工作要点
一、防汛
1.清淤河道12公里。(责任科室:河道科)
"""
    )
    assert [task.text for task in draft.tasks] == ["清淤河道12公里。"]
    assert (draft.issuer, str(draft.issued_on)) == ("南山区水务局", "2022-01-26")


def test_a_stage_ends_with_its_window() -> None:
    text = """关于开展仓库整治的通知
某局
2024年3月5日
一、步骤
（一）自查阶段（3月10日至3月31日）。各仓库要对照清单自查。
（二）整治阶段（4月—5月）。各仓库要整改到位。
"""
    assert [str(task.due.on) for task in reading(text).tasks] == ["2024-03-31", "2024-05-31"]
