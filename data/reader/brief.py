"""A label of at most 20 signs that tells a task from its siblings, cut from its own words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from data.reader.counted import UNIT_WORDS
from data.reader.latin import is_latin
from data.reader.nature import ACTOR, SETTING

LONGEST, SHORTEST = 20, 4
ENOUGH = 7  # signs that name a task without their routine end
TITLE = 8  # signs of an item's title that stays whole
LOOKED_AT = 300  # signs of a text or clause, from its start
CLAUSES = 12  # of a task's clauses that may name it
MANNER = (
    r"力争|全年|进一步|继续|深入|积极|大力|加快|着力|切实|持续|全面|稳步|有序|逐步|认真|抓紧|统筹|协同"
    r"|共同|联合|扎实|有效|不断|适时|尽快|着重|集中|系统"
    r"|基本|初步|稳妥|严格|努力|主动|广泛|有计划地?|依法|及时|重点"
)
DOING = (
    r"贯彻落实|研究建立|开工建设|组织实施|组织落实|启动实施|启动建设|研究制定|研究制订|研究支持|建立健全|巩固完善"
    r"|健全完善|建立完善|优化再造|推进|组织开展|组织编制|开展|实施|落实|做好"
    r"|加强|完善|印发|召开|启动|举办|办好|出台|建设|建立|健全|强化|提升|提高|优化|深化|拓展"
    r"|完成|制定|制订|研制|发布|编制和发布|编制|编写"
    r"|编发|开发|推广|普及|构建|打造|形成|扩大|加大|推动|推行|实现|组建|成立|遴选|认定|培育"
    r"|改进|巩固|丰富|抓好|试点|试行|参与|参加"
    r"|引进|筹办|放宽|简化|便利|允许|授权|授予|取消|引导|鼓励|支持|指导|督促|促进|协调|交流展示"
    r"|与|组织|探索|利用|更新|总结|会同|配合|明确|规范(?!性)|壮大|扩容|改造|新建"
)
OPENING = re.compile(rf"^(?:(?:{MANNER}|{DOING})(?:和|并|地|好|了|对|在|将|把)?)+")
QUANTITY = re.compile(
    r"^(?:一批|若干|一系列|多种"
    r"|\d[\d.]*\s*[万亿千百]?余?[个门所节套项人名堂件家次届期批]?(?:学时)?(?:左右|以上)?)+的?"
)
DATE = re.compile(
    r"^(?:到|在|于)?(?:20\d\d年)?(?:\d{1,2}月(?:至\d{1,2}月)?)?(?:\d{1,2}日)?(?:[上下]半年|第?[一二三四]季度|每年)?(?:年?底|末"
    r"|[上中下]{1,2}旬)?(?:之?前)?(?=.)"
)
RECURRING = re.compile(r"^(?:在|于)?每[年月周季半学][^，]{0,14}?前(?:将)?(?=.{4})")
ACTION = re.compile(
    r".{4,}?(?:组织开展|合作开展|开展|实施|开辟|设立|举办|推进|建立|完成|建设(?=.{4}))(?=[^，]{4,})"
)
SUBJECT = re.compile(r"^(?:与|在|由|各|地方|国家|中国|全国)")
PUSHED = re.compile(
    r"^(?:鼓励|引导|支持|督促|指导|充分|落实党|深入贯彻|推动落实财"
    r"|高度重视|提高认识|压实责任|明确责任|加强领导|(?:自|从)[^，]{2,24}(?:内|起|开始)$)"
)
INSTRUMENT = re.compile(r"《(?:[^《》]*?关于)?([^《》]+)》")
INSTRUMENTS = re.compile(r"(《[^《》]*》)[和、及与]《[^《》]*》(?:[和、及与]《[^《》]*》)*")
GENRE = re.compile(r"的?(?:指导意见|实施意见|若干意见|意见|通知|决定)$")
BRACKET = re.compile(r"（[^（）]*）|\([^()]*\)")
QUOTE = re.compile(r"“[^”]{2,40}”")
ROUTINE = re.compile(
    r"(?:(?:的)?(?:建设|开发)?(?:和|与)(?:推广)?应用|(?:的)?相关(?:实施)?工作|(?<!讲话)工作|(?<=宣传)力度|(?<=投入)力度)$"
)
ORDER = re.compile(
    rf"^关于(?:(?:{MANNER}|{DOING})(?:和|并)?)*(.{{4,}}?)的((?:指导|实施|若干)?意见|通知|决定|办法)$"
)
CLAUSED = re.compile(r"，(?![^“《（]*[”》）])|\d")
JOINTLY = re.compile(rf"^会同[^，]{{2,30}}?(?={DOING})")
MEASURE = re.compile(
    r"^(.{4,}?)(?:保持在|稳定在|提高到|提升到|下降到|达到|突破|增长|完成|控制在|压[减缩]至)?(?:不少于|不低于|至少|超过)?\d[\d.,]*"
    rf"[万亿千百]*余?(?:{UNIT_WORDS})(?:左右|以上|以内)?$"
)
MEANS = re.compile(r"^(?:.{0,4}?利用|运用|借助|依托)?[^，]{2,10}?(?:构建|转变)(?=.{6,}的)")
PARTNER = re.compile(rf"^(?:协调)?[^，的]{{1,10}}?(?:部|委|局|厅|司)(?={DOING})")
LOOSE_END = re.compile(r"(?:建设|工作|应用|服务|的|等|发展|管理|和|与|及|、|，|：|:)+$")
GENERIC = re.compile(
    r"^(?:工作|建设|应用|机制|发展|水平|能力|质量|作用|活动|服务|研究|相关|有关|各地|各级|力度"
    r"|部署|要求|深入|政策|文件|精神|内容|形式|创新|重大|进行"
    r"|的|和|与|等|年度|重点|情况|方式|教学|管理|任务|安排|学校|地区|政府|信息|教育|目标|举措|措施|要点|时间表|路线图|、)*$"
)
JOINT = re.compile(r"[、和与及](?![^“]*”)")
ENGLISH_OPENING = re.compile(
    r"^(?:By [^,]{3,30}, )?(?:(?:\w+ly )?[A-Z]?[a-z]+e?(?: and [a-z]+)? )"
    r"(?:(?:at least|more than|up to|a|an|the|all|\d[\d,.]*) )*(?=[a-zA-Z])"
)
ENGLISH_SUBJECT = re.compile(
    r"^(?:The |All |Each )?[A-Za-z][\w ,&'-]{2,80}? (?:shall|will|must|should|is to|are to) "
)
ENGLISH_UNIT = re.compile(
    r"^(?:(?:out|up|and|to|with|\d[\d,.]*|km|kilomet(?:re|er)s|hectares|tonnes|miles|percent|%)"
    r"(?: (?:\w+ly|monitor|guide|implement))? (?:(?:of|the|an?|at least) )*)+"
)
ENGLISH_END = re.compile(
    r"(?:[\s,;:.]+(?:and|or|of|the|an?|in|for|to|by|on|with|at|from|among|its|their|all|\d+))*[\s,;:.]*$"
)
STOPS = "。；;！\n，,："


def briefs(items: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """One label for each (item title, task text), distinct within the plan, at most 20 signs."""
    pairs = tuple(items)
    siblings = Counter(title for title, _ in pairs)
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    result: list[str] = []
    for title, text in pairs:
        opens = bool(title) and text.startswith(title)
        ranked = candidates(title, text, alone=opens or siblings[title] == 1)
        label = next((c for c in ranked if c not in taken), None) or _numbered(
            ranked[0], taken, numbers
        )
        taken.add(label)
        result.append(label)
    return tuple(result)


def candidates(title: str, text: str, *, alone: bool) -> tuple[str, ...]:
    """Labels for a task, best first; the item's own title leads where it has no siblings."""
    titled = len(title) <= 2 * LONGEST and not CLAUSED.search(title)
    body = text.removeprefix(title).lstrip(STOPS) if titled else text
    clauses = list(_clauses(body or text))[:CLAUSES]
    ranked = sorted(range(len(clauses)), key=lambda at: (_rank(clauses[at]), at))
    labels = [label for at in ranked if (label := _label(clauses[at]))]
    named = _title_label(title) if titled else ""
    if (alone and titled) or not labels:
        labels.insert(0, named)
    whole = _plain(text).strip(STOPS)
    if is_latin(whole[:60]):
        labels = [_english_title(title) if alone else "", _english(body), _english(whole)]
    return tuple(dict.fromkeys(label for label in (*labels, _words(whole), "…") if label))


