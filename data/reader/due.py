"""When a task as a whole is due, and why; the flags that go with dates."""

import re
from dataclasses import dataclass, replace
from datetime import date

from data.kinds import Basis
from data.reader.dated import Calendar, Hit, find_deadlines, find_in_cell
from data.reader.deadlines import GUESSED, VAGUE
from data.reader.draft import Deadline, Due, Flag
from data.reader.likeness import pairs
from data.reader.targets import read_targets

RELATIVE = re.compile(
    r"(?:印发|发布|下发|公布|批准)之日起\s*\d+\s*(?:个?工作日|日|天|周|个月|年)"
    r"|within \d+ (?:days|weeks|months)"
)
STARTS = re.compile(  # in a mark: the work goes on after it
    r"(?:(?:启动|开工|动工|开始)|出台(?:相关|有关|配套)?(?:具体)?(?:政策|措施|文件|方案|办法))$"
)
FIRST_PART = re.compile(r"[^，。；]{0,6}(?:首批|首期|第一批|部分|阶段性)")
ANOTHER = re.compile(
    r"(?:开展|举办|召开|组织|启动|举行|建立|健全|出台|制定|印发|编制|发布)(?!.{0,2}验收)"
)
SETTING = re.compile(r"(?:为|以|按照|根据|围绕|结合|通过|针对|面向|在|依托|依据|对照|对|从|其中)")
BEGUN = re.compile(r"(?:启动|开工)")
HELD = re.compile(r"[，,]?(?:集中|分批|再)?(?:召开|举办|举行|组织|开展)")
START = re.compile(r"[，,]?(?:全部|全面|全线|正式)?(?:开工|启动|动工)(?:建设)?[，,。；;]?$")
NOT_SUBJECT = re.compile(r"(?:[于在]|力争|争取|确保|并|其中|将)+$|^(?:力争|争取|确保|并|其中)+")
NAMED = 2  # signs; a longer subject of its own
PAPER = re.compile(r"(?:研究)?(?:制定|编制|印发|出台|修订|研制|起草)[^，。]{2,40}，$")
OTHER_PAPER = re.compile(r"(?:出台|印发|发布|制定|编制|修订)[《\u4e00-\u9fff]{4}")
STOPS = "。；;！\n"
ANY_YEAR = 2000  # finds the phrases whose day only the plan's year would tell
ALL = re.compile(r"[，,]?(?:全部|全面|均|基本)")
LABELLED = re.compile(r"(?:时限|期限|时间|节点)(?:要求)?\s*[:：]\s*$")
STOP = re.compile(r"[。；;！\n]|\.(?=\s+[A-Z])")
TITLE = 20  # signs; a longer first sentence is work of its own
WORK = re.compile(r"^(?:持续|常态化|继续|长期|坚持|经常)|\d|[:：]")  # no title has these
EVERY = re.compile(
    r"每(?:年|月|季度|半年|周|日|学期|学年)(?!\d|[一二三四五六七八九十]+月|年?[底末])"
)
GOES_ON = re.compile(  # 6月底前完成升级，加强运行维护: the second clause has no date
    r"[，,]\s*(?:并|且|同时|进一步)?(?:加强|强化|持续|做好|优化|完善|深化|深入|继续|常态化|定期|巩固|大力|积极|督促|严格"
    r"|落实|健全|扩大|拓展|推广|组织|举办|开展|召开|培育|引进|认定|遴选|评选|选树|选择|打造|建设|培训"
    r"|(?:建成|完成|建立)[^，。；]{0,20}\d)"
    r"|[，,][^，。；]{2,24}(?:率|比例|占比)[^，。；]{0,4}(?:达|不低于|提高到|不少于|保持在)"
)
RECURS = re.compile(r"[，,][^，。；]{0,12}?每(?:[年月周日]|季度|半年|学期|学年)")


@dataclass(frozen=True)
class Dates:
    """All that a task's words say about time."""

    due: Due
    deadlines: tuple[Deadline, ...]
    flags: tuple[Flag, ...]


def read_dates(
    text: str,
    mark: str,
    calendar: Calendar,
    lines: tuple[int, int],
    *,
    whole: Deadline | None,
    why: str = "whole-plan",
) -> Dates:
    """`mark`: the words after a date label in the owner mark.

    `whole`: a date set outside the task, for all tasks or (`why`) for those under its heading.
    """
    hits = find_deadlines(text, calendar)
    marked = find_in_cell(mark, calendar)
    due = _due(text, hits, marked, _explicit(whole, why) if whole else implied(calendar))
    deadlines = _once(hits, marked)
    words = f"{text} {mark}"
    found = [*_doubts(words, hits + marked, calendar), *_vague(words, mark, marked)]
    if due.on is None and not deadlines:
        found.append(("no-date", ""))
    return Dates(due, deadlines, tuple(Flag(*one, lines) for one in dict.fromkeys(found)))


def _once(hits: tuple[Hit, ...], marked: tuple[Hit, ...]) -> tuple[Deadline, ...]:
    """The dated clauses; what a mark says again of the text is no second one."""
    said = {(hit.deadline.on, hit.deadline.phrase) for hit in hits}
    added = (hit for hit in marked if (hit.deadline.on, hit.deadline.phrase) not in said)
    return tuple(hit.deadline for hit in (*hits, *added))


