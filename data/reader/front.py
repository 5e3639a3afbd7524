"""What stands around the plan: title, issuer, document number, date of issue, plan year."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from data.reader.days import EN_MONTHS
from data.reader.latin import is_latin
from data.reader.numbering import HAN_NUMBER, numeral, value
from data.reader.wrapping import Line

GENRES = (
    r"(?:重点任务|工作任务|通知|意见|方案|要点|计划|措施|分工|规划|办法|决定|清单|台账|安排|纲要)"
)
NUMBER = re.compile(
    r"[\u4e00-\u9fff×X]{1,12}(?:字|函)?\s*[〔\[（(【]\s*(?:19"
    r"|20)\d{2}\s*[〕\]）)】]\s*(?:第\s*)?\d{1,4}\s*号"
)
NUMBER_YEAR = re.compile(r"(?<=[〔\[（(【])(?:19|20)\d{2}")
ADDRESSEE = re.compile(r"^(?:各|有关|驻|中央|国务院|部内|机关)[^。]{2,160}[:：]")
DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})(?!\d)\s*日?")
ENGLISH_DAY = re.compile(
    rf"(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?)?\b(?P<mon>{'|'.join(EN_MONTHS)})[a-z]*\.?"
    r"(?: (?P<d2>\d{1,2})(?:st|nd|rd|th)?)?,? (?P<y>(?:19|20)\d{2})",
    re.I,
)
HAN_DAY = re.compile(rf"([〇零一二三四五六七八九]{{4}})年({HAN_NUMBER})月({HAN_NUMBER})日")
ISSUED = re.compile(
    r"(?:成文日期|发文日期|印发日期|发布日期|填报日期|填报时间|制表日期|Date of issue"
    r"|(?:Issued|Adopted|Approved|Published|Dated)(?: by [^.\d]{2,60}?)?(?: on)?)\s*[:：]?\s*"
)
ADOPTED = re.compile(r"\b(?:adopted|approved|issued|published|signed)\b", re.I)
ONLY_DAY = re.compile(
    r"^[^\u4e00-\u9fff\d]{0,3}(?:19|20)\d{2}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?\D{0,3}$"
)
CLOSING_DAY = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{3,20})?\s*(?P<day>(?:19"
    r"|20)\d{2}年\d{1,2}月\d{1,2}日)\s*(?:（此件[^）]{2,10}）)?$"
)
ISSUED_ON = re.compile(  # a line that only tells when: 2023年2月20日印发; （3月1日经…审议通过）
    r"(?P<day>(?:19|20)\d{2}年\d{1,2}月\d{1,2}日)\s*(?:印发|发布|下发|制发|(?:经|由)?[^。]{0,40}(?:通过|批准|审定))"
    r"[）)]?$"
)
PRINTED = re.compile(rf"(?:印发|转发)\s*(?:[《〈](.+)[》〉]|(.+{GENRES}))的通知")
INNER = re.compile(r"^(?P<who>.{2,40}?)关于(?:印发|转发)?(?P<what>.+)$")
HAN_YEAR = re.compile(r"二[〇零][〇零一二三四五六七八九]{2}(?=年)")
YEAR_ORDERED = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*年?(?:度)?(?=[^\d]*(?:工作|任务|要点|计划|方案|安排|台账|清单"
    r"|行动|分工|重点))|(?<!\d)((?:19|20)\d{2})\s*年度?"
)
SPAN_ORDERED = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年?\s*[—－–~～至-]+\s*((?:19|20)\d{2})\s*年?")
SCHOOL_TERM = re.compile(
    r"(20\d{2})\s*[—－–~～至-]+\s*(20\d{2})\s*学年度?\s*第?([一二秋春])(?:季)?学期"
)
ANNEX_MARK = re.compile(r"^附(?:件|表)\s*\d{0,2}\s*[:：]?\s*")
NOTICE = re.compile(r"[^。：:]{2,60}关于[^。]{4,90}的(?:通知|意见|决定)")
EVERY_YEAR = re.compile(r"年度(?!考核|评估)|《政府工作报告》")
YEAR_NAMED = re.compile(
    r"(?:做好|完成|明确|抓好)(?:好)?(?:今年|(?P<y>20\d\d)年)度?[^，。；]{0,8}(?:工作|任务)"
)
OPENING = 40  # lines in which the plan's first numbered heading stands
LETTERHEAD = re.compile(r"^[\u4e00-\u9fff（）()]{3,30}文件$")
YEARS_ALONE = re.compile(r"^[（(]\s*20\d\d[\d年—－–~～至\s-]*(?:度)?[）)]$")
ENGLISH_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")
TITLE_WORDS = re.compile(
    r"要点|方案|计划|意见|措施|分工|台账|清单|通知|规划|安排|任务|办法|决定|纲要|Plan"
    r"|Programme|Program|Agenda|Strategy|Work|Order|Road ?map|Framework|Implement|Reform|Decision"
    r"|Resolution|Circular|Guidelines|Measures|Tasks|Action|Initiative",
    re.I,
)
STANDING = re.compile(r"意见|措施|办法|决定|规定|通知|纲要|规划")
LONGEST = 60


@dataclass(frozen=True)
class Front:
    """`span`: the years that the title orders, or None; `plan_like`, `standing`: its wording.

    `about_year`: the year of the document number, by which a day without a year may be told.
    """

    title: str
    issuer: str
    doc_number: str | None
    issued_on: date | None
    span: tuple[int, int] | None
    plan_like: bool
    standing: bool

    @property
    def about_year(self) -> int | None:
        found = NUMBER_YEAR.search(self.doc_number or "")
        return int(found.group()) if found else None


def front(lines: tuple[Line, ...]) -> Front:
    """Read title page and signature."""
    head = _head(lines)
    number = next((n for line in lines[:12] if (n := _number(line.text))), None)
    notice = _title(head)
    printed = PRINTED.search(notice)
    title = (printed.group(1) or printed.group(2)) if printed else notice
    found = INNER.match(notice)
    signed, issued_on = _signature(lines)
    issuer = found.group("who") if found and not found.group("who").startswith("《") else signed
    return Front(
        title=title,
        issuer=issuer,
        doc_number=number,
        issued_on=issued_on,
        span=_span(title) or _this_year(title, lines, issued_on),
        plan_like=bool(TITLE_WORDS.search(title)),
        standing=bool(STANDING.search(title)) and not printed,
    )


def _number(text: str) -> str | None:
    """The document number; a title that runs into it is not part of it."""
    found = NUMBER.search(text)
    if not found or found.start() > 60:
        return None
    return re.sub(rf"\s|^.{{5,}}{GENRES}(?=[^〔\[（(【]*[〔\[（(【])", "", found.group())


def _head(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """The lines before the addressee or the first numbered heading."""
    head: list[str] = []
    for line in lines[:30]:
        if ADDRESSEE.match(line.text) or numeral(line.text) or "。" in line.text:
            if not head:
                head.append(line.text)
            break
        head.append(line.text)
    return tuple(head)


def _title(head: tuple[str, ...]) -> str:
    """The notice's title, joined when it runs over lines; else the first line that is one."""
    if whole := next((text for text in head if NOTICE.fullmatch(text)), ""):
        return whole
    kept: list[str] = []
    for text in head:
        text = ANNEX_MARK.sub("", text.replace(_number(text) or "\n", "").strip("# 　*"))
        letterhead = not kept and LETTERHEAD.match(text)
        if not text or letterhead or ONLY_DAY.match(text) or ISSUED.match(text):
            if kept:
                break
            continue
        kept.append(text)
    for at, text in enumerate(kept):
        if "关于" in text:
            return _joined(kept[at : at + 3])
    if len(kept) > 1 and YEARS_ALONE.match(kept[1]):
        return "".join(kept[:2])
    return _joined(kept[:2]) if kept and not TITLE_WORDS.search(kept[0]) else "".join(kept[:1])


