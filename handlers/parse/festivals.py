"""Days around the public holidays: 国庆前, 春节后, 节后."""

from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar

from data.workdays import DAY, Workdays

FESTIVAL = (
    "元旦|春节|过年|大年|清明|五一|劳动|端午|中秋|国庆|双十一|(?<!双)十一(?=[节假前后之长])|节"
)
_FIXED = {
    "元旦": (1, 1),
    "五一": (5, 1),
    "劳动": (5, 1),
    "国庆": (10, 1),
    "十一": (10, 1),
    "双十一": (11, 11),
}
_NAMES = {
    "春节": "Spring Festival",
    "过年": "Spring Festival",
    "大年": "Spring Festival",
    "清明": "Tomb-sweeping Day",
    "端午": "Dragon Boat Festival",
    "中秋": "Mid-autumn Festival",
}
_YEAR = 400  # days within which every festival comes round


@lru_cache(maxsize=256)
def festival(name: str, side: str, on: date) -> date | None:
    """The day before a festival, or the first workday after it; None where none is published.

    节 alone is the next holiday. A festival that `on` lies in counts until it is over.
    """
    first = None if side == "前后" else _first(name, on)
    if first is None:
        return None
    if "前" in side:
        return first - DAY
    return Workdays().on_or_after(first)


def _first(name: str, on: date) -> date | None:
    if fixed := _FIXED.get(name):
        this = date(on.year, *fixed)
        return this if Workdays().on_or_after(this) > on else date(on.year + 1, *fixed)
    for ahead in range(_YEAR):
        day = on + timedelta(days=ahead)
        try:
            off, called = chinese_calendar.get_holiday_detail(day)
        except NotImplementedError:
            return None
        if off and called and _NAMES.get(name, called) == called:
            return day
    return None
