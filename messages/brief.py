"""What the picture and the bulletin show of a digest: numbered parts, each of a few lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from messages.markup import plain
from messages.render import figure, label, line, render

LINES = 24  # of a part; the text and the ledger hold the rest


@dataclass(frozen=True)
class Entry:
    """A line of a part; without a code it is a heading among the lines."""

    code: str
    text: str
    note: str = ""


@dataclass(frozen=True)
class Part:
    """A numbered part: its lines, or a sentence."""

    title: str
    entries: tuple[Entry, ...] = ()
    text: str = ""


def sentence(template: str, facts: Mapping[str, Any], locale: str) -> str:
    """A piece of the digest that has a template of its own, as plain text."""
    return plain(render(template, facts, locale))


def parts(
    facts: Mapping[str, Any], locale: str, most: int = LINES, *, whole: bool = False
) -> tuple[Part, ...]:
    """The parts that have something to say, numbered without gaps; `whole`: reports in full."""
    texts = {each["id"]: line(each["text"]) for each in facts["reports"]} if whole else {}
    owing = label("form.comma", locale).join(facts["owing"])
    listed = {
        "closed": _listed(facts["closed"], locale, most),
        "progress": _progress(facts["chapters"], texts, locale, most),
        "blocked": _listed(facts["blocked"], locale, most),
        "overdue": _listed(facts["overdue"], locale, most),
        "due-soon": _listed(facts["due_soon"], locale, most),
        "owing": (),
    }
    missed = facts.get("missed", False)  # weeks frozen earlier do not tell
    full = [kind for kind in listed if listed[kind] or (kind == "owing" and owing)]
    return tuple(
        Part(
            _title("closed-since" if kind == "closed" and missed else kind, number, locale),
            listed[kind],
            owing if kind == "owing" else "",
        )
        for number, kind in enumerate(full, 1)
    )


def _title(kind: str, number: int, locale: str) -> str:
    mark = label(f"numeral.{number}", locale)
    return label("bulletin.part", locale, number=mark, title=label(f"bulletin.{kind}", locale))


def _listed(entries: Sequence[Mapping[str, Any]], locale: str, most: int) -> tuple[Entry, ...]:
    lines = [Entry(each["code"], _says(each), _note(each, locale)) for each in entries[:most]]
    return (*lines, *_rest(len(entries) - most, locale))


def _says(entry: Mapping[str, Any]) -> str:
    return str(entry.get("gist") or entry["brief"])


def _note(entry: Mapping[str, Any], locale: str) -> str:
    """Who leads, and by how much it is late or on which day it is due."""
    facts = [label("form.comma", locale).join(entry["units"])]
    if "workdays" in entry:
        facts.append(label("bulletin.late", locale, workdays=entry["workdays"]))
    if "on" in entry:
        facts.append(day(entry["on"], locale))
    return label("bulletin.also", locale).join(fact for fact in facts if fact)


def _progress(
    chapters: Sequence[Mapping[str, Any]], texts: Mapping[int, str], locale: str, most: int
) -> tuple[Entry, ...]:
    lines: list[Entry] = []
    left, total = most, sum(len(chapter["progress"]) for chapter in chapters)
    for chapter in chapters:
        told = chapter["progress"][:left]
        left -= len(told)
        if told and chapter["mark"]:
            lines.append(Entry("", f"{chapter['mark']}{chapter['title']}"))
        lines += [
            Entry(each["code"], texts.get(each["report"], each["gist"]), _told(each, locale))
            for each in told
        ]
    return (*lines, *_rest(total - most, locale))


def _told(entry: Mapping[str, Any], locale: str) -> str:
    facts = [entry["unit"]]
    if entry["percent"] is not None:
        facts.append(f"{figure(entry['percent'])}%")
    return label("bulletin.also", locale).join(facts)


def _rest(number: int, locale: str) -> tuple[Entry, ...]:
    return (Entry("", label("bulletin.more", locale, number=number)),) if number > 0 else ()


def day(iso: str, locale: str, *, with_year: bool = False) -> str:
    """A day of a snapshot as people say it."""
    month = label(f"month.{int(iso[5:7])}", locale)
    said = label("form.day", locale, month=month, day=str(int(iso[8:10])))
    return label("bulletin.date", locale, year=iso[:4], day=said) if with_year else said
