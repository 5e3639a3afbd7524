"""Days as Chinese names them: 11月底, 下月中旬, 下周三, 四季度末, 国庆节后."""

import re
from datetime import date, timedelta

from handlers.parse.calendar import Day, day_of, last_of, within, year_for
from handlers.parse.festivals import FESTIVAL, festival
from handlers.parse.numbers import value

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = (
    r"(?:(?P<year>20\d\d|二〇[一二三四][〇一二三四五六七八九]) ?年 ?"
    r"|(?P<rel>今年|明年|本年|来年|去年)(?:的)?)?"
)
_PART = r"(?P<part>底|末|下旬|上旬|初|中旬|中(?!的|有|国|央|小|完|级|心)|上半月|下半月)"
_WEEKDAYS = "一二三四五六日天"


def _year(match: re.Match[str], on: date, month: int) -> int:
    """The year written, the year named (明年), or the one a bare month is in."""
    groups = match.groupdict()
    if written := groups.get("year"):
        digits = "〇一二三四五六七八九"
        return int("".join(str(digits.find(sign)) if sign in digits else sign for sign in written))
    if relative := groups.get("rel"):
        return on.year + {"明": 1, "来": 1, "去": -1}.get(relative[0], 0)
    return year_for(month, on)


def _number(word: str | None) -> int:
    return int(value(word or "") or 0)


def _month_day(match: re.Match[str], on: date) -> date | None:
    month = _number(match["month"])
    return day_of(_year(match, on, month), month, _number(match["day"]))


def _month_part(match: re.Match[str], on: date) -> date | None:
    month = _number(match["month"])
    if not 1 <= month <= 12:
        return None
    return within(_year(match, on, month), month, match["part"])


def _near_month(match: re.Match[str], on: date) -> date | None:
    ahead = {"下": 1, "下下": 2, "次": 1}.get((match["which"] or "").replace("个", ""), 0)
    month = on.month + ahead
    return within(on.year + (month - 1) // 12, (month - 1) % 12 + 1, match["part"])


def _year_end(match: re.Match[str], on: date) -> date | None:
    return day_of(_year(match, on, on.month), 12, 31)


def _quarter(match: re.Match[str], on: date) -> date | None:
    which = match["quarter"]
    number = (on.month + 2) // 3 + (which == "下") if which in "本下" else _number(which)
    year = on.year if which in "本下" else _year(match, on, number * 3)
    return last_of(year + (number - 1) // 4, (number - 1) % 4 * 3 + 3) if number else None


def _half(match: re.Match[str], on: date) -> date | None:
    month = 6 if match["half"] == "上" else 12
    return last_of(_year(match, on, month), month)


def _weekday(match: re.Match[str], on: date) -> date | None:
    groups = match.groupdict()
    which, name = (groups["which"] or "").replace("个", ""), groups["weekday"] or groups.get("name")
    wanted = {"内": 4, "底": 4, "末": 6, "": 4}.get(name or "", _WEEKDAYS.find(name or "一"))
    weeks = {"下": 1, "下下": 2}.get(which, 0)
    passed = match[0][0] in "周星礼" and min(wanted, 6) < on.weekday()
    monday = on - timedelta(days=on.weekday())
    return monday + timedelta(days=min(wanted, 6) + 7 * (weeks + passed))


def _near_day(match: re.Match[str], on: date) -> date | None:
    ahead = {"今": 0, "明": 1, "后": 2, "大": 3, "当": 0}[match[0][0]]
    return on + timedelta(days=ahead)


def _bare_day(match: re.Match[str], on: date) -> date | None:
    day = _number(match["day"])
    month = on.month + (day < on.day)
    return day_of(on.year + (month - 1) // 12, (month - 1) % 12 + 1, day)


def _festival(match: re.Match[str], on: date) -> date | None:
    return festival(match["name"], match["side"], on)


def _unknown(match: re.Match[str], on: date) -> date | None:
    return None


# In order: an earlier phrase keeps its place from a later one.
PHRASES: tuple[tuple[re.Pattern[str], Day], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), day)
    for pattern, day in (
        (
            r"(?<!\d)(?P<year>20\d\d) ?[-./年] ?(?P<month>\d{1,2}) ?[-./月] ?"
            r"(?P<day>\d{1,2})(?!\d)[日号]?",
            _month_day,
        ),
        (
            rf"{_YEAR}(?P<month>{_N}) ?月(?:份)? ?(?P<day>{_N}) ?(?:[日号]|(?![天个日号\d]))",
            _month_day,
        ),
        (rf"{_YEAR}(?P<month>{_N}) ?月(?:份)?(?:的)?{_PART}?", _month_part),
        (rf"(?P<which>下下|下|次)个?月(?:份)?(?:的)?{_PART}?", _near_month),
        # 本月 and 本周 alone say since when, not until when.
        (
            rf"(?P<which>本|这|当)个?月(?:份)?(?:的)?(?:{_PART}|(?P<whole>内)|(?=之?前|可|能))",
            _near_month,
        ),
        (r"(?P<which>(?<![\d个年]))月(?P<part>底|末|中旬|中(?!国|央)|上旬|下旬)", _near_month),
        (
            rf"{_YEAR}第?(?P<quarter>[一二三四1-4下]|本(?=个?季度(?:末|底|内|之?前)))个?季度(?:末"
            rf"|底|内)?|\bQ(?P<q>[1-4])\b",
            lambda match, on: (
                last_of(on.year, int(match["q"]) * 3) if match["q"] else _quarter(match, on)
            ),
        ),
        (rf"{_YEAR}(?P<half>[上下])半年(?:末|底)?", _half),
        (
            r"(?:(?P<year>20\d\d) ?年?|(?P<rel>今年|明年|本年|去年|今|明|本|去)?)年(?:底|末|终|内)",
            _year_end,
        ),
        (r"(?P<rel>今年|明年|本年)(?:以?内|底|末)?(?=前|完成|可|能)", _year_end),
        (
            r"(?P<which>下下个?|下个?)(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天内底末]?)(?!期"
            r"|年)"
            r"|(?:本|这个?)(?:周|星期|礼拜)(?:(?P<name>[一二三四五六日天内底末])|(?=之?前|可|能))",
            _weekday,
        ),
        (r"(?P<which>)(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])", _weekday),
        (r"今[天日](?:内)?|明[天日早晚]|大后天|后天|当天|当日", _near_day),
        (
            rf"(?P<name>{FESTIVAL})(?:节|假期|长假|放假|小长假|节假日){{0,3}}(?P<side>前后"
            rf"|之?以?[前后]"
            rf"|期间|回来)",
            _festival,
        ),
        (r"(?<![\d月\])〕第期])(?P<day>[12]?\d|3[01])[日号](?![楼文令线机公发通])", _bare_day),
        (
            r"(?:(?<=预计)|(?<=计划)|(?<=延期至)|(?<=延期到)|(?<=延至)|(?<=[于至到在前]))"
            r"(?P<month>1[0-2]|[1-9])[.-](?P<day>[12]\d|3[01]|0?[1-9])(?![\d%万亿])",
            _month_day,
        ),
        (
            r"(?<!\d)(?P<month>1[0-2]|[1-9])[./-](?P<day>[12]\d|3[01]|0?[1-9])(?=之?前|日"
            r"|号)[日号]?",
            _month_day,
        ),
        (r"开学[前后]?|假期后|暑假[前后]?|寒假[前后]?|会后|两会[前后]|年初|期末", _unknown),
    )
)
