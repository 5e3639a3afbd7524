"""Quantified targets: the numbers that an official could count up to at the year's end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from data.reader.brackets import depths
from data.reader.clauses import Stops
from data.reader.counted import ENGLISH, NUMBER, SCALES
from data.reader.draft import Target
from data.reader.latin import is_latin
from data.reader.metrics import CUES, leading_verb, named

AT_LEAST = re.compile(
    r"(?:[≥＞]|不(?:得|能|应)?(?:少于|低于)|至少(?:有|安排|配备|建成|开展|举办)?|(?<!不)超过|突破|不小于|大于|多于|高于"
    r"|[Aa]t least|[Mm]ore than|[Oo]ver|[Nn]o fewer than|[Nn]o less than)"
    r"(?:[^\d，。；、]{2,8}的)?\s*$"
)
AT_MOST = re.compile(
    r"(?:[≤＜]|不(?:得|能|应)?(?:超过|高于|多于)|不大于|(?<!不)(?<!不[得能应])(?:低于|少于|小于)"
    r"|[Aa]t most|[Uu]p to|[Nn]o more than|(?<!no )(?<!No )(?<!not )(?:[Ff]ewer|[Ll]ess) than)\s*$"
)
ABOUT = re.compile(r"(?:约|大约|大概|[Aa]bout|[Aa]round|[Aa]pproximately)\s*$")
KEPT_UNDER = re.compile(
    r"(?:控制在|压[减缩]至|降[至到]|不超过|低于|[Bb]elow|[Uu]nder|[Ww]ithin)\s*$"
)
AFTER = {"以上": ">=", "及以上": ">=", "左右": "~", "上下": "~", "以内": "<=", "以下": "<="}
SCOPE_AFTER = re.compile(
    r"^(?:年级|版本|月|工作日|小时|方面|环节|层次|阶段|维度|学期|学年|工作小时|学科各|部分"
    r"|大类各|级别|季度|分之)|^(?:学科|年级|地方|省份?|市)各"
)
LOOSE_BEFORE = re.compile(
    r"(?:第|每|各|面向|针对|落实|执行|遵守|对照|贯彻|年满|满|前|近|过去|共有|现有|已有|原有|其余|约占|最高|分|每人|每户|每家|减按|税率为?|(?<!拟)按照?|《)\s*$"
)
RISING = re.compile(r"(?:提高|增加|增长|上升|扩大|降低|下降|减少|缩短|压缩|提升|降|增)[到至为]")
CUT_TO = re.compile(
    r"(?:压[缩减]|缩短|缩减|减少|减|降|提速|控制|稳定|限定)[^，。；\d]{0,6}[到至为在]\s*$"
    r"|(?:工作日|个月|小时|分钟|天|日)(?:以内|之内|内)?[和、及]\s*$"
)
KINDS = ("timed", "measured", "rated", "counted")
COMPOUND = 2  # words of an English noun that stay together
NOT_AFTER = re.compile(r"（含）|年(?!轻|青|老|长)|月|号|制(?!度|定|作)|版")
PURE = re.compile(
    r"(?:数量?|总量|规模|人数|总数|用户|总人数)(?:达到?|超过|突破|增加|新增|为|不少于)?\s*$"
)
STARTING = re.compile(r"[^，。；]{0,8}?(?:启动|谋划|筹备|探索)(?!实施[^，]{0,40}培训)")
WORDS = re.compile(r"[^\d，。；]{2,30}")
LIST = 120  # signs before a number in which what it sums up is listed
NEAR = 20  # signs before a number in which its cue stands
MOST_SHARED = 10  # numbers of a clause that 分别 is taken to speak of
CLAUSE_END = "，。；！,;:：\n"
LEAD_IN = re.compile(r"^(?:计划|全年|其中|并|力争|确保|预计|年内|，|、|和|及|以及|与)+(?=.{3})")
HOLDER = re.compile(
    r"^(.*?(?:院校|学校|中小学|高校|幼儿园|机构|企业|医院|单位|城镇|农村|乡村|社区|园区))(?=.)"
)
PAIR = re.compile(r"([\u4e00-\u9fff]{2})[和、]([\u4e00-\u9fff]{2})")
TITLES = re.compile(r"《[^》]{0,200}》|〔[^〕]{0,20}〕[^，。、]{0,20}?号|“[^”]{0,20}”")
COUNTED_EACH = re.compile(  # 科技副总、产业教授各300名; 提高到每人每年6480元
    r"、[^，。；、]{2,12}各\s*$|(?:提高[到至]|达到|不低于|增至)每[人户生班床][每年月/]{0,4}(?:不低于|不少于|[\d.]+元[和、])?$"
)
REWARD = re.compile(
    r"(?:给予|予以)[^，。；\d]{0,16}$|(?:奖励|补贴|补助|奖补|资助|补偿|罚款)(?!标准)[^，。；\d]{0,6}$"
)
QUALITIES = re.compile(  # new rural schools are counted as schools
    r"^(?:(?:[a-z]+-[a-z-]+|new|more|other|additional|further|rural|urban|young|small|large|old|public"
    r"|[a-z]+(?:al|ic|ary|ive|ous|ed)|teaching(?= staff)|fully|low|high|poor) )+(?=[a-z])"
)
ENGLISH_ORDINAL = re.compile(
    r"\b(?:grades?|levels?|phase|stage|years?|age[ds]?|class|no\.?|version|all|across|these) $",
    re.I,
)
EACH = re.compile(r"(?<!在)每[一个]?[个所名人家户校县乡镇村区位支项市省班](?!年|月)[^，。；]*$")
VERBS = re.compile(
    r"^(?:继续|进一步|实现|完成|达到|建设|建成|认定|评选|遴选|征集|培训|新增|组织|开展|举办|推选"
    r"|形成|支持|设立|立项|选取|培育|在|与|对)+"
)


@dataclass(frozen=True)
class Figure:
    """A number in the text that counts as a target, with the clause that holds it."""

    start: int
    end: int
    clause: tuple[int, int]
    value: float | int
    unit: str
    comparator: str
    kind: str


def read_targets(text: str) -> tuple[Target, ...]:
    """The targets of a text, in order; `text` of each is verbatim."""
    together: dict[tuple[int, int], list[Figure]] = {}
    for figure in _figures(text):
        together.setdefault(figure.clause, []).append(figure)
    return tuple(target for same in together.values() for target in _targets(text, same))


def loose_numbers(text: str) -> tuple[str, ...]:
    """Numbers with a unit that are only started on, and so may or may not be targets."""
    if is_latin(text[:80]):
        return ()
    found = []
    stops = Stops.of(text, CLAUSE_END)
    for number in NUMBER.finditer(TITLES.sub(lambda m: "\ue000" * len(m.group()), text)):
        unit = number.groupdict()
        at = number.start()
        begun = STARTING.match(number.string, stops.start(at), at)
        if begun and (unit["counted"] or unit["measured"]):
            after = number.string[number.end() : number.end() + 8]
            found += [] if SCOPE_AFTER.match(after) else [number.group().strip()]
    return tuple(found)


def _figures(text: str) -> Iterator[Figure]:
    english = is_latin(text[:80])
    open_text = TITLES.sub(lambda m: "\ue000" * len(m.group()), text)
    depth = depths(open_text)
    stops = Stops.of(open_text, CLAUSE_END)
    for found in (ENGLISH if english else NUMBER).finditer(open_text):
        at = found.start()
        clause = (stops.start(at), stops.end(found.end()))
        if depth[at] or not _counts(open_text, found, clause[0]):
            continue
        words = found.groupdict()
        unit = _unit(words) or ""
        kind = "percent" if words.get("rated") else "count" if words.get("counted") else "amount"
        kind = kind if unit else "count"
        unit = _noun(unit) if english and words.get("counted") else unit
        unit = "%" if unit in ("％", "per cent", "percent") else unit.removeprefix("个百") and unit
        low = words.get("low") or words.get("from")
        ceiling = KEPT_UNDER.search(open_text, max(0, at - 10), at)
        if low:  # of 6%—10% the near end is what has to be reached
            sign = "<=" if ceiling else ">="
            worth = _value(words if ceiling else {**words, "number": low})
            yield Figure(at, found.end(), clause, worth, unit, sign, kind)
        else:
            sign = _comparator(text, found)
            yield Figure(at, found.end(), clause, _value(words), unit, sign, kind)


def _counts(text: str, found: re.Match[str], clause_start: int) -> bool:
    """Whether the number is one to be reached, not a year, an ordinal, a scope or a start."""
    words = found.groupdict()
    before, after = (
        text[max(0, found.start() - NEAR) : found.start()],
        text[found.end() : found.end() + 8],
    )
    if _says_scope(text, found, before, after):
        return False
    start = max(clause_start, found.start() - NEAR)
    if COUNTED_EACH.search(text, start, found.start()):
        return True
    unit = words.get("measured")
    if unit == "元" and words.get("scale") != "亿" and REWARD.search(before):
        return False
    if unit in ("元", "美元") and words.get("after") and re.match(r"[\u4e00-\u9fff]", after):
        return False  # 20万元以上采购项目
    if LOOSE_BEFORE.search(before) or EACH.search(text, start, found.start()):
        return False
    if _sums_up(text[max(clause_start, found.start() - LIST) : found.start()], words["number"]):
        return False
    return not STARTING.match(text, clause_start, found.start())


def _sums_up(before: str, number: str) -> bool:
    """Whether a number only says how many were listed before it (甲校、乙校、丙校3所学校)."""
    items = before.split("、")
    return len(items) > 1 and number == str(len(items)) and all(map(WORDS.fullmatch, items))


def _says_scope(text: str, found: re.Match[str], before: str, after: str) -> bool:
    """Whether a number has no unit that counts, or is part of a name, an order or a date."""
    words = found.groupdict()
    unit = _unit(words)
    if not unit and not (words.get("scale") and PURE.search(before)):
        return True
    if words.get("timed") and not (CUT_TO.search(before) or (unit == "天" and "天数" in before)):
        return True
    if before.endswith(("由", "从")) and RISING.match(after):
        return True
    if words.get("counted") == "个" and SCOPE_AFTER.match(after):
        return True
    return bool(NOT_AFTER.match(after) or ENGLISH_ORDINAL.search(before))


def _unit(words: dict[str, str | None]) -> str | None:
    return next((words[kind] for kind in KINDS if words.get(kind)), None)


def _noun(unit: str) -> str:
    """What is counted in English: schools of rural schools, points of a long list of words."""
    nouns = [word for word in QUALITIES.sub("", unit).split() if word.islower()]
    return " ".join(nouns if len(nouns) <= COMPOUND else nouns[-1:]) or unit


def _value(words: dict[str, str | None]) -> float | int:
    number = float((words["number"] or "0").replace(",", "")) * SCALES.get(
        words.get("scale") or "", 1
    )
    number = round(number, 6)
    return int(number) if number == int(number) else number


def _comparator(text: str, found: re.Match[str]) -> str:
    before = text[max(0, found.start() - 14) : found.start()]
    words = found.groupdict()
    after = words.get("after")
    if after:
        return AFTER[after]
    if words.get("timed") and text.startswith(("内", "之内"), found.end()):
        return "<="
    for cue, sign in ((AT_MOST, "<="), (AT_LEAST, ">="), (ABOUT, "~")):
        if cue.search(before):
            return sign
    return ">=" if found.groupdict().get("more") else "="


def _targets(text: str, same: list[Figure]) -> Iterator[Target]:
    """The targets of the figures that share a clause."""
    whole = text[slice(*same[0].clause)]
    shared = "分别" in whole and 1 < len(same) <= MOST_SHARED
    verb = leading_verb(_own_words(text, same, 0))
    for place, figure in enumerate(same):
        words = LEAD_IN.sub("", whole.strip()) if shared else _own_words(text, same, place)
        metric = (
            _respective(words, place) if shared else _metric(words, text, same, place, verb=verb)
        )
        yield Target(words, metric, figure.value, figure.unit, figure.comparator, figure.kind)


def _own_words(text: str, same: list[Figure], place: int) -> str:
    """The part of the clause about this number: from the joint after the one before it."""
    figure = same[place]
    start, end = figure.clause
    if place:
        previous = same[place - 1].end
        joint = re.search(r"[、和及与]", text[previous : figure.start])
        start = previous + joint.end() if joint else previous
    if place + 1 < len(same):
        between = text[figure.end : same[place + 1].start]
        joint = re.search(r"[、和及与](?=[^、和及与]*$)", between)
        end = figure.end + joint.start() if joint else same[place + 1].start
    return LEAD_IN.sub("", text[start:end].strip(" \u3000、"))


def _metric(words: str, text: str, same: list[Figure], place: int, *, verb: str) -> str:
    """What is counted; a bare noun takes the kind of school or body named before it.

    `verb`: what the clause opens with.
    """
    figure = same[place]
    own = words.replace(text[figure.start : figure.end], "", 1)
    if place:
        before = _own_words(text, same, place - 1)
        holder = HOLDER.match(VERBS.sub("", before))
        if holder and not HOLDER.match(own) and len(own) <= 6:
            own = f"{holder.group(1)}{own}"
        own = own if leading_verb(own) else f"{verb}{own}"
    return named(own, unit=figure.unit, kind=figure.kind) or CUES.sub("", words).strip(" .")


def _respective(words: str, place: int) -> str:
    """城镇和农村…分别达到: the metric of the first or second of the pair."""
    head = words.split("分别")[0]
    pairs = list(PAIR.finditer(head))
    if not pairs or place > 1:
        return head
    pair = pairs[-1]
    return head[: pair.start()] + pair.group(place + 1) + head[pair.end() :]
