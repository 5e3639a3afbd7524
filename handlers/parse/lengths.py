"""Lengths of time ahead: 三天内, 再有两周, 延期一个月, in two weeks."""

import re
from collections.abc import Iterator
from datetime import date

from data.workdays import Workdays
from handlers.parse.numbers import value

_LENGTH = re.compile(
    r"(?P<count>\d{1,3}|[一二两三四五六七八九十]{1,3}|半|几|a|an|one|two|three|four|six) ?"
    r"(?:more )?"
    r"(?P<unit>个?半?(?:多)?月|个?工作日|个?星期|个?礼拜|周|天|日(?!常)|年|(?:day|week|month)s?)"
    r"(?P<after> ?(?:左右)?(?:的?时间)?(?:之?以?[内后]|左右|就|可|能|完成)?)",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"(?:再|还|得|延|拖|往后|需|要|预计|估计|大概|大约|约|宽限|延期|延长|推迟|延后|顺延|晚|展期|给"
    r"|用|有|need|within|in|another|by|for)[了我们多要再有需用个期 ]{0,4}$",
    re.IGNORECASE,
)
_SPENT = re.compile(r"(?:提前|用时|历时) *$")
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6}


def lengths(flat: str, on: date) -> Iterator[tuple[int, int, int, int]]:
    """Start, end, days and months of each length of time that points ahead; 0, 0 for 几天."""
    for match in _LENGTH.finditer(flat):
        if _SPENT.search(flat[max(0, match.start() - 4) : match.start()]):
            continue
        ahead = _AHEAD.search(flat[max(0, match.start() - 10) : match.start()])
        if ahead or match["after"].strip():
            yield (*match.span(), *(_counted(match, on) or (0, 0)))


def length_at(flat: str, start: int, on: date) -> tuple[int, int, int] | None:
    """End, days and months from `on` of the length of time that begins there; 0, 0 for 几天."""
    match = _LENGTH.match(flat, start)
    return (match.end(), *(_counted(match, on) or (0, 0))) if match else None


def length(text: str, on: date) -> tuple[int, int] | None:
    """Days and months of the first length of time in a text, whatever stands around it."""
    match = _LENGTH.search(text)
    return _counted(match, on) if match else None


def _counted(match: re.Match[str], on: date) -> tuple[int, int] | None:
    """Days and months of a length of time: 两周, 半个月, 一个半月, 3个工作日."""
    word, unit = match["count"].lower(), match["unit"].lower()
    if word == "几" or "多" in unit:
        return None
    half = word == "半"
    count = 0 if half else int(_COUNTS.get(word) or value(word) or 0)
    if unit.startswith(("w", "周")) or "星期" in unit or "礼拜" in unit:
        return count * 7, 0
    if "工作日" in unit:
        return (Workdays().after(on, count) - on).days, 0
    if "月" in unit or unit.startswith("m"):
        return (15 if half or "半" in unit else 0), count
    if unit == "年":
        return 0, 6 if half else count * 12
    return count, 0
