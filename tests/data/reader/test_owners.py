"""Owner marks in every style: where they stand, who leads, who supports."""

import pytest

from data.kinds import Role, UnitKind
from data.reader.marks import owner_marks
from data.reader.owners import due_words, names, owner_words, read_owners
from data.reader.registry import Registry
from data.reader.shipped import registry

# One paragraph with one mark; leads carry a star, a slash parts the names.
STYLES = [
    ("做好统筹。（责任单位：科技司、相关业务司局）", "科技司*/相关业务司局"),
    (
        "建设校园。（责任单位：科技司、中央电教馆，地方教育行政部门）",
        "科技司*/中央电教馆/地方教育行政部门",
    ),
    ("推广普通话。（责任单位：语用司、各地教育行政部门和语委）", "语用司*/各地教育行政部门和语委"),
    ("共享数据。（数据局牵头，各部门及各地区按职责分工负责）", "数据局*/各部门/各地区"),
    (
        "统一标准。（水利部牵头，应急部等国务院有关部门按职责分工负责）",
        "水利部*/应急部/国务院有关部门",
    ),
    ("扩大试点。（财政部、税务总局负责，排在第一位的部门为牵头部门，下同）", "财政部*/税务总局"),
    ("扩大试点。（负责部门：民航局、铁路局，适用范围：海南自贸港）", "民航局*/铁路局"),
    ("便利通关。（负责部门：海关总署；适用范围：所有口岸）", "海关总署*"),
    ("研究政策。（商务部、财政部等有关部门负责）", "商务部*/财政部/有关部门"),
    ("降低费用。（负责部门：人民银行等部门）", "人民银行*"),
    ("建好平台。（教育部会同有关部门负责）", "教育部*/有关部门"),
    ("建好平台。（科技司、规划司牵头，财务司配合）", "科技司*/规划司*/财务司"),
    ("建好平台。（科技司牵头，基教司、职成司，人事司配合）", "科技司*/基教司/职成司/人事司"),
    ("建好平台。（牵头单位：教务处，配合单位：学生处、团委）", "教务处*/学生处/团委"),
    ("建好平台。（牵头：教务处；配合：财务处）", "教务处*/财务处"),
    ("培育企业。（责任单位：省科技厅、工业和信息化厅）", "省科技厅*/省工业和信息化厅"),
    (
        "培育企业。（责任单位：省科技厅、财政厅，市商务局、统计局）",
        "省科技厅*/省财政厅/市商务局/市统计局",
    ),
    ("加强宣传。（责任单位：省委宣传部、网信办，教育厅）", "省委宣传部*/省委网信办/教育厅"),
    (
        "打击假冒。（责任单位：省市场监管局（省知识产权局），各市、县〔市、区〕政府）",
        "省市场监管局（省知识产权局）*/各市、县〔市、区〕政府",
    ),
    ("落实补贴。（各省（区、市）人民政府负责）", "各省（区、市）人民政府*"),
    ("责任单位：教务处、人事处", "教务处*/人事处"),
    ("【责任单位】教务处、人事处", "教务处*/人事处"),
    ("完成验收。责任单位：市教委、财政局。", "市教委*/市财政局"),
    ("完成验收。由市教委牵头，市财政局、人社局配合。", "市教委*/市财政局/市人社局"),
    ("建设平台（责任单位：信息办）。", "信息办*"),
    ("建设平台。（水利部、应急部）", "水利部*/应急部"),
    ("建设平台。（责任单位：信息办；责任人：张三）", "信息办*/张三"),
    (
        "Build it. (Responsible: Ministry of Finance, Bureau of Statistics)",
        "Ministry of Finance*/Bureau of Statistics",
    ),
    (
        "Build it. (Lead: Ministry of Health; Support: National Library)",
        "Ministry of Health*/National Library",
    ),
    ("评选学校。（机关党委、组织处、驻厅纪检监察组）", "机关党委*/组织处/驻厅纪检监察组"),
    ("深化改革。（县农业农村局、县纪委监委机关，各乡镇）", "县农业农村局*/县纪委监委机关/各乡镇"),
    (
        "加强融资。（人民银行某省分行、省金融监管局，列首位者牵头，下同）",
        "人民银行某省分行*/省金融监管局",
    ),
    (
        "Build it. (Lead: Dean’s Office; Support: Planning and Data Office, Students’ Union)",
        "Dean’s Office*/Planning and Data Office/Students’ Union",
    ),
    (
        "Build it. (Lead: Department for Science, Innovation and Technology; Support: Police)",
        "Department for Science, Innovation and Technology*/Police",
    ),
    ("开展演练。（省应急厅、消防救援总队）", "省应急厅*/省消防救援总队"),
    ("加强监测。（市金融办、清江银保监分局、税务局）", "市金融办*/清江银保监分局/市税务局"),
    ("建好园区。（市科技局、高新区、市安委会）", "市科技局*/高新区/市安委会"),
    ("上报数据。完成时限：3月20日前。责任科室：运营部、财务部。", "运营部*/财务部"),
    (
        "责任单位：市工信局、市环境局（按职责分工负责）；各区县人民政府",
        "市工信局*/市环境局/各区县人民政府",
    ),
    ("做好就业。（责任单位：就业中心；分管校领导：王某）", "就业中心*/王某"),
    ("Responsible: Department of Education and Training", "Department of Education and Training*"),
]