def implied(calendar: Calendar) -> Due:
    """The end of the plan year, or of the period that the plan covers; none without a year."""
    if calendar.years is None:
        return Due(None, Basis.NONE, None, "no-date")
    first, last = calendar.years
    why = "implied-year-end" if first == last else "implied-period-end"
    return Due(date(last, 12, 31), Basis.IMPLIED, None, why)


def _due(
    text: str,
    hits: tuple[Hit, ...],
    marked: tuple[Hit, ...],
    fallback: Due,
) -> Due:
    in_mark = [hit.deadline for hit in marked if _ends(hit)]
    if in_mark:
        return _explicit(max(in_mark, key=lambda d: d.on), "explicit-mark")
    fixed = [h for h in hits if h.deadline.basis is Basis.EXPLICIT and not h.deadline.recurs]
    if not fixed:
        return fallback
    stages = [hit.deadline for hit in fixed if text[: hit.start].endswith(("阶段（", "阶段("))]
    if stages:
        return _explicit(stages[-1], "explicit")
    latest = max((hit.deadline for hit in fixed), key=lambda d: d.on)
    closed = (
        _nothing_after(text, fixed[-1])
        and not _is_partial(text, fixed)
        and not _undated_before(text, fixed[0])
        and not _beside_undated(text, fixed)
    )
    labelled = LABELLED.search(text[: fixed[-1].start][-12:])
    covers = labelled or any(hit.whole for hit in fixed) or closed
    if covers or fallback.on is None or latest.on > fallback.on:
        return _explicit(latest, "explicit")
    return fallback


def _explicit(deadline: Deadline, why: str) -> Due:
    return Due(deadline.on, Basis.EXPLICIT, deadline.phrase, why)


def _ends(hit: Hit) -> bool:
    """Whether a date in the mark is one by which work is done, not one on which it starts."""
    return hit.deadline.recurs is None and not STARTS.search(hit.deadline.text)


def _is_partial(text: str, fixed: list[Hit]) -> bool:
    """Whether the last date is about a part only (其中…), or the only one about another action."""
    last = fixed[-1]
    if text[: last.start].rstrip("，").endswith("其中") or FIRST_PART.match(text, last.end):
        return True
    if len(fixed) > 1 or not ANOTHER.match(text, fixed[0].end):
        return False
    before = text[: fixed[0].start]
    return bool(read_targets(before) or (OTHER_PAPER.match(text, last.end) and PAPER.match(before)))


def _beside_undated(text: str, fixed: list[Hit]) -> bool:
    """Whether undated work stands before the first date in its sentence, and the dates are about

    something held meanwhile (推进改革，5月召开会议), a mere start, or another matter.
    """
    opening = max(text.rfind(stop, 0, fixed[0].start) for stop in "。！\n；;：:")
    before, _, own = text[opening + 1 : fixed[0].start].rpartition("，")
    if not before or SETTING.match(before) or BEGUN.match(before):
        return False
    if all(HELD.match(text, hit.end) for hit in fixed) or START.match(text, fixed[-1].end):
        return True
    own = NOT_SUBJECT.sub("", own)
    return len(own) > NAMED and not pairs(own) & pairs(before) and bool(read_targets(before))


def _nothing_after(text: str, last: Hit) -> bool:
    """Whether the sentence of the last date closes the task: no undated work follows it."""
    if RECURS.search(text, last.end):
        return False
    closing = STOP.search(text, last.end)
    if GOES_ON.search(text, last.end, closing.start() if closing else len(text)):
        return bool(ALL.match(text, last.end))
    return closing is None or not text[closing.start() :].strip(STOPS + ". 　")


def _undated_before(text: str, first: Hit) -> bool:
    """Whether a sentence of work, longer than a title, stands before the first date's own."""
    stops = "。！\n" if ALL.match(text, first.end) else "。！\n；;"
    opening = max(text.rfind(stop, 0, first.start) for stop in stops)
    title, _, before = text[: opening + 1].partition("。")
    if EVERY.search(text, 0, first.start):
        return True
    return len(title) > TITLE or bool(WORK.search(title) or before.strip(STOPS + " 　"))


def _doubts(words: str, hits: tuple[Hit, ...], calendar: Calendar) -> list[tuple[str, str]]:
    """Days that were guessed at, or that cannot be told."""
    phrases = [hit.deadline.phrase for hit in hits if hit.doubtful]
    phrases += [found.group() for found in GUESSED.finditer(words)]
    if calendar.issued is None:
        phrases += [found.group() for found in RELATIVE.finditer(words)]
    if calendar.known is None:
        known = {hit.deadline.phrase for hit in hits}
        some_year = replace(calendar, about=ANY_YEAR)
        phrases += [
            hit.deadline.phrase
            for hit in find_deadlines(words, some_year)
            if hit.deadline.phrase not in known and hit.deadline.basis is Basis.EXPLICIT
        ]
    return [("uncertain-date", phrase) for phrase in phrases]


def _vague(words: str, mark: str, marked: tuple[Hit, ...]) -> list[tuple[str, str]]:
    """Words of time that move nothing, and date labels that name no day."""
    found = [("vague-date", word.group()) for word in VAGUE.finditer(words)]
    if mark and not marked and not VAGUE.search(mark) and not RELATIVE.search(mark):
        found.append(("vague-date", mark))
    return found
