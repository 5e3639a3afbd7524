"""Whether a task's main clauses end in something that can be checked, go on, or both."""

import re
from itertools import pairwise

from data.kinds import Nature
from data.reader.counted import UNIT_WORDS
from data.reader.latin import is_latin

RESULT = re.compile(
    r"^(?!.{0,6}(?:定期|随时|及时))(?:[^，]{0,8}?)(?:印发|召开|完成|认定|启动|出台|发布|制定|制订|研制|编制|编发|编写|举办"
    r"|办好|组建|成立|建成|遴选|立项|开通|上线|出版"
    r"|验收|公布|增设|设立|选取|评选|新增|开辟|换届|汇编|提交|报送|颁布|修订|配齐|通过[^，]{1,24}(?:评审|认证|验收|评估|复核|认定)$|挂牌|投入使用|启用|新建|改扩建|开工"
    r"|竣工|废止|取消|下放"
    r"|建设(?:国家|省级|教育部网上)|开发(?!应用|与|利用)[^，]{0,12}平台|推荐[^，]{2,30}参评"
    r"|部署[^，]{0,12}资源|交流展示)(?![与和、的前])|^.{0,30}(?:续签|签订|签署)|^支持.*设立"
)
REACHED = re.compile(
    rf"(?<!最高)(?<!\d)\d+(?:\.\d+)?\s*(?:百|千|万|亿)*余?\s*(?:{UNIT_WORDS})"
    r"(?!月|工作日|年级|版本|(?:的?(?:税率|征收|比例征收)))"
    r"|(?<!最高)(?:控制在|压减至|降至|降到|达到|不低于|不少于|突破|提高到|提升到|提高至|提升至)\s*\d(?!\d*[:：])"
)
DATED = re.compile(
    r"(?<!每年)(?:(?:节|月|(?<=月\d)日|(?<=月\d\d)日|旬|季度|半年|年)(?:份|末|底)?(?:之|以)?[前内](?!后)|\d月(?:底|末|份|[上中下]旬|(?=[组开举召]))"
    r"|年底|年内|季度末|[上下]半年|\d年(?=[新改建培引完开启印制出]))"
    r"|\b(?:by|before|within) [^,.]{0,16}\d",
    re.I,
)
REPORTED = re.compile(
    r"(?:每[年月季]|季度末|按[月季]).{0,24}?(?:报送|上报|公示|公布|通报|报告|发布|形成)"
)
LASTING = re.compile(r"持续|长期|常态|以来|每年|每月|每季")
COMPLETED = re.compile(
    r"^(?:基本|初步|全面|逐步)?(?:实现|建立|形成|建立健全)(?=.*(?:制度|台账|清单|一校一码|灾备|整合"
    r"|无纸化|归档|预受理|全覆盖|平台上线|办法|细则))"
)
ONGOING = re.compile(
    r"^(?:“?十[三四五六]五”?(?:时期|期间))?(?:[^，]{2,16}?(?:部门|学校|各地|大学|厅|司|局|部|单位))?(?:继续|进一步|深入|持续|积极|大力"
    r"|加快|着力|切实|充分|不断|全面|稳步|稳慎|稳妥|扎实|常态化|有序|逐步|统筹|协同|协调|巩固|推动|指导|引导|鼓励|支持"
    r"|督促|充分)*"
    r"(?:推进|组织开展|落实|加强|完善|做好|优化|健全|深化|推广|强化|发挥|普及|运用|宣传"
    r"|开发(?!完成)|组织落实|参与|服务|开展|实施|建设|探索|建立|构建|打造"
    r"|培育|推动|引导|鼓励|支持|指导|督促|提高|提升|扩大|加大|拓展|促进|协调|巩固|总结|继续|深入"
    r"|更新|利用|丰富|精简|减轻|整治|维护|规范|试点|把|将|改革|放宽|简化|允许|保障|严格)"
    r"|^(?:进一步|深入|持续|大力|着力|切实|不断|稳步|扎实|动态|科学|广泛|严厉|坚决|从严|严查|严控|用好|打好|打赢|(?:全面)?推行|实行|适时(?!举办|召开|启动|出台|发布)|建强|压实|畅通)"
)
PURPOSE = re.compile(
    r"^(?:逐步|不断|进一步|切实|有效|努力)*(?:提升|提高|促进|引导|探索|扩大|激发|展示|交流"
    r"|研讨|为|确保|增强|形成|打造|服务|方便|带动|营造|助力|满足|发挥|并|以|研究部署|支撑)"
)
SETTING = re.compile(
    r"^(?:为|以(?!点带面)|按照|根据|围绕|结合|通过|采取|针对|面向|在|依托|依据|对|从|与|并按照"
    r"|其中|特别是|包括|同时)"
)
CARRIER = re.compile(
    r"^(?:继续|进一步|深入|全面|持续|组织|着力|积极|利用[^，]{2,8}?|会同[^，]{2,16}?)*(?:开展|实施|组织实施|组织[^，]{0,6}开展|举行|与)"
)
ENGLISH_RESULT = re.compile(
    r"^(?:\w+ )?(?:report to|review|brief|migrate|publish|issue|adopt|complete|launch|establish"
    r"|hold|convene|submit|draft|enact"
    r"|sign|open|train|build|deliver|organi[sz]e|host|conduct|install|connect|construct|pilot"
    r"|approve|appoint|nominate|distribute|release|remove|carry out|run (?:an?|the|\d)|equip"
    r"|inspect|renovate|restore|upgrade|translate|repair|replace|map|compile|ratify|revise|update"
    r"|finali[sz]e|amend|recruit|set up|create"
    r"|rehabilitate|procure"
    r"|(?:develop|design|prepare|produce|introduce) (?:an?|the|\d))",
    re.I,
)
ACTOR = re.compile(
    r"^[^，]{0,40}?(?:部门|单位|学校|高校|大学|厅|司|局|部|委|社|政府|办|地"
    r"|地区|机构|企业|医院|平台|中心)"
    r"(?:(?:要|应当?|须|负责|按照?(?:各自)?职责(?:分工)?)+)(?=.{2})"
)
ENGLISH_REACHED = re.compile(
    r"\b(?:by|before|within) [^,.]{0,16}\d|\d(?:%| [a-z]{2,})|\bby (?:the )?end of\b"
    r"|\bin (?:the )?(?:Q[1-4]|\w+ quarter)"
)
ENGLISH_LASTING = re.compile(
    r"\b(?:annually|quarterly|monthly|weekly|regularly|continuously"
    r"|(?:every|each) (?:year|quarter|month))\b"
)
MARKED = re.compile(r"^(?:[（(]?\d{1,2}[）).、]|[①-⑳]|[一二三四五六七八九十]+是)\s*(?=\D)")
BEFORE = re.compile(r"^[^，\d]{2,16}?(?:日|节|期)(?:之?前|以前|期间)(?=举办|召开|推出|完成|评选)")
KEPT = re.compile(r"^(?:全面|严格|认真|贯彻)*(?:落实|执行|遵守|对照|按照)")  # 落实18项制度
FINISH = re.compile(
    r"^(?:力争|争取|确保|并)?(?:于|在)?(?:20\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日|[底末初]|[上中下]旬|年底|第?[一二三四]季度末?"
    r"|[上下]半年|年内)?(?:之?前)?(?:全部|全面|基本|正式)?(?:完成|(?:上线)?试?(?:上线|运行)|印发|出台|建成|投用"
    r"|投入使用|竣工|完工|发布|实现|交付|启用|通车|开工|落地)(?:实施|投用|投产|使用)?$"
)
LASTS = r"(?:continue|keep|maintain|promote|strengthen|improve|support|encourage|enhance)\b"
ENGLISH_JOINT = re.compile(rf" and (?={LASTS})")
ENGLISH_ONGOING = re.compile(rf"^{LASTS}", re.I)
HELD = re.compile(
    r"(?:适时|组织|并?开展|鼓励|支持(?!.*设立)|指导|引导|推动(?!.{0,20}(?:完成|出台|建成|达到|落地)))"
)


