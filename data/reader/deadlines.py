"""The table of deadline phrases: one row a phrase, what it looks like and which day it names.

A row without a function only takes words away that look like a date and are none. Where two rows
match at one place the longer match wins, then the earlier row.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from data.reader import days
from data.reader.days import Found, Known

YEAR = r"(?:(?P<y>20\d{2})\s*年\s*|(?P<rel>今年|本年|当年|明年|次年|翌年)(?:的)?)?"
SURE_YEAR = r"(?P<y>20\d{2})\s*年\s*"
HAN = r"一二三四五六七八九十"
MONTH = rf"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[{HAN[:9]}])\s*月(?:份)?"
DAY = r"(?P<d>[12]\d|3[01]|0?[1-9])\s*[日号]"
BEFORE = r"(?:\s*(?:之前|以前|前|止))?"
NUMBER = rf"(?P<n>\d{{1,3}}|[{HAN}两半]{{1,3}})"
SHRUNK = r"(?:压缩|缩短|缩减|压减|减少|控制|限定|延长|不超过|不得超过|不少于|最长|最多|不低于)"
FROM_ISSUE = (
    r"(?:自|从)?(?:本(?:意见|通知|方案|计划|办法|要点|文件|措施))?(?:正式)?"
    r"(?:印发|发布|下发|公布|施行|实施|批准)(?:之日起|之日|后|起)"
)
ORDERS = (
    r"(?=[，,]|(?:起草|要|将|应|须|力争|全面|基本|率先|启动|完成|实现|建成|开展|组织|出台|制定"
    r"|印发|新增|新建|改造|建设|培训|引进|培育|推出|编制|遴选|认定|评选|举办|力争|投放|改扩建|安排))"
)
EN_MONTH = r"(?P<mon>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
BY = r"(?:by|before|until|no later than|not later than|on or before|in)\s+(?:the\s+)?"
TO = r"(?:至|到|—+|－|–|-|～|~)"
SOME_DAY = r"(?:20\d\d\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*[日号]"
FROM_MONTH = r"(?:20\d\d\s*年\s*)?\d{1,2}\s*(?:月(?:份)?)?"
TO_MONTH = r"(?:20\d\d\s*年\s*)?\d{1,2}\s*月(?:份)?"
WINDOW_OR_DAY = rf"{SOME_DAY}(?:\s*{TO}\s*{SOME_DAY})?"
INSIDE = r"(?:以内|之内|内|左右)"


@dataclass(frozen=True)
class Phrase:
    """A row: `recurs` None, yearly, quarterly, monthly; `doubtful` ones are flagged."""

    form: re.Pattern[str]
    on: Callable[[Found, Known], date | None] | None
    recurs: str | None = None
    doubtful: bool = False
    needs: str = ""
    """A word without which the form cannot match: a quick first look."""


def _row(
    form: str,
    on: Callable[[Found, Known], date | None] | None,
    recurs: str | None = None,
    *,
    doubtful: bool = False,
    needs: str = "",
) -> Phrase:
    return Phrase(re.compile(form, re.IGNORECASE), on, recurs, doubtful, needs)


NONE = None
ROWS: tuple[Phrase, ...] = (
    # Words that look like dates and are none.
    _row(
        rf"(?:有效期|执行期限|执行时间|适用期|优惠期|期限)[^，。；]{{0,6}}?(?:至|到|为|自"
        rf"|[:：]){WINDOW_OR_DAY}",
        NONE,
        needs="月",
    ),
    _row(
        rf"(?:自|从)?{SOME_DAY}(?:起)?\s*{TO}\s*{SOME_DAY}(?!\s*之?以?前)(?:期间)?",
        NONE,
        needs="月",
    ),
    _row(
        rf"(?:自|从)?{FROM_MONTH}(?:起)?\s*{TO}\s*{TO_MONTH}(?!\s*(?:底|末|之?以?前))(?:期间)?",
        NONE,
        needs="月",
    ),
    _row(
        rf"(?:20\d\d)\s*年?\s*{TO}\s*(?:20\d\d)\s*年(?!\s*(?:底|末))(?:度|期间)?", NONE, needs="年"
    ),
    _row(r"(?:自|从)(?:20\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:起|以来|开始)", NONE),
    _row(
        rf"{SHRUNK}[^，。；]{{0,12}}?(?:至|到|为|在)?\s*\d{{1,3}}\s*(?:个?工作日|个月|天|日"
        rf"|小时|年)(?:以?内|之内)?",
        NONE,
    ),
    _row(
        r"\d{1,3}\s*个?工作日(?:以?内|之内)?|\d{1,3}\s*小时(?:以?内|之内)?|\d+ (?:working"
        r"|business) days",
        NONE,
    ),
    _row(
        r"(?:近|过去|最近|连续|满|未满|超过|每|第|前|后"
        r"|这)[一二三四五六七八九十两\d]{1,3}(?:个)?(?:年|月)(?:以?内|来)?",
        NONE,
    ),
    _row(
        r"(?:以上|以下|以内)?[一二三四五六七八九十\d]{1,2}年(?:以上|以下|期|制|级)",
        NONE,
        needs="年",
    ),
    _row(r"20\d\d\s*年(?:度|版|第|修订|《|\d{1,2}月\d{1,2}日《)", NONE, needs="年"),
    _row(r"年(?:满|龄)|当年度|上一?年度?(?:\d{1,2}月)?|去年|上年", NONE),
    # Counted from the issue.
    _row(rf"{FROM_ISSUE}\s*{NUMBER}\s*(?P<u>个?工作日|日|天|周|个月|年){INSIDE}", days.after_issue),
    _row(
        rf"(?<![^，。；、：:（(])(?:力争|争取|计划|利用|用|在|各地|要"
        rf"|应){{0,3}}(?:未来)?{NUMBER}(?P<u>年"
        rf"|个月){INSIDE}",
        days.after_issue,
    ),
    _row(
        r"within (?P<n>\d{1,3}|one|two|three|four|five|six|twelve) (?P<u>working days"
        r"|business days|days|weeks|months|years)"
        r"(?! of (?:receipt|receiving|application|request|the request|the application))",
        days.after_issue,
        needs="within",
    ),
    # Recurring.
    _row(
        rf"每年(?:的)?{MONTH}(?P<part>底|末|上中旬|中下旬|上旬|中旬|下旬|初)?{BEFORE}",
        days.each_year,
        "yearly",
        needs="每年",
    ),
    _row(rf"每年(?:的)?{MONTH}{DAY}{BEFORE}", days.each_year, "yearly", needs="每年"),
    _row(rf"每年(?:的)?年?(?:底|末|终){BEFORE}", days.each_year, "yearly", needs="每年"),
    _row(
        rf"每(?:个)?季度末(?:月)?(?:的)?{DAY}{BEFORE}", days.each_quarter, "quarterly", needs="每"
    ),
    _row(
        rf"(?:每季度|每个季度|每季)(?:末|底|结束)?{BEFORE}(?=末|底|结束|前|报|通|向|调|汇"
        rf"|[，。]|至少|召开|召集|开展)",
        days.each_quarter,
        "quarterly",
        needs="每",
    ),
    _row(rf"(?:每月|每个月|按月)(?:的)?{DAY}{BEFORE}", days.each_month, "monthly", needs="月"),
    _row(
        rf"(?:每月|每个月)(?:底|末){BEFORE}|(?:每月|每个月|按月)(?=报|通报|向|调度|汇总)",
        days.each_month,
        "monthly",
        needs="月",
    ),
    _row(
        rf"(?:annually|every year|each year),? (?:by|before) (?:(?P<d>\d{{1,2}}) )?{EN_MONTH}",
        days.english_each_year,
        "yearly",
    ),
    _row(
        rf"by (?:(?P<d>\d{{1,2}}) )?{EN_MONTH}(?: of)? (?:each|every) year",
        days.english_each_year,
        "yearly",
        needs="by",
    ),
    _row(r"(?:each|every) quarter\b|\bquarterly\b", days.each_quarter, "quarterly"),
    _row(r"(?:each|every) month\b|\bmonthly\b", days.each_month, "monthly"),
    # Days, months and their parts.
    _row(rf"{YEAR}{MONTH}{DAY}{BEFORE}", days.on_day, needs="月"),
    _row(
        r"(?P<y>20\d\d)[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?!\d)(?:\s*(?:之?前))?",
        days.on_day,
        needs="20",
    ),
    _row(
        rf"{YEAR}{MONTH}(?P<part>底|末|上中旬|中下旬|上旬|中旬|下旬|初){BEFORE}",
        days.part_of_month,
        needs="月",
    ),
    _row(rf"{YEAR}{MONTH}第(?P<w>[一二三四五])(?:个)?(?:周|星期)", days.in_week, needs="月"),
    _row(rf"{YEAR}{MONTH}(?:之前|以前|前)", days.before_month, doubtful=True, needs="月"),
    _row(
        rf"{YEAR}{MONTH}(?:内|(?=形成|提交|报送|上线|启用|发布|评选|实施|举办|举行|召开|开展|完成|启动|组织|印发|出台|发布|集中|，))",
        days.part_of_month,
        needs="月",
    ),
    _row(rf"{SURE_YEAR}{MONTH}", days.part_of_month, needs="月"),
    # Quarters, halves, years.
    _row(rf"{YEAR}第?(?P<q>[一二三四1-4])季度(?:末|底|内|结束)?{BEFORE}", days.quarter, needs="季"),
    _row(rf"{YEAR}(?P<half>[上下])半年(?:末|底|内)?{BEFORE}", days.half, needs="半年"),
    _row(rf"{SURE_YEAR}(?:年)?(?:底|末|内|终){BEFORE}", days.year_end, needs="年"),
    _row(
        rf"(?P<rel>今年|本年|明年|次年)(?:年)?(?:底|末|内|终)?{BEFORE}(?=底|末|内|终|前|要"
        rf"|完成|，|力争|将|计划|全面)",
        days.year_end,
        needs="年",
    ),
    _row(
        rf"(?<![\d每往历])(?:年底|年末|年终|年内|本年度内|当年内){BEFORE}",
        days.year_end,
        needs="年",
    ),
    _row(r"(?<![\d每])全年(?!实际|度预算|性)", days.year_end, needs="年"),
    _row(rf"(?:到|至|截至|截止到)\s*{SURE_YEAR}(?:年)?(?:底|末)?", days.year_end, needs="年"),
    _row(rf"{SURE_YEAR}(?:之前|以前|前)", days.before_year, doubtful=True, needs="年"),
    _row(
        rf"(?<![^，。；、：:（(于在力争底中])(?:力争|争取)?(?:于|在)?{SURE_YEAR}{ORDERS}",
        days.year_end,
        needs="年",
    ),
    _row(
        rf"[“\"]?十(?P<plan>[三四五六七])五[”\"]?(?:规划)?(?:时期|期间)?(?:末|结束){BEFORE}",
        days.five_years,
        needs="五",
    ),
    # English.
    _row(
        rf"{BY}(?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{EN_MONTH},? (?P<y>20\d\d)",
        days.english_day,
        needs="20",
    ),
    _row(
        rf"{BY}{EN_MONTH} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>20\d\d)",
        days.english_day,
        needs="20",
    ),
    _row(
        rf"{BY}(?:the )?(?:end of |end-)?{EN_MONTH},? (?P<y>20\d\d)",
        days.english_month_end,
        needs="20",
    ),
    _row(
        rf"(?:{BY})?(?:the )?(?:end of )?Q(?P<q>[1-4])(?: of)?[ ,]+(?P<y>20\d\d)",
        days.quarter,
        needs="Q",
    ),
    _row(rf"(?:{BY})?(?:the )?(?P<half>first|second) half of (?P<y>20\d\d)", days.half, needs="20"),
    _row(
        rf"{BY}(?:the )?(?:year[- ]end|end of (?:the|this) year|end of year)",
        days.year_end,
        needs=" ",
    ),
    _row(
        r"(?:by|before|until|no later than) (?:the )?(?:end of |end-)?(?P<y>20\d\d)\b",
        days.year_end,
        needs="20",
    ),
    _row(r"(?<!\w)(?:throughout the year|year-round)", days.year_end, needs="year"),
)
CELL_ROWS: tuple[Phrase, ...] = (
    _row(rf"(?:{SOME_DAY}|\d{{1,2}}日)\s*{TO}\s*{YEAR}{MONTH}{DAY}{BEFORE}", days.on_day),
    _row(rf"{FROM_MONTH}\s*{TO}\s*{YEAR}{MONTH}(?:底|末)?{BEFORE}", days.part_of_month),
    _row(rf"{YEAR}{MONTH}(?:底|末)?{BEFORE}(?:完成)?", days.part_of_month),
    _row(r"(?P<y>20\d\d)[-./](?P<m>1[0-2]|0?[1-9])", days.part_of_month),
    _row(
        rf"(?:20\d\d年?\s*{TO}\s*)?(?P<y>20\d\d)\s*(?:年度?)?(?:底|末)?{BEFORE}(?:完成)?",
        days.year_end,
    ),
    _row(r"Q(?P<q>[1-4])", days.quarter),
    _row(rf"{EN_MONTH},? (?P<y>20\d\d)", days.english_month_end),
    _row(rf"(?P<d>\d{{1,2}}) {EN_MONTH},? (?P<y>20\d\d)", days.english_day),
)
VAGUE = re.compile(
    r"适时|尽快|尽早|择机|条件成熟(?:时|后)|按照?国家统一部署|按照?统一部署"
    r"|as soon as possible|in due course"
    r"|as appropriate|at an appropriate time"
)
GUESSED = re.compile(
    r"(?:会议|大会|申报|颁奖|开学|高考|暑假|寒假|学期)(?:召开|结束|截止|开始)?(?:之前|以前|前)"
)
START = re.compile(r"(20\d\d)\s*年(?:\d{1,2}月)?(?:\d{1,2}日)?起")
TITLES = re.compile(r"《[^》]*》|（\d{4}[^）]{0,8}）")
HAS_YEAR = re.compile(r"20\d\d")
