"""Briefs: what a task acts on, in at most 20 signs, told from its siblings."""

import pytest

from data.reader.brief import briefs


@pytest.mark.parametrize(
    ("text", "brief"),
    [
        ("推动数字资源公共服务体系建设与应用，开展试点。", "数字资源公共服务体系"),
        ("稳步开展新高考录取平台升级完善工作。", "新高考录取平台升级完善"),
        ("在部门户网站开辟网上办事大厅，方便群众。", "网上办事大厅"),
        ("研究制定关于进一步加强教育管理信息化的指导意见。", "教育管理信息化指导意见"),
        ("协调财政部加大薄弱学校改造资金投入力度。", "薄弱学校改造资金投入"),
        ("全年城镇新增就业1200万人左右。", "城镇新增就业"),
        ("市城管局应当会同市发展改革委编制垃圾分类专项规划。", "垃圾分类专项规划"),
        ("启动实施信息化2.0行动计划。", "信息化2.0行动计划"),
        ("Build at least 15 treatment plants.", "treatment plants"),
    ],
)
def test_a_brief_names_what_is_acted_on(text: str, brief: str) -> None:
    assert briefs([("重点任务", text), ("重点任务", "另一项任务。")])[0] == brief