@pytest.mark.parametrize(("paragraph", "expected"), STYLES)
def test_a_mark_names_its_units_and_their_roles(paragraph: str, expected: str) -> None:
    (mark,) = owner_marks(paragraph)
    owners = read_owners(mark.content, registry())
    assert "/".join(o.name + "*" * (o.role is Role.LEAD) for o in owners) == expected


@pytest.mark.parametrize(
    "paragraph",
    [
        "做好中国教育经济信息网（CEE）信息系统运行维护与服务。",
        "加强信息系统（网站）的监测，落实《管理办法（试行）》。",
        "各省、自治区、直辖市教育厅（教委），新疆生产建设兵团教育局：",
        "医院自查自评（由医院负责人签字后上报）。",
        "合理安排有关省（市）的用地计划。",
        "（二）市市场监管局（市知识产权局）",
        "完成教材（1～6年级，共12册）的开发。",
        "支持开展试点：成熟一批，推广一批。",
        "体育总局要会同有关方面做好指导、督查和总结工作。",
        "报送工作总结。县委农办牵头抓总，定期调度。",
    ],
)
def test_other_brackets_and_sentences_are_no_marks(paragraph: str) -> None:
    assert owner_marks(paragraph) == ()


def test_several_marks_in_a_paragraph_are_all_found() -> None:
    text = "改革登记。（市场监管总局负责）培养人才。（教育部负责）用好技术。（科技部、网信办负责）"
    contents = [mark.content for mark in owner_marks(text)]
    assert contents == ["市场监管总局负责", "教育部负责", "科技部、网信办负责"]


def test_a_bare_list_beside_fuller_marks_closes_its_clause() -> None:
    text = "公布清单（市数据局、市司法局）；压减材料（市数据局牵头）；测评（市机关工委）。"
    assert [mark.content for mark in owner_marks(text)] == [
        "市数据局、市司法局",
        "市数据局牵头",
        "市机关工委",
    ]
    assert owner_marks("报有关部门（市教育局、市财政局）。") == ()


def test_the_words_of_a_mark_stay_as_written_without_label_date_and_scope() -> None:
    content = "负责部门：甲局、乙局，完成时限：2024年6月底前；适用范围：全国"
    assert owner_words(content) == "甲局、乙局"
    assert due_words(content) == "2024年6月底前"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("科技司", UnitKind.DEPARTMENT),
        ("人教社", UnitKind.AFFILIATE),
        ("国家汉办", UnitKind.AFFILIATE),
        ("相关业务司局", UnitKind.GROUP),
        ("国家卫生健康委", UnitKind.DEPARTMENT),
        ("银保监会", UnitKind.DEPARTMENT),
        ("中国铁路总公司", UnitKind.OTHER),
        ("国务院相关部门", UnitKind.GROUP),
        ("市疾控中心", UnitKind.AFFILIATE),
    ],
)
def test_kinds_come_from_the_registry_or_from_the_name(name: str, kind: UnitKind) -> None:
    assert read_owners(f"责任单位：{name}", registry())[0].kind is kind


def test_a_registry_may_be_empty() -> None:
    assert read_owners("责任单位：科技司", Registry())[0].name == "科技司"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("财政、教育等部门", ("财政部门", "教育部门")),
        ("各级教育、财政部门", ("各级教育部门", "各级财政部门")),
        ("财政、教育等有关部门", ("财政部门", "教育部门", "有关部门")),
        ("教育部和财政部", ("教育部", "财政部")),
        ("市自然资源和规划局", ("市自然资源和规划局",)),
        ("实验室与设备管理处", ("实验室与设备管理处",)),
        ("教务处与人事处", ("教务处", "人事处")),
        ("各地教育行政部门和语委", ("各地教育行政部门和语委",)),
    ],
)
def test_fields_and_pairs_become_whole_names(written: str, found: tuple[str, ...]) -> None:
    assert names(written) == found
