"""The table of deadline phrases: one row a phrase, what it looks like and which day it names.

A row without a function only takes words away that look like a date and are none. Where two rows
match at one place the longer match wins, then the earlier row.
"""

import re

from data.reader import days
from data.reader.english import ENGLISH_CELL_ROWS, ENGLISH_ROWS
from data.reader.phrases import BEFORE, DAY, HAN, MONTH, SURE_YEAR, TO, YEAR, Phrase, row
from data.reader.windows import FROM_MONTH, MONTH_PART, SOME_DAY, WINDOW_ROWS

NUMBER = rf"(?P<n>\d{{1,3}}|[{HAN}两半]{{1,3}})"
FROM_ISSUE = (
    r"(?:自|从)?(?:本(?:意见|通知|方案|计划|办法|要点|文件|措施))?(?:正式)?"
    r"(?:印发|发布|下发|公布|施行|实施|批准)(?:(?:之日)?(?:起|后)|之日)?"
)
ORDERS = (
    r"(?=[，,]|(?:起草|要|将|应|须|力争|全面|基本|率先|启动|完成|实现|建成|开展|组织|出台|制定"
    r"|印发|新增|新建|改造|建设|培训|引进|培育|推出|编制|遴选|认定|评选|举办|力争|投放|改扩建|安排|达到|提高到|提升到|突破|累计))"
)
INSIDE = r"(?:以内|之内|内|左右)"
DONE = (
    r"(?=[，,]|(?:形成|提交|报送|上报|报|上线|启用|发布|公布|公示|评选|遴选|推选|实施|举办|举行|召开"
    r"|开展|完成|启动|组织|印发|出台|下发|集中|接受|迎接|参加|赴|正式|首次|再次|全面|基本|分别|确定"
    r"|审议|论证|征集|申报|推荐|开班|开营|开学|开通|开工|开园|投产|投入|交付|竣工|建成|通车|试运行"
    r"|汇总|总结|通报|检查|督查|抽查|督导|考核|评估|验收|培训|修订|制定|制订|编制|挂牌|揭牌|签约|达到|实现"
    r"|各(?=组织|举办|开展|召开|进行)|播种|移交|验收|调研|梳理|对|向))"
)

