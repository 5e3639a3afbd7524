"""Rows of windows: the end of one in which work is done is a deadline, that of another is none.

A row without a function only takes words away that look like a date and are none.
"""

from data.reader import days
from data.reader.phrases import BEFORE, DAY, MONTH, TO, YEAR, Phrase, row

SOME_DAY = r"(?:20\d\d\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*[日号]"
FROM_MONTH = r"(?:20\d\d\s*年\s*)?\d{1,2}\s*(?:月(?:份)?)?"
SINCE_DAY = SOME_DAY.replace(r"20\d\d", r"(?P<from>20\d\d)")  # a window's end may elide its year
SINCE_MONTH = FROM_MONTH.replace(r"20\d\d", r"(?P<from>20\d\d)")
TO_MONTH = r"(?:20\d\d\s*年\s*)?\d{1,2}\s*月(?:份)?"
WINDOW_OR_DAY = rf"{SOME_DAY}(?:\s*{TO}\s*{SOME_DAY})?"
SHRUNK = r"(?:压缩|缩短|缩减|压减|减少|控制|限定|延长|不超过|不得超过|不少于|最长|最多|不低于)"
STAGE = r"(?<=阶段[（(])"  # 集中整治阶段（4月1日至5月31日）
MONTH_PART = r"(?:底|末|上中旬|中下旬|上旬|中旬|下旬|初)"
WORKED = (  # what is done in a window, so that its end is a deadline; 减按, 补贴, 执行 are not
    r"(?=[，,]?\s*(?:集中|分批|分期|分类|分别|分片|全面|陆续|实地|各[^，。；]{1,8})?(?:开展|组织|完成|举办|举行|进行"
    r"|召开|推进|排查|整治|培训|调研|检查|督查|督导|抽查|评审|评选|申报|验收|自查|摸排|部署|启动|试运行|宣传|征集|遴选"
    r"|审核|公示|总结|建设|改造|实地|赴))"
)
NONE = None
WINDOW_ROWS: tuple[Phrase, ...] = (
    # Windows in which work is done: it ends with them.
    row(
        rf"(?:自|从|于|在)?{SINCE_DAY}起?\s*{TO}\s*{YEAR}{MONTH}{DAY}(?:期间)?{WORKED}",
        days.on_day,
        needs="月",
    ),
    row(
        rf"(?:自|从|于|在)?{SINCE_MONTH}{MONTH_PART}?起?\s*{TO}\s*{YEAR}{MONTH}"
        rf"(?P<part>{MONTH_PART})?(?:期间)?{WORKED}",
        days.part_of_month,
        needs="月",
    ),
    row(
        rf"{STAGE}(?:{SINCE_DAY}\s*{TO}\s*)?{YEAR}{MONTH}{DAY}{BEFORE}(?=[）)])",
        days.on_day,
        needs="阶段",
    ),
    row(
        rf"{STAGE}(?:{SINCE_MONTH}{MONTH_PART}?\s*{TO}\s*)?{YEAR}{MONTH}(?P<part>{MONTH_PART})?{BEFORE}"
        r"(?=[）)])",
        days.part_of_month,
        needs="阶段",
    ),
    # Words that look like dates and are none.
    row(
        rf"(?:有效期|执行期限|执行时间|适用期|优惠期|期限)[^，。；]{{0,6}}?(?:至|到|为|自"
        rf"|[:：]){WINDOW_OR_DAY}",
        NONE,
        needs="月",
    ),
    row(
        rf"(?:自|从)?{SOME_DAY}(?:起)?(?:执行|实施|施行|适用)?\s*{TO}\s*{SOME_DAY}(?!\s*之?以?前)(?:期间)?",
        NONE,
        needs="月",
    ),
    row(r"(?:20\d\d\s*年\s*)?\d{1,2}\s*月(?:份|\d{1,2}\s*日)?(?:起|以来|开始)", NONE, needs="月"),
    row(
        rf"(?:20\d\d\s*年\s*)?(?:{SOME_DAY}|\d{{1,2}}月)?[底末]?(?:之|以)?前"
        rf"(?:到期|出生|已|存量|(?:毕业|入职|参保|取得|成立|注册|登记|签订|发生)[^，。；]{{0,4}}的)",
        NONE,
        needs="前",
    ),
    row(r"不(?:得)?超过\s*20\d\d\s*年(?:\d{1,2}月)?[底末]?", NONE, needs="超过"),
    row(
        rf"(?:延续|延长|执行|沿用|顺延)[^，。；]{{0,4}}?{TO}\s*"
        rf"(?:{SOME_DAY}|20\d\d\s*年(?:\d{{1,2}}月)?(?:底|末)?)",
        NONE,
        needs="年",
    ),
    row(
        rf"(?:自|从)?{FROM_MONTH}(?:起)?\s*{TO}\s*{TO_MONTH}(?!\s*(?:底|末|之?以?前))(?:期间)?",
        NONE,
        needs="月",
    ),
    row(
        rf"(?:20\d\d)\s*年?\s*{TO}\s*(?:20\d\d)\s*年(?!\s*(?:底|末))(?:度|期间)?", NONE, needs="年"
    ),
    row(
        r"(?:20\d\d年)?(?:第?[一二三四1-4]季度|[上下]半年)(?:起|以来|开始)",
        NONE,
    ),
    row(
        r"(?:自|从)(?:20\d\d年)?(?:\d{1,2}月份?)?(?:\d{1,2}日)?(?:第?[一二三四1-4]季度|[上下]半年)?"
        r"(?:起|以来|开始)",
        NONE,
    ),
    row(
        rf"{SHRUNK}[^，。；]{{0,12}}?(?:至|到|为|在)?\s*\d{{1,3}}\s*(?:个?工作日|个月|天|日"
        rf"|小时|年)(?:以?内|之内)?",
        NONE,
    ),
    row(
        r"\d{1,3}\s*个?工作日(?:以?内|之内)?|\d{1,3}\s*小时(?:以?内|之内)?|\d{1,3} (?:working"
        r"|business) days",
        NONE,
    ),
    row(
        r"(?:近|过去|最近|连续|满|未满|超过|每|第|前|后"
        r"|这)[一二三四五六七八九十两\d]{1,3}(?:个)?(?:年|月)(?:以?内|来)?",
        NONE,
    ),
    row(
        r"(?:以上|以下|以内)?[一二三四五六七八九十\d]{1,2}年(?:以上|以下|期|制|级)",
        NONE,
        needs="年",
    ),
    row(r"20\d\d\s*年(?:度|版|第|修订|《|\d{1,2}月\d{1,2}日《)", NONE, needs="年"),
    row(r"年(?:满|龄)|当年度|上一?年度?(?:\d{1,2}月)?|去年|上年", NONE),
)
