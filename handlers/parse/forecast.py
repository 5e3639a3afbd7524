"""The day by which a report expects to be done, or the date it asks for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.parse.calendar import later
from handlers.parse.clauses import Clause
from handlers.parse.dates import Dated

_PAST_BEFORE = re.compile(
    r"(?:已于|已经?在|已|截[至止]到?|自|从|早在|上次|时限为?|原定于?|原计划|原时限|由|期限|since"
    r"|as of) ?$",
    re.I,
)
_PAST_AFTER = re.compile(
    r"^[^,]{0,6}(?:已|召开了|起|以来|印发了|的会议|完成了)"
    r"|^[^,]{0,4}(?:完成|[完办做弄])不(?:了|成|完)|^ ?(?:止|的(?!时|日))"
)
_FORWARD_AFTER = re.compile(
    r"^[ ]?(?:[上下中]午|左右|之?前|以前|可|能|完|办结|收尾|结束|搞定|内|弄完|做完|交付|上线|验收"
    r"|报送|印发|底)"
)
_COUNTS = re.compile(r"^[^,]{0,10}\d")  # 三季度培训900人 tells when, not by when
_FINISH = re.compile(r"完成|办结|结束|收尾|[弄做搞办]完|搞定|完工|全部|finish|complet|done", re.I)
_UNTIL = re.compile(r"(?:[至到]|延期|推迟|延后|until|to|till) ?$", re.I)


@dataclass(frozen=True)
class Forecast:
    """The day expected, or `doubtful` when one is meant that no calendar gives."""

    on: date | None
    doubtful: bool = False


def forecast(parts: Sequence[Clause], on: date) -> Forecast:
    """The day by which the report expects to finish; a clause that says so beats one that hints."""
    strong: list[tuple[bool, date]] = []
    weak: list[date] = []
    doubtful = False
    for clause, each, before, after in _all(parts):
        if _PAST_BEFORE.search(before) or _PAST_AFTER.search(after):
            continue
        cue = clause.planned(each.start - clause.start)
        if each.on is None or each.on < on:
            doubtful = doubtful or cue
        elif cue or _FORWARD_AFTER.match(after):
            strong.append((bool(_FINISH.search(clause.flat)), each.on))
        elif each.on > on and "已" not in clause.flat and not _COUNTS.search(after):
            weak.append(each.on)
    if strong:
        return Forecast([day for finish, day in strong if finish == max(strong)[0]][-1])
    return Forecast(weak[-1] if weak else None, doubtful and not weak)


def asked_for(
    parts: Sequence[Clause], said: Sequence[Clause], due: date | None, on: date
) -> date | None:
    """The date an extension asks for; a length of time counts from the deadline, if known.

    What is said after a day that is none or has passed puts it right: 2月30日；2月28日.
    """
    others = [each for each in _all(parts) if each[0] not in said]
    among = list(_all(said)) or others
    if among != others and not any(each.on and each.on >= on for _, each, *_ in among):
        among = [each for each in others if each[0].start > among[-1][0].start]
    found: date | None = None
    for _, each, before, _after in among:
        if each.days or each.months:
            found = found or (later(due, each.days, each.months) if due else None)
        elif each.on and (found is None or _UNTIL.search(before)):
            found = each.on
    return found


def _all(parts: Sequence[Clause]) -> Iterator[tuple[Clause, Dated, str, str]]:
    for clause in parts:
        for each in clause.dates:
            start, end = each.start - clause.start, each.end - clause.start
            yield clause, each, clause.flat[max(0, start - 8) : start], clause.flat[end : end + 12]