def _joined(parts: list[str]) -> str:
    """Lines until one closes a title: …的通知, …意见, …方案."""
    title = ""
    for part in parts:
        gap = " " if title and title[-1].isascii() and part[:1].isascii() else ""
        title = f"{title}{gap}{part}"
        if re.search(rf"{GENRES}$", title):
            break
    return title[:200]


def _signature(lines: tuple[Line, ...]) -> tuple[str, date | None]:
    """Who signed and on which day: a date alone on its line, or closing the last paragraph."""
    for line in lines[:12]:
        label = ISSUED.search(line.text)
        if label and (day := _day(line.text[label.end() :])):
            return _signer(lines), day
    for line in lines[-3:]:
        label = ADOPTED.search(line.text)
        if label and (day := _day(line.text[label.end() :])):
            return "", day
    for line in lines:
        if _is_day(line.text):
            return _signer(lines), _day(line.text)
    for line in (*lines[:12], *lines[-4:]):
        if len(line.text) <= LONGEST and (found := ISSUED_ON.search(line.text)):
            return "", _day(found.group("day"))
    for line in reversed(lines[-6:]):
        if found := CLOSING_DAY.search(line.text[-60:]):
            return found.group("who") or "", _day(found.group("day"))
    return "", None


def _is_day(text: str) -> bool:
    return bool(ONLY_DAY.match(text) or HAN_DAY.fullmatch(text.strip("（）()")))


def _signer(lines: tuple[Line, ...]) -> str:
    """What stands above the first day that is alone on its line and looks like a signature."""
    above = (lines[at - 1].text for at, line in enumerate(lines) if at and _is_day(line.text))
    return next((who for who in above if _signs(who)), "")


def _signs(who: str) -> bool:
    return len(who) <= 30 and not re.search(r"[。：:，；]", who)


def _day(text: str) -> date | None:
    if found := DAY.search(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := ENGLISH_DAY.search(text):
        year, month = int(found["y"]), EN_MONTHS.index(found["mon"].title()) + 1
        day = int(found["d"] or found["d2"])
    elif found := HAN_DAY.search(text):
        digits = "".join(str(value(sign)) for sign in found.group(1))
        year, month, day = int(digits), value(found.group(2)), value(found.group(3))
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _this_year(
    title: str, lines: tuple[Line, ...], issued_on: date | None
) -> tuple[int, int] | None:
    """The year that a title without one orders by its genre, or that its opening words name."""
    start = takewhile(lambda line: not numeral(line.text), lines[:OPENING])
    opening = "".join(line.text for line in start)
    found = YEAR_NAMED.search(opening)
    if found and found.group("y"):
        return int(found.group("y")), int(found.group("y"))
    if issued_on and (found or EVERY_YEAR.search(title)):
        return issued_on.year, issued_on.year
    return None


def _span(title: str) -> tuple[int, int] | None:
    title = HAN_YEAR.sub(lambda m: "".join(str(value(sign)) for sign in m.group()), title)
    if found := SCHOOL_TERM.search(title):
        year = int(found.group(1 if found.group(3) in "一秋" else 2))
        return year, year
    if found := SPAN_ORDERED.search(title):
        return int(found.group(1)), int(found.group(2))
    if found := YEAR_ORDERED.search(title):
        year = int(found.group(1) or found.group(2))
        return year, year
    if is_latin(title) and (found := ENGLISH_YEAR.search(title)):
        return int(found.group(1)), int(found.group(1))
    return None
