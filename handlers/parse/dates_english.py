"""Days as English names them: 30 November, end of November, next Wednesday."""

import re
from datetime import date, timedelta

from handlers.parse.calendar import Day, day_of, last_of, within, year_for

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_EN_MONTH = (
    r"(?P<en>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_EN_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def _month(match: re.Match[str], on: date) -> date | None:
    month = _MONTHS.index(match["en"][:3].lower()) + 1
    year = int(match["year"]) if match["year"] else year_for(month, on)
    if day := match.groupdict().get("day") or match.groupdict().get("after"):
        return day_of(year, month, int(day))
    part = (match.groupdict().get("part") or "").lower()
    return within(year, month, {"early": "上旬", "mid": "中旬"}.get(part[:5].rstrip("- ")))


def _near(match: re.Match[str], on: date) -> date | None:
    words = match[0].lower()
    ahead = int("next" in words)
    if "year" in words:
        return day_of(on.year + ahead, 12, 31)
    if "month" in words:
        return last_of(on.year + (on.month + ahead - 1) // 12, (on.month + ahead - 1) % 12 + 1)
    named = next((n for n, name in enumerate(_EN_DAYS) if name in words), 4)
    monday = on - timedelta(days=on.weekday())
    passed = not ahead and named < on.weekday()
    return monday + timedelta(days=named + 7 * (ahead + passed))


PHRASES: tuple[tuple[re.Pattern[str], Day], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), day)
    for pattern, day in (
        (
            rf"(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)? (?:of )?{_EN_MONTH}(?:,? (?P<year>20\d\d))?",
            _month,
        ),
        (
            rf"(?P<part>end of|late|mid(?:dle of)?[- ]?|early|by|in|until|to"
            rf"|before)? ?\b{_EN_MONTH}"
            r"(?: (?P<after>[12]?\d|3[01])(?:st|nd|rd|th)?\b(?!%))?(?:,? (?P<year>20\d\d))?",
            _month,
        ),
        (
            r"(?:(?:end of (?:the )?|by )(?:this |next )?|next )(?:year|month"
            r"|week)(?:['’]s end)?"
            rf"|(?:(?:next|this|by|on) )(?:{'|'.join(_EN_DAYS)})",
            _near,
        ),
        (r"\btomorrow\b", lambda match, on: on + timedelta(days=1)),
    )
)
