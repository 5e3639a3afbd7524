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
        ("各责任单位要高度重视，制订工作方案。", "工作方案"),
        ("自印发之日起30个工作日内，出台配套细则。", "配套细则"),
        ("工作目标：新建农村公路10万公里。", "农村公路"),
        ("新农合参保率保持在98%以上。", "新农合参保率"),
        ("严格规范性文件监督管理。", "规范性文件监督管理"),
        ("The Ministry of Finance shall develop a funding formula.", "funding formula"),
        ("Restore 1,200 hectares of mangroves.", "mangroves"),
        ("Build at least 15 treatment plants.", "treatment plants"),
    ],
)
def test_a_brief_names_what_is_acted_on(text: str, brief: str) -> None:
    assert briefs([("重点任务", text), ("重点任务", "另一项任务。")])[0] == brief


def test_a_task_that_opens_with_its_items_title_takes_its_name() -> None:
    pairs = [
        ("开展免费筛查", "开展免费筛查。完成全部任务。"),
        ("开展免费筛查", "明确时间表，12月前报送总结。"),
    ]
    assert briefs(pairs)[0] == "开展免费筛查"
    assert briefs([("Low emission zones", "Low emission zones. Name them.")]) == (
        "Low emission zones",
    )
