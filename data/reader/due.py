"""When a task as a whole is due, and why; the flags that go with dates."""

import re
from dataclasses import dataclass
from datetime import date

from data.kinds import Basis
from data.reader.dated import Calendar, Hit, find_deadlines, find_in_cell
from data.reader.deadlines import GUESSED, VAGUE
from data.reader.draft import Deadline, Due, Flag

STOPS = "。；;！\n"


@dataclass(frozen=True)
class Dates:
    """All that a task's words say about time."""

    due: Due
    deadlines: tuple[Deadline, ...]
    flags: tuple[Flag, ...]


def read_dates(
    text: str, mark: str, calendar: Calendar, lines: tuple[int, int], *, whole: Deadline | None
) -> Dates:
    """`mark`: the words after a date label in the owner mark; `whole`: a date set for all tasks."""
    hits = find_deadlines(text, calendar)
    marked = find_in_cell(mark, calendar)
    due = _due(text, hits, marked, calendar, whole)
    deadlines = tuple(hit.deadline for hit in (*hits, *marked))
    return Dates(due, deadlines, _flags(text, mark, hits + marked, due, lines))


def implied(calendar: Calendar) -> Due:
    """The end of the plan year, or of the period that the plan covers; none without a year."""
    if calendar.years is None:
        return Due(None, Basis.NONE, None, "no-date")
    first, last = calendar.years
    why = "implied-year-end" if first == last else "implied-period-end"
    return Due(date(last, 12, 31), Basis.IMPLIED, None, why)


def _due(
    text: str,
    hits: tuple[Hit, ...],
    marked: tuple[Hit, ...],
    calendar: Calendar,
    whole: Deadline | None,
) -> Due:
    in_mark = [hit.deadline for hit in marked if hit.deadline.recurs is None]
    if in_mark:
        return _explicit(max(in_mark, key=lambda d: d.on), "explicit-mark")
    fixed = [h for h in hits if h.deadline.basis is Basis.EXPLICIT and not h.deadline.recurs]
    if not fixed:
        return _explicit(whole, "whole-plan") if whole else implied(calendar)
    latest = max((hit.deadline for hit in fixed), key=lambda d: d.on)
    fallback = implied(calendar)
    covers = any(hit.whole for hit in fixed) or _nothing_after(text, fixed[-1])
    if covers or fallback.on is None or latest.on > fallback.on:
        return _explicit(latest, "explicit")
    return fallback


def _explicit(deadline: Deadline, why: str) -> Due:
    return Due(deadline.on, Basis.EXPLICIT, deadline.phrase, why)


def _nothing_after(text: str, last: Hit) -> bool:
    """Whether the sentence of the last date closes the task: no undated work follows it."""
    closing = min((at for stop in STOPS if (at := text.find(stop, last.end)) >= 0), default=-1)
    return closing < 0 or not text[closing:].strip(STOPS + " 　")


def _flags(
    text: str, mark: str, hits: tuple[Hit, ...], due: Due, lines: tuple[int, int]
) -> tuple[Flag, ...]:
    found = [Flag("uncertain-date", h.deadline.phrase, lines) for h in hits if h.doubtful]
    found += [Flag("uncertain-date", m.group(), lines) for m in GUESSED.finditer(text)]
    found += [Flag("vague-date", m.group(), lines) for m in VAGUE.finditer(f"{text} {mark}")]
    if mark and not any(hit.end for hit in hits) and not VAGUE.search(mark):
        code = "uncertain-date" if re.search(r"\d", mark) else "vague-date"
        found.append(Flag(code, mark, lines))
    if due.on is None and not hits:
        found.append(Flag("no-date", "", lines))
    return tuple(dict.fromkeys(found))
