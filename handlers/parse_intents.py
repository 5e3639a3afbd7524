"""What a report wants: progress, done, blocked, extend, decline or a bare receipt."""

import re
from collections.abc import Sequence

from handlers.parse_clauses import Clause
from handlers.parse_items import Intent
from handlers.parse_overlap import overlap
from handlers.parse_percent import strange_stage

_I = re.IGNORECASE
_DECLINE = re.compile(
    r"不属于?(?:于)?我|不是我[们司处馆局办室中院校单部]?[\u4e00-\u9fff]{0,3}的?(?:职责|任务|工作"
    r"|事|范围|牵头)?"
    r"|不归我|非我[司处馆局办单们]|不在我[\u4e00-\u9fff]{0,4}(?:职责|范围)|(?:有|提出)异议"
    r"|分工(?:有误|不对|错|不准|不合)"
    r"|(?:责任|牵头|承办)单位(?:有误|不对|错|应)|表述(?:有误|不准|不妥)|(?:应该?|建议"
    r"|请)(?:调整?为|改为|改)?由[^,。;]{1,14}(?:牵头|负责|承担|办理)"
    r"|我[\u4e00-\u9fff]{0,3}(?:未|没有?|不)(?:曾|再)?(?:承担|负责|参与)(?:此|该|这|本)"
    r"|请转(?:交|给|办|至)?|转交给?|与我[\u4e00-\u9fff]{0,4}无关|我[司处馆局办]?不(?:再)?(?:承担"
    r"|负责|是牵头|是责任)"
    r"|\bnot (?:ours|our (?:task|responsibility|job|remit))|\bwrong (?:unit|department|wording)"
    r"|\bshould be (?:led|handled) by",
    _I,
)
_NO_EXTEND = re.compile(
    r"(?:不|无需|不用|没有?|不需要?|不会|未|无须|勿)[申请需要再]{0,4}(?:延期|推迟|延后|延长|宽限)"
    r"|no extension",
    _I,
)
_EXTEND = re.compile(
    r"(?:申请|请求|恳请|请|想|希望|能否|可否|是否可以|可不可以|能不能|需要?|拟|建议|只能|得"
    r"|可能)[^,。;]{0,14}"
    r"(?:延期|延后|推迟|宽限|延长|顺延|展期|往后[延推]|延(?=[一两二三几半\d到至])|缓一?缓|晚(?:几"
    r"|一|两|三|\d))"
    r"|推迟[到至] *(?:左右|之?前)?(?:才能?|方可|再)?(?:完成|办结|报送|交付)"
    r"|(?:申请|请|能否|能不能|希望|可否)[^,。;]{0,6}(?:再|多)给"
    r"|延期(?=[至到]|$|[,。;!? ]|[一二两三四半\d]|申请|完成|报送)|宽限|顺延[至到]|展期"
    r"|时限[^,。;]{0,6}(?:改|调|延)[^,。;]{0,4}[至到]|\bexten(?:d|sion)\b|\bpostpone|\bmore time\b",
    _I,
)
_NO_BLOCK = re.compile(
    r"(?:没有?|无|未|不)(?:遇到|存在|发现|出现|任何|什么|大的|太大|需|需要|用|须)*(?:困难|阻力"
    r"|障碍|问题|瓶颈|协调|卡点)"
    r"|(?:问题|困难|障碍|瓶颈)[^,。;]{0,4}(?:已|均|都)[^,。;]{0,4}(?:解决|克服|化解|消除)|(?:已"
    r"|正在?)[^,。;需请]{0,10}协调|解决了?[^,。;]{0,10}(?:问题|困难)"
    r"|(?:no|without) (?:problem|issue|difficult)|not blocked",
    _I,
)
_BLOCKED = re.compile(
    r"受阻|卡住|卡在|卡壳|停滞|停工|搁置|推不动|推不下去|推进不(?:了|下去|动)|动不了|没法(?:推|开"
    r"|做|弄|办|继续|干)|进展受限"
    r"|(?:无法|难以|不能)(?:按期|按时|正常|继续|有效)?(?:推进|开展|完成|实施|落实|继续|启动|进行"
    r"|接入)"
    r"|(?:需要?|请|恳请|望|盼|希望|请求|建议|亟需|帮忙|麻烦)[^,。;]{0,14}(?:协调|支持解决|帮助解决"
    r"|出面|帮忙解决)"
    r"|(?:遇到|存在|面临|碰到)[^,。;:]{0,8}(?:困难|阻力|障碍|问题|瓶颈)(?! ?:)"
    r"|(?:经费|资金|人员|设备|批复|数据|预算|场地|款)[^,。;已]{0,4}(?:未|没有?|尚未|不)(?:能|有"
    r"|及时|完全)?(?:到位|落实|下达|批|拨|到账)"
    r"|(?:缺|缺少|缺乏)(?:经费|资金|人手|设备|人员|预算)|\bblocked\b|\bstuck\b|\bheld up\b"
    r"|\bcannot proceed|\bneed(?:s)? (?:help|coordination)",
    _I,
)
_DONE = re.compile(
    r"办结|完结|销[号账]|核销|结项|结案|(?:办理|处理|落实|执行)完毕|完成了?(?:全部|所有"
    r"|全年)[^,]{0,8}任务|(?:全部|全面|圆满|如期|按期|按时|顺利|提前|均|都|超额)(?:已经?)?(?:完成"
    r"|落实"
    r"|做完)|搞定|[做弄办干]完了?|[做弄办搞]好了(?=$|\W)|完工|收官"
    r"|已经?(?:全部|全面|圆满|按期|按时|如期|顺利|均|都|提前|高质量)?完成了?(?=[ ,。;!?~]|$|该项"
    r"|本项|全部|全年|任务|工作(?!方案)|啦|，)"
    r"|(?:任务|工作)完成了?$|^ *完成了?[ !。]*$|完成了$|完成啦|\b(?:completed|finished|done)\b"
    r"|\bcomplete\b",
    _I,
)
_NOT_DONE = re.compile(
    r"(?:未|没有?|不|尚未|还没|难以|无法|才|基本上?|初步|大体|部分|大部分|接近|快|将|即将|能|可以?"
    r"|会|待|前|后|等|"
    r"一半|\bnot|n't|\bto be|\bwill be|\bpartly)(?:能|能够|有|被|完全|全部|按期|按时|都|做| )*$",
    _I,
)
_PARTLY = re.compile(
    r"其余|部分|[一二三四五六七八九十]期|首批|第[一二三四五六七八九十\d]+(?:批|期|轮|阶段|步|季度)"
    r"|[上下]半年|\bpart\b"
    r"|会议?$|座谈|启动会|推进会|培训会|研讨"
)
_SUBJECT_FILLER = re.compile(
    r"[半一二两三四五六七八九十几]个?(?:多?月|周|星期|天)|我们|我[司处馆局办室校单位]+|这个?项?"
    r"|该项?|本项?|此项?|的|任务|工作|事项?|事情|已经?|目前"
    r"|现在|均|都|全部|全面|按要求|如期|按期|按时|"
    r"圆满|顺利|提前|请予?|申请|领导|您好|你好|报告|各项|上述|全年|年度|目标|了|现|也|就|终于|今天"
    r"|昨天|于|在|已于|率先|第|项|高质量|并"
)
_ACK_HEAD = re.compile(
    r"^\W*(?:收到|好的|好嘞|好滴|好哒|好|已阅|已悉|知悉|知道了?|了解|明白|遵照执行|照办|即办|谢谢"
    r"|感谢|嗯+|行|可以|没问题|签收|已收|"
    r"马上(?:办|安排|落实|部署)|立即(?:办|安排|落实|部署)|ok|okay|got it|thanks|noted|received"
    r"|roger|will do|sure)"
    r"(?=$|\W|了|我|马上|立即|将|会|尽快|一定|谢|安排|抓紧|落实|悉|，|辛苦|处|老师|领导|的"
    r"|[啦哈呢哦噢呀]|知道|收到|好|明白)",
    _I,
)
_ACK_FILLER = re.compile(
    r"收到|好的?|已阅|已悉|知悉|知道|了解|明白|谢谢|感谢|辛苦|我们|我[司处馆局办]|一定|尽快|马上"
    r"|立即|抓紧|按要求|按照|按|要求|通知|"
    r"推进|安排|落实|部署|办理|研究|报送|反馈|组织|完成|执行|遵照|照办|工作|领导|老师|处长|主任"
    r"|同志|的|了|会|将|就|去|办|请|放心|第一时间|"
    r"[啦哈呢哦噢呀啊]|司|ok|okay|got it|thanks|thank you|noted|received|roger|will do|sure|嗯|行"
    r"|可以|没问题|贯彻"
    r"|认真|及时|跟进",
    _I,
)
_OK_SIGNS = frozenset("👌👍🙏🫡✅🆗🤝💪✔☑")


