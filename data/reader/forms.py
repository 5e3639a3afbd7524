"""What the form of a name says of its unit: its kind, or that it is no unit at all."""

import re

from data.kinds import UnitKind
from data.reader.latin import is_latin

LONGEST = 40  # signs of one Chinese name; an English one may have more
TRAILING = re.compile(r"[（(〔\[][^（）()〔〕\[\]]*[）)〕\]]$")

CLASS = (
    r"(?:部门|单位|司局|处室|科室|方面|地方|地区|高校|学校|院校|学院|企业|机构|机关|省份|省|市"
    r"|县|区|州|地|政府|医院|协会|园区|街道|乡镇"
    r"|社区|基层|校|院|委|办|局|厅|司|组织|团体|公司|主体|中心|党委|专班|盟|旗|镇|乡|科|处|室|支部"
    r"|兵团|语委|党组|公社|银行)"
)
GROUP = re.compile(
    rf"^(?:各|所有|全体|地方各级|省级|市级|县级|区县|市县(?!场)|省市(?!场)|基层|国务院(?:有关"
    rf"|相关|各)|部内各)[^，。]*{CLASS}$"
    rf"|^(?:有关|相关|其他|其它)[^，。]*{CLASS}$|^地方$"
    rf"|(?:有关|相关|各|所属|直属|成员)(?:业务|职能|行业|省直|市直|中央)?{CLASS}$"
    r"|(?:部门|地区|单位|司局|处室|市县|高校|学校|街道|乡镇|镇街|园区|企业|国企|运营商|机构|省份)$"
    r"|^各(?:村|镇街|直属海关|[^，。]{1,6}组)$|(?:公安|税务|司法|行政|审判|检察)机关$|^[\u4e00-\u9fff（）]{1,6}村（居）委会$"
    r"|(?:公立|民办|定点|级|中小|各类)(?:医院|院校)$|(?:部门|单位|地区|司局)(?:和|及"
    r"|与)[^，。]{1,12}$"
    r"|^(?:[Aa]ll|[Rr]elevant|[Ll]ocal|[Ee]ach|[Oo]ther|[Cc]oncerned|[Pp]rovincial"
    r"|[Mm]unicipal)\b.*"
    r"(?:departments|ministries|bureaus|offices|governments|agencies|authorities|units|schools"
    r"|universities|institutions|provinces|cities|regions|partners)$"
    r"|\b(?:departments|ministries|governments|agencies|authorities|units|bureaus|councils"
    r"|municipalities|communities|districts)$"
)
OTHER = re.compile(
    r"(?:公司|集团|总社|协会|学会|联合会|商会|交易所|工会|残联|妇联|文联|科协|侨联|工商联|联盟"
    r"|合作社|校友会|理事会|分行|支行|分公司|农发行|国开行"
    r"|高新区|经开区|开发区|农高区|示范区|保税区|新区|试验区|度假区|风景区|管理区"
    r"|团委|团省委|团市委|团区委|团县委|团中央|共青团中央|贸促会|红十字会|(?<!人民)银行|电信"
    r"|联通|移动|铁塔|电网"
    r"|人民政府|政府|管委会|管理委员会|街道办事处|街道办|兵团|园区|企业)$"
    r"|(?:Corporation|Company|Group|Ltd\.?|Inc\.?|Bank|Association|Federation|Union|Foundation)$"
)
DEPARTMENT = re.compile(
    r"(?:部|委|厅|局|司|署|办|处|科|股|室|委员会|监会|政法委|办公室|秘书处|人民银行|国务院|法院|检察院"
    r"|领导小组|指挥部|专班|工作组|委办|总队|支队|大队|监委|军区|军分区|人大|政协|巡视组|工委|党组|党委|安委会|防指|机关|海关"
    r"|纪检监察组|纪检组|纪委监委|中支)$"
    r"|^(?:The )?(?:[\w’'-]+ ){0,4}(?:Ministry|Department|Bureau|Office|Commission|Agency|Authority"
    r"|Administration|Directorate|Secretariat|Division|Treasury|Cabinet|Council|Committee)\b"
)
AFFILIATE = re.compile(
    r"(?:中心|馆|社|台|站|大学|学院|党校|研究院|研究所|科学院|教科院|规划院|设计院|医院|院|所"
    r"|校|园|基金会"
    r"|实验室|队|基地)$"
    r"|\b(?:Institute|Cent(?:er|re)|University|College|Library|Academy|School|Hospital|Museum"
    r"|Press|Archives|Service)\b"
)
NOT_A_NAME = re.compile(
    r"[。！？：“”《》…%％]|\d{3}|^[的了和与及]"
    r"|(?:全|内|外|局|干|东|西|中|南|北|大|骨)部$|(?:主|承|举|创|开|公|民|交|督|经|代|网|通|停|兴)办$"
    r"|[布格结全大变]局$|[用好到各长]处$|[学本专百文理工]科$|教室$|[控参入持]股$|(?:平|后|前|中|舞|出|擂)台$|网站$|团队$|[场厕]所$"
    r"|[校公家花果茶乐田]园$"
    r"|^(?:衡量|促进|考核|通过|推动|推进|加强|建立|健全|完善|确保|实现|支持|鼓励|引导|指导|督促"
    r"|组织(?![部处科办室人])|开展|落实|提高|提升|强化|反馈|报|向|由|对|为)"
)


def kind_by_form(name: str) -> UnitKind | None:
    """The kind that the name's words show; None when it is not formed like a unit's name."""
    name = bare(name)
    longest = LONGEST * 3 if is_latin(name) else LONGEST
    if not 2 <= len(name) <= longest or NOT_A_NAME.search(name):
        return None
    if GROUP.search(name):
        return UnitKind.GROUP
    for form, kind in (
        (OTHER, UnitKind.OTHER),
        (DEPARTMENT, UnitKind.DEPARTMENT),
        (AFFILIATE, UnitKind.AFFILIATE),
    ):
        if form.search(name):
            return kind
    return None


def bare(name: str) -> str:
    """The name without a bracket at its end: 省市场监管局（省知识产权局） → 省市场监管局."""
    return TRAILING.sub("", name.strip()) or name.strip()