def _words(text: str) -> str:
    """The first 20 signs; where words are spaced, no broken one."""
    if len(text) <= LONGEST or " " not in text[:LONGEST]:
        return text[:LONGEST]
    return text[: LONGEST + 1].rpartition(" ")[0]


def _english(text: str) -> str:
    """What an English sentence acts on: its first words without verb, article and number."""
    text = ENGLISH_SUBJECT.sub("", text.strip(STOPS + " ."))
    text = ENGLISH_UNIT.sub("", ENGLISH_OPENING.sub("", text)).partition(". ")[0]
    label = ENGLISH_END.sub("", _words(text))
    return label if len(label) >= SHORTEST else ""


def _english_title(title: str) -> str:
    """The item's title, if need be without its verb, where the whole of it fits."""
    shorter = ENGLISH_UNIT.sub("", ENGLISH_OPENING.sub("", title))
    return next(
        (t for t in (title, shorter) if SHORTEST <= len(t) <= LONGEST and t[:3] != "of "), ""
    )


def _title_label(title: str) -> str:
    return title if len(title) <= TITLE else _label(title) or _cut(_plain(title))


def _clauses(text: str) -> Iterator[str]:
    """The clauses of a text; stops inside quotation marks and brackets part nothing."""
    start = depth = 0
    for at, sign in enumerate(text):
        depth = max(0, depth + (sign in "“《（") - (sign in "”》）"))
        if sign in STOPS and not depth:
            if text[start:at].strip():
                yield text[start:at].strip()
            start = at + 1
    if text[start:].strip():
        yield text[start:].strip()