def read_nature(text: str) -> Nature:
    """Sentence by sentence: the first main clause decides, later ones may only add."""
    results = ongoing = False
    for sentence in re.split(r"[。；;！\n]|\. ", text):
        parts = re.split(r"[，,]", ENGLISH_JOINT.sub(",", sentence))
        clauses = [_headed(clause) for clause in parts if clause.strip()]
        result, goes_on = _sentence(clauses)
        results, ongoing = results or result, ongoing or goes_on
    if results:
        return Nature.MIXED if ongoing else Nature.DELIVERABLE
    return Nature.ONGOING


def _headed(clause: str) -> str:
    """The clause from its verb on, where a unit stands before it (各级部门要…, 教育局负责…)."""
    clause = BEFORE.sub("", MARKED.sub("", clause.strip(" 　")))
    return ACTOR.sub("", clause) or clause


def _sentence(clauses: list[str]) -> tuple[bool, bool]:
    """Whether a sentence has a checkable result, and whether it has work that goes on."""
    main = [clause for clause in clauses if not SETTING.match(clause)] or clauses
    checked = [clause for clause in clauses if _is_result(clause)]
    finished = {one for one, after in pairwise(clauses) if FINISH.match(after)}
    others = [c for c in main if c not in checked and c not in finished and _goes_on(c)]
    if not checked:
        return False, bool(clauses)
    first = clauses.index(checked[0])
    for clause in others:
        after = clauses.index(clause) > first
        if CARRIER.match(clause) or (after and PURPOSE.match(clause)):
            continue
        return True, True
    return True, False


def _goes_on(clause: str) -> bool:
    return bool((ENGLISH_ONGOING if is_latin(clause) else ONGOING).match(clause))


def _is_result(clause: str) -> bool:
    if is_latin(clause):
        if ENGLISH_LASTING.search(clause) and not re.search(r"20\d\d|^Publish", clause):
            return False
        return bool(ENGLISH_RESULT.match(clause) or ENGLISH_REACHED.search(clause))
    if REPORTED.search(clause):
        return True
    if (REACHED.search(clause) and not KEPT.match(clause)) or (
        DATED.search(clause) and not LASTING.search(clause)
    ):
        return True
    if SETTING.match(clause) and not RESULT.match(clause):
        return False
    if HELD.match(clause):
        return False
    return bool(RESULT.match(clause) or COMPLETED.match(clause))