NONE = None
ROWS: tuple[Phrase, ...] = (
    *WINDOW_ROWS,
    # Counted from the issue.
    row(rf"{FROM_ISSUE}\s*{NUMBER}\s*(?P<u>个?工作日|日|天|周|个月|年){INSIDE}", days.after_issue),
    row(
        rf"(?:收到|接到)(?:本)?(?:通知|文件|方案)(?:之日起|起|后)?\s*{NUMBER}\s*"
        rf"(?P<u>个?工作日|日|天|周|个月){INSIDE}",
        days.after_issue,
        doubtful=True,
        needs="到",
    ),
    row(
        rf"(?<![^，。；、：:（(])(?:力争|争取|计划|利用|用|在|各地|要"
        rf"|应){{0,3}}(?:未来)?{NUMBER}(?P<u>年"
        rf"|个月){INSIDE}",
        days.after_issue,
    ),
    # Recurring.
    row(
        rf"每年(?:的)?{MONTH}(?P<part>底|末|上中旬|中下旬|上旬|中旬|下旬|初)?{BEFORE}",
        days.each_year,
        "yearly",
        needs="每年",
    ),
    row(rf"每年(?:的)?{MONTH}{DAY}{BEFORE}", days.each_year, "yearly", needs="每年"),
    row(rf"每年(?:的)?年?(?:底|末|终){BEFORE}", days.each_year, "yearly", needs="每年"),
    row(
        rf"每(?:个)?季度(?:末|最后一?个?|第[三3]个)月?(?:的)?{DAY}{BEFORE}",
        days.each_quarter,
        "quarterly",
        needs="每",
    ),
    row(
        rf"(?:每|下)(?:一?个)?季度(?:首|初|第?[一1]个?)月?(?:的)?{DAY}{BEFORE}",
        days.each_quarter_start,
        "quarterly",
        needs="季度",
    ),
    row(
        r"每(?:个)?季度(?:结束|终了)?[后的]\s*(?P<d>\d{1,2})\s*个?(?:工作)?日(?:以|之)?内",
        days.each_quarter_start,
        "quarterly",
        needs="季度",
    ),
    row(
        r"每(?:个)?月(?:结束|终了)?后\s*(?P<d>\d{1,2})\s*个?(?:工作)?日(?:以|之)?内",
        days.each_month,
        "monthly",
        needs="月",
    ),
    row(
        rf"(?:每季度|每个季度|每季|按季度?)(?:末|底|结束)?{BEFORE}(?=末|底|结束|前|报|通|向|调|汇|[，。]"
        rf"|至少|召|开展|组织|听取|研究|梳理|更新|公布|发布|督|检|评|分析|对|进行|举办|[一1]次)",
        days.each_quarter,
        "quarterly",
        needs="每",
    ),
    row(rf"(?:每月|每个月|按月)(?:的)?{DAY}{BEFORE}", days.each_month, "monthly", needs="月"),
    row(
        rf"(?:每月|每个月)(?:底|末){BEFORE}"
        r"|(?:每月|每个月|按月)(?=[上通]?报|向|调度|汇总|召|开展|组织|至少|更新|公布|发布|梳理|督|检查|分析"
        r"|研|对|[一1]次|，)",
        days.each_month,
        "monthly",
        needs="月",
    ),
    # Days, months and their parts.
    row(rf"{YEAR}{MONTH}{DAY}{BEFORE}", days.on_day, needs="月"),
    row(rf"{YEAR}{MONTH}\d{{1,2}}\s*日?\s*{TO}\s*{DAY}(?!之?前)", days.on_day, needs="月"),
    row(
        r"(?P<y>20\d\d)[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?!\d)(?:\s*(?:之?前))?",
        days.on_day,
        needs="20",
    ),
    row(
        rf"{YEAR}{MONTH}(?P<part>底|末|上中旬|中下旬|上旬|中旬|下旬|初){BEFORE}",
        days.part_of_month,
        needs="月",
    ),
    row(  # 4月、9月分别组织; 3、6、9、12月底前报送: each month of the list
        rf"(?<![\d.第]){YEAR}(?P<m>1[0-2]|[1-9])\s*(?:月(?:份)?)?(?=(?:、\d{{1,2}}(?:月(?:份)?)?){{0,10}}"
        rf"[、和及]\d{{1,2}}月(?:份)?(?P<part>{MONTH_PART})?(?:之?前|以前|内|{DONE}))",
        days.part_of_month,
        needs="月",
    ),
    row(
        r"(?<![\d.])(?P<m>1[0-2]|0?[1-9])\.(?P<d>3[01]|[12]\d|0[1-9])(?:之前|以前|前)",
        days.on_day,
        needs="前",
    ),
    row(rf"{YEAR}{MONTH}第(?P<w>[一二三四五])(?:个)?(?:周|星期)", days.in_week, needs="月"),
    row(rf"{YEAR}{MONTH}(?:之前|以前|前)", days.before_month, doubtful=True, needs="月"),
    row(
        rf"(?<![每第近前个上本当]){YEAR}{MONTH}(?:内|{DONE})",
        days.part_of_month,
        needs="月",
    ),
    row(rf"{SURE_YEAR}{MONTH}", days.part_of_month, needs="月"),
    # Quarters, halves, years.
    row(
        rf"{YEAR}第?(?P<q>[一二三四1-4])季度(?:之前|以前|前)",
        days.quarter,
        doubtful=True,
        needs="季",
    ),
    row(rf"{YEAR}第?(?P<q>[一二三四1-4])季度(?:末|底|内|结束)?{BEFORE}", days.quarter, needs="季"),
    row(r"(?P<y>20\d\d)年?\s*Q(?P<q>[1-4])(?:末|底|内)?前?", days.quarter, needs="Q"),
    row(r"年中(?:之?前)?(?=前|[，,。；;]|完成|建成|形成|开展|召开)", days.mid_year, needs="年中"),
    row(rf"{YEAR}(?P<half>[上下])半年(?:末|底|内)?{BEFORE}", days.half, needs="半年"),
    row(r"(?P<half>上)(?=[、和]下半年)", days.half, needs="半年"),
    row(rf"{SURE_YEAR}(?:年)?(?:底|末|内|终){BEFORE}", days.year_end, needs="年"),
    row(
        rf"(?P<rel>今年|本年|明年|次年)(?:年)?(?:底|末|内|终)?{BEFORE}(?=底|末|内|终|前|要"
        rf"|完成|，|力争|将|计划|全面)",
        days.year_end,
        needs="年",
    ),
    row(
        rf"(?<![\d每往历])(?:年底|年末|年终|年内|本年度内|当年内){BEFORE}",
        days.year_end,
        needs="年",
    ),
    row(
        r"(?<![\d每])全年(?!实际|度预算|性|(?:工作)?(?:总结|情况|目标|任务|要点|计划)|预期|收入|经济|财政)",
        days.year_end,
        needs="年",
    ),
    row(rf"(?:到|至|截至|截止到)\s*{SURE_YEAR}(?:年)?(?:底|末)?", days.year_end, needs="年"),
    row(rf"{SURE_YEAR}(?:之前|以前|前)", days.before_year, doubtful=True, needs="年"),
    row(
        rf"(?<![^，。；、：:（(于在力争底中])(?:力争|争取)?(?:于|在)?{SURE_YEAR}{ORDERS}",
        days.year_end,
        needs="年",
    ),
    row(
        rf"(?<=[率量数重例值]){SURE_YEAR}(?=达到|提高|提升|增长|降|突破)", days.year_end, needs="年"
    ),
    row(
        rf"[“\"]?十(?P<plan>[三四五六七])五[”\"]?(?:规划)?(?:时期|期间)?(?:末|结束){BEFORE}",
        days.five_years,
        needs="五",
    ),
    *ENGLISH_ROWS,
)
CELL_ROWS: tuple[Phrase, ...] = (
    row(rf"(?:{SOME_DAY}|\d{{1,2}}日)\s*{TO}\s*{YEAR}{MONTH}{DAY}{BEFORE}", days.on_day),
    row(rf"{FROM_MONTH}\s*{TO}\s*{YEAR}{MONTH}(?:底|末)?{BEFORE}", days.part_of_month),
    row(rf"{YEAR}{MONTH}(?:底|末)?{BEFORE}(?:完成)?", days.part_of_month),
    row(r"(?P<y>20\d\d)[-./](?P<m>1[0-2]|0?[1-9])", days.part_of_month),
    row(
        rf"(?:20\d\d年?\s*{TO}\s*)?(?P<y>20\d\d)\s*(?:年度?)?(?:底|末)?{BEFORE}(?:完成)?",
        days.year_end,
    ),
    *ENGLISH_CELL_ROWS,
)
STAGED = re.compile(r"阶段[（(][^）)]{0,30}[）)]")
VAGUE = re.compile(
    r"适时|尽快|尽早|择机|条件成熟(?:时|后)|按照?国家统一部署|按照?统一部署"
    r"|as soon as possible|in due course"
    r"|as appropriate|at an appropriate time"
)
GUESSED = re.compile(
    r"(?:会议|大会|申报|颁奖|开学|高考|中考|暑假|寒假|暑期|学期|学年|汛期|采暖季|供暖季|主汛期|春耕|秋收"
    r"|换届)(?:召开|结束|截止|开始|到来)?(?:之前|以前|前)|(?:每)?学(?:期|年)(?:末|结束|初)"
    r"|[于在](?:暑|寒)(?:期|假)|每半年|每学[期年]"
)
START = re.compile(
    r"(20\d\d)\s*年(?:\d{1,2}月份?)?(?:\d{1,2}日)?(?:第?[一二三四1-4]季度|[上下]半年)?(?:起|开始)"
)
TITLES = re.compile(r"《[^》]{0,200}》|（\d{4}[^）月]{0,8}）")
HAS_YEAR = re.compile(r"20\d\d")
