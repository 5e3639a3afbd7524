"""Whether a task ends in something that can be checked, goes on, or both."""

import pytest

from data.kinds import Nature
from data.reader.nature import read_nature

TASKS = [
    ("推动修订条例，2023年底前完成。", Nature.DELIVERABLE),
    ("建设查询平台，6月底前上线试运行。", Nature.DELIVERABLE),
    ("完善调控机制，6月底前印发实施方案。", Nature.MIXED),
    ("升级骨干网络，带宽达到100G。", Nature.DELIVERABLE),
    ("6月底前修订预案，“十四五”期间持续提升救援能力。", Nature.MIXED),
    ("高校须严格落实主体责任，自查结果于9月30日前报备。", Nature.MIXED),
    ("（2）压减申请材料20%以上；", Nature.DELIVERABLE),
    ("进一步压减职业资格，年内发布一批新职业。", Nature.MIXED),
    ("健全防返贫机制，对新识别对象10日内落实帮扶。", Nature.ONGOING),
    ("落实18项核心制度。", Nature.ONGOING),
    ("新建服务中心，国庆节前启用。", Nature.DELIVERABLE),
    ("Train 600 stewards and continue peer learning.", Nature.MIXED),
    ("Report progress to Cabinet annually by 31 March.", Nature.ONGOING),
    ("Host the national contest in the third quarter.", Nature.DELIVERABLE),
    ("Promote public transport and cycling.", Nature.ONGOING),
]


@pytest.mark.parametrize(("text", "nature"), TASKS)
def test_the_nature_of_a_task_is_told(text: str, nature: Nature) -> None:
    assert read_nature(text) is nature