def intent(
    parts: Sequence[Clause], words: str, percent: float | None, open_: bool
) -> tuple[Intent, tuple[Clause, ...]]:
    """What a report wants and the clauses that say so.

    `open_` is set when something is said to be left or ahead, so that it cannot be done.
    """
    if said := _saying(parts, _DECLINE, None):
        return Intent.DECLINE, said
    if said := _saying(parts, _EXTEND, _NO_EXTEND):
        return Intent.EXTEND, said
    if said := _saying(parts, _BLOCKED, _NO_BLOCK):
        return Intent.BLOCKED, said
    finished = tuple(clause for clause in parts if _finishes(clause, words))
    if (percent == 100 or (finished and percent is None)) and not open_:
        return Intent.DONE, finished
    return Intent.PROGRESS, ()


def _saying(
    parts: Sequence[Clause], pattern: re.Pattern[str], unless: re.Pattern[str] | None
) -> tuple[Clause, ...]:
    return tuple(
        clause
        for clause in parts
        if pattern.search(clause.flat) and not (unless and unless.search(clause.flat))
    )


def _finishes(clause: Clause, words: str) -> bool:
    flat = clause.flat
    for match in _DONE.finditer(flat):
        before = flat[: match.start()]
        if _NOT_DONE.search(before[-8:]) or clause.planned(match.start()) or "?" in flat:
            continue
        if _whole(before, words) and not re.match(
            r"[^,]{0,2}(?:吗|么|多少|\d)", flat[match.end() :]
        ):
            return True
    return False


def _whole(before: str, words: str) -> bool:
    """Whether the subject of 已完成 is the task itself and not a stage or part of it."""
    if _PARTLY.search(before) or strange_stage(before, words):
        return False
    subject = re.sub(r"[^\u4e00-\u9fff]", "", _SUBJECT_FILLER.sub("", before))
    return len(subject) <= 1 or overlap(subject, words) > 0


def is_receipt(text: str) -> bool:
    """Whether a text says nothing but that it was received: 收到, 好的，马上安排, 👌."""
    signs = [sign for sign in text if sign.isalnum() or ord(sign) > 0x2600]
    if signs and all(sign in _OK_SIGNS or not sign.isalnum() for sign in signs):
        return any(sign in _OK_SIGNS for sign in signs)
    if not _ACK_HEAD.match(text):
        return False
    return sum(map(str.isalnum, _ACK_FILLER.sub("", text))) <= 3