def _rank(clause: str) -> int:
    """Main clauses first, then those that only push others, then settings."""
    if SETTING.match(clause) and not ACTION.match(clause):
        return 2
    return 1 if PUSHED.match(ACTOR.sub("", clause)) else 0


def _label(clause: str) -> str:
    """What a clause is about: its object, without manner, verb and quantity; empty if nothing."""
    whole = ACTOR.sub("", _plain(clause))
    whole = RECURRING.sub("", whole)
    words = DATE.sub("", OPENING.sub("", JOINTLY.sub("", DATE.sub("", whole))))
    words = OPENING.sub("", words)
    if SUBJECT.match(words) or SUBJECT.match(_plain(clause)):
        words = OPENING.sub("", ACTION.sub("", words, count=1))
    words = OPENING.sub("", PARTNER.sub("", words))
    if "利用" in clause:
        words = OPENING.sub("", MEANS.sub("", words))
    words = ORDER.sub(r"\1\2", QUANTITY.sub("", words).strip(" 　、"))
    label = _cut(_short(MEASURE.sub(r"\1", words)))
    return "" if len(label) < SHORTEST or GENERIC.match(label) else label


def _short(words: str) -> str:
    """Without the routine end that every task has (…建设与应用, …工作), where enough is left."""
    shorter = ROUTINE.sub("", words)
    return shorter if len(shorter) >= ENOUGH and not shorter.endswith(("、", "的")) else words


def _plain(text: str) -> str:
    """Without brackets; of a decree's title only what it is about."""
    text = BRACKET.sub("", text[:LOOKED_AT].strip(" 　").removeprefix("并"))
    return INSTRUMENT.sub(_instrument, INSTRUMENTS.sub(r"\1", text))


def _instrument(found: re.Match[str]) -> str:
    if len(found.group()) <= LONGEST and "关于" not in found.group():
        return found.group()
    return OPENING.sub("", GENRE.sub("", found.group(1))) or found.group(1)


def _cut(words: str) -> str:
    """At most 20 signs, ending where a word or quotation does."""
    words = words.strip(f" 　、的和与{STOPS}")
    if len(words) <= LONGEST:
        return words
    for shorter in (form.strip("、和与及") for form in _shorter(words)):
        fits = SHORTEST < len(shorter) <= LONGEST and shorter.count("“") == shorter.count("”")
        if fits and not GENERIC.match(shorter):
            return shorter
    return ""


def _shorter(words: str) -> Iterator[str]:
    """Shorter forms, best first: a loose end off, the quoted name with its noun, the last noun."""
    yield LOOSE_END.sub("", words)
    joint = JOINT.search(words, 6)
    first = words[: joint.start()] if joint else words
    for part in (first, words):
        quotes = list(QUOTE.finditer(part))
        if quotes:
            yield part[quotes[-1].start() :]
            yield part[quotes[-1].end() :]
    yield from (words[at + 1 :] for at, sign in enumerate(words) if sign == "等")
    yield words[words.rfind("的") + 1 :]
    yield LOOSE_END.sub("", first)
    yield from (quote.group() for quote in QUOTE.finditer(words))


def _numbered(label: str, taken: set[str], numbers: dict[str, int]) -> str:
    """The label with the first number that makes it new; `numbers`: the last one of each label."""
    stem = label[: LONGEST - 3]
    number = numbers.get(stem, 1) + 1
    while (numbered := f"{stem[: LONGEST - len(str(number))]}{number}") in taken:
        number += 1
    numbers[stem] = number
    return numbered
