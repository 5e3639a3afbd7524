"""The forms of numbers with what they count: units of every kind, scales, both ends of a range."""

import re

COUNTED = (
    "个|所|门|节|套|项|人次|批次|场次|班次|户次|件次|家次|人|名|位|堂|件|家|篇|条|册|本|种|场|次|座|台|辆|户|对|支|间|处|例|张"
    "|份|部|集|幅|只|头|株|棵|艘"
    "|架|列|宗|起|组|款|班|团|片|段|枚|颗|根|卷|栋|幢|块|口|眼|盏|封|首|羽|尾|匹|箱|袋|瓶|床|单|笔|席|批|页|类(?!似)|期(?!工程|建设|项目)"
)
MEASURED = (
    "学时|课时|学分|km²|km2|km|公里|千米|米|亩|公顷|吨|斤|公斤|千克|平方米|平方公里|立方米|千瓦时|万千瓦|千瓦"
    "|兆瓦时|兆瓦|倍|摄氏度|美元|元|TB|GB|PB|MW|GW"
)
RATED = r"%|％|个百分点|‰"
UNIT_WORDS = f"{MEASURED}|{RATED}|{COUNTED}"
TIMED = "个?工作日|个月|小时|分钟|天|日"  # counted where a time is cut to it
UNIT = rf"(?P<timed>{TIMED})|个?(?P<measured>{MEASURED})|(?P<rated>{RATED})|(?P<counted>{COUNTED})"
NUMBER = re.compile(
    r"(?<![\d.A-Za-z〔\[第~～—+-])(?:(?P<low>\d+(?:\.\d+)?)\s*[千万亿]?[%％]?\s*(?:[—–－～~-]{1,2})\s*)?"
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s*(?P<scale>亿|万亿"
    r"|千万|百万|万|千|百)?"
    rf"(?P<more>余|多)?\s*(?:{UNIT})?(?P<after>及?以上|左右|以内|以下|上下)?"
)
ENGLISH_MEASURED = (
    r"(?:km²|km2|km|m²|ha|MWh|GWh|kWh|MW|GW|kW)(?!\w)|hectares|tonnes|tons\b|litres"
    r"|(?:square )?kilomet(?:re|er)s|met(?:re|er)s\b"
)
ENGLISH = re.compile(
    r"(?<![\w.,-])(?:between (?P<from>\d+(?:\.\d+)?) and |(?P<low>\d+(?:\.\d+)?)\s*%?\s*[–—-]\s*)?"
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?:\s*(?P<scale>million|billion|thousand))?"
    rf"\s*(?:(?P<rated>%|per ?cent|percentage points)|(?P<measured>{ENGLISH_MEASURED})"
    r"|(?P<counted>(?!January|February|March|April"
    r"|May|June|July|August"
    r"|September|October|November|December|(?:(?:working|business|calendar) )?days?|months?|weeks?"
    r"|years?|hours?|of\b|and\b|to\b|the\b|will\b|shall\b|must\b|should\b|may\b|can\b"
    r"|are\b|is\b|have\b|has\b|all\b|every\b"
    r"|or\b)(?:(?:[A-Z]\w+ ){0,3}(?:[a-z-]{3,} ){0,4}?"
    r"(?:[a-z]{3,}(?<!ous)s\b|people|staff|children|women|men\b|personnel)"
    r"|[a-z]{3,}(?: [a-z]{4,})?)))"
)
SCALES = {
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
}
