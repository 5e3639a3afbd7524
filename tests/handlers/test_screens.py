"""Every answer that one looks at fits a phone's screen, or is paged."""

import pytest

from tests.handlers.test_looking import fits, pages
from tests.people import COORDINATOR, LEAD, READER, House

LOOKS = {
    COORDINATOR: (
        *("总览", "总览 按单位", "总览 按目标", "总览 科技司", "总览 红", "总览 黄", "待处理"),
        *("审核", "督办单", "单位", "联络员 科技司", "为何 科技司", "暂停", "计划", "帮助"),
        *("周报", "周报 按目标", "历史 4-1", "群", "看板", "邀请 全部"),
    ),
    LEAD: ("任务", "为何", "为何 4-1", "历史 4-1", "周报", "帮助", "账号", "交接", "撤回"),
    READER: ("任务", "总览", "总览 科技司", "周报", "周报 按目标", "历史 4-1", "帮助", "看板"),
}


@pytest.mark.parametrize("who", LOOKS)
def test_what_one_looks_at_fits_a_screen(house: House, who: str):
    for said in ("报送 4-1 联通省级平台6个，已完成30%", "确认", "受阻 9-2 经费未到位", "确认"):
        house.say(LEAD, said)
    house.prompt(LEAD, ["4-1", "4-2", "9-2"])
    answers = {said: pages(house, who, said) for said in LOOKS[who]}
    tall = {
        said: answer.text
        for said, found in answers.items()
        for answer in found
        if not fits(answer.text)
    }
    assert tall == {}
