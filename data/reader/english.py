"""English deadline phrases: rows as in deadlines.py."""

from data.reader import days
from data.reader.phrases import TO, Phrase, row

EN_MONTH = (
    r"\b(?-i:(?P<mon>J(?:an|AN)|F(?:eb|EB)|M(?:ar|AR)|A(?:pr|PR)|M(?:ay|AY)|J(?:un|UN)|J(?:ul|UL)"
    r"|A(?:ug|UG)|S(?:ep|EP)|O(?:ct|CT)|N(?:ov|OV)|D(?:ec|EC)))"
    r"(?:(?<=an)uary|(?<=eb)ruary|(?<=ar)ch|(?<=pr)il|(?<=un)e|(?<=ul)y|(?<=ug)ust|(?<=ep)t(?:ember)?"
    r"|(?<=ct)ober|(?<=ov)ember|(?<=ec)ember)?\b\.?"
)
EN_MONTH_ANY = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
BY = r"(?:by|before|until|no later than|not later than|on or before|in)\s+(?:the\s+)?"
ENGLISH_ROWS: tuple[Phrase, ...] = (
    row(
        r"(?:within|not? later than) (?P<n>\d{1,3}|one|two|three|four|five|six|twelve)"
        r" (?P<u>(?:working|business) days(?= of (?:the )?(?:issu|publi|approv|adopt|entry|this))"
        r"|days|weeks|months|years)"
        r"(?! of (?:receipt|receiving|application|request|the request|the application))",
        days.after_issue,
        needs=" ",
    ),
    row(
        rf"(?:annually|every year|each year),? (?:by|before) (?:(?P<d>\d{{1,2}}) )?{EN_MONTH}",
        days.english_each_year,
        "yearly",
    ),
    row(
        rf"by (?:(?P<d>\d{{1,2}}) )?{EN_MONTH}(?: of)? (?:each|every) year",
        days.english_each_year,
        "yearly",
        needs="by",
    ),
    row(
        r"(?:by|on|before) the (?P<d>\d{1,2})(?:st|nd|rd|th)?(?: day)? of (?:each|every) month",
        days.each_month,
        "monthly",
    ),
    row(r"(?:each|every) quarter\b|\bquarterly\b", days.each_quarter, "quarterly"),
    row(r"(?:each|every) month\b|\bmonthly\b", days.each_month, "monthly"),
    row(
        rf"{BY}(?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{EN_MONTH},? (?P<y>20\d\d)",
        days.english_day,
        needs="20",
    ),
    row(
        rf"{BY}{EN_MONTH} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>20\d\d)",
        days.english_day,
        needs="20",
    ),
    row(
        rf"{BY}(?:the )?(?:end of |end-)?{EN_MONTH},? (?P<y>20\d\d)",
        days.english_month_end,
        needs="20",
    ),
    row(
        rf"{BY}(?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{EN_MONTH}(?! ?,? ?\d)",
        days.english_day,
        needs=" ",
    ),
    row(
        rf"{BY}{EN_MONTH} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]| ?,? ?20)",
        days.english_day,
        needs=" ",
    ),
    row(
        rf"(?:{BY}(?:the )?(?:end of |end-)|\b(?:by|in|during) ){EN_MONTH}(?! ?,? ?\d)",
        days.english_month_end,
        needs=" ",
    ),
    row(
        rf"(?:{BY})?(?:the )?(?:end of )?Q(?P<q>[1-4])(?: of)?[ ,]+(?P<y>20\d\d)",
        days.quarter,
        needs="Q",
    ),
    row(  # Q2 and Q4 2025: the year stands after the last one
        r"(?:\b(?:by|in) )?\bQ(?P<q>[1-4])"
        r"(?=(?:, Q[1-4])*,? (?:and|&|or) Q[1-4](?: of)?,? (?P<y>20\d\d))",
        days.quarter,
        needs="Q",
    ),
    row(rf"{BY}(?:the )?(?:end of )?Q(?P<q>[1-4])\b", days.quarter, needs="Q"),
    row(
        rf"{BY}(?:the )?(?:end of the )?(?P<q>first|second|third|fourth) quarter"
        rf"(?:(?: of)?,? (?P<y>20\d\d))?",
        days.quarter,
        needs="quarter",
    ),
    row(rf"{BY}mid-(?P<y>20\d\d)", days.mid_year, needs="mid-"),
    row(rf"{BY}mid-{EN_MONTH}(?:,? (?P<y>20\d\d))?", days.english_mid_month, needs="mid-"),
    row(rf"(?:{BY})?(?:the )?(?P<half>first|second) half of (?P<y>20\d\d)", days.half, needs="20"),
    row(
        rf"{BY}(?:the )?(?:year[- ]end|end of (?:the|this) year|end of year)",
        days.year_end,
        needs=" ",
    ),
    row(
        r"(?:by|before|until|no later than) (?:the )?(?:end of |end-)?(?P<y>20\d\d)\b",
        days.year_end,
        needs="20",
    ),
    row(r"(?<!\w)(?:throughout the year|year-round)", days.year_end, needs="year"),
)
ENGLISH_CELL_ROWS: tuple[Phrase, ...] = (
    row(r"(?:by )?(?:the )?end of (?P<y>20\d\d)", days.year_end),
    row(r"Q(?P<q>[1-4])", days.quarter),
    row(rf"mid-{EN_MONTH}(?:,? (?P<y>20\d\d))?", days.english_mid_month),
    row(rf"(?:(?:the )?end of )?{EN_MONTH},? (?P<y>20\d\d)", days.english_month_end),
    row(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)? {EN_MONTH},? (?P<y>20\d\d)", days.english_day),
    row(rf"{EN_MONTH} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>20\d\d)", days.english_day),
    row(r"(?:the )?(?P<q>first|second|third|fourth) quarter(?: of)?,? (?P<y>20\d\d)", days.quarter),
    row(
        rf"(?:{EN_MONTH_ANY}|Q[1-4]|\d{{4}})(?: 20\d\d)?\s*{TO}\s*"
        rf"{EN_MONTH},? (?P<y>20\d\d)",
        days.english_month_end,
    ),
    row(rf"(?:Q[1-4](?: 20\d\d)?)\s*{TO}\s*Q(?P<q>[1-4]),? (?P<y>20\d\d)", days.quarter),
)
