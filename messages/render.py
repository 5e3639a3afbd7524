"""From a template's name and facts to what is said, in the language of the one who reads it."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from data.kinds import SlipLevel
from data.refusal import Refusal
from messages.markup import escape

FOLDER = Path(__file__).parent
LOCALES = tuple(sorted(each.parent.name for each in FOLDER.glob("*/labels.toml")))


class Marked(str):
    """Text that is our small Markdown already, not something that somebody typed."""

    __slots__ = ()


def render(template: str, facts: Mapping[str, object], locale: str) -> str:
    """The words of `messages/<locale>/<template>.md.j2`, as our small Markdown.

    Every fact is shown as it is: signs of HTML, Markdown and Jinja in it mean nothing.
    """
    text = _environment(locale).get_template(f"{template}.md.j2").render(facts)
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))


def label(key: str, locale: str, /, **facts: object) -> str:
    """The short text of a key `group.name`, as plain text; `facts` fill its `{places}`."""
    text = labels(locale)[key]
    return text.format(**{name: _worded(fact, locale) for name, fact in facts.items()})


def refusal(error: Refusal, locale: str) -> str:
    """The sentence for input that cannot be taken, as plain text."""
    return label(f"refusal.{error.key}", locale, **error.facts)


@cache
def labels(locale: str) -> Mapping[str, str]:
    """Every label of a language by `group.name`; no two files may give the same one."""
    found: dict[str, str] = {}
    for path in sorted((FOLDER / locale).glob("*.toml")):
        for group, entries in tomllib.loads(path.read_text("utf-8")).items():
            for name, text in entries.items():
                key = f"{group}.{name}"
                if key in found:
                    raise ValueError(f"{path} gives {key} again")
                found[key] = text
    return found


@cache
def _environment(locale: str) -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(FOLDER / locale),
        undefined=StrictUndefined,
        autoescape=False,  # our text is no HTML: `finalize` escapes what is shown as Markdown
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(filters(locale))
    environment.globals["label"] = lambda key, /, **facts: label(key, locale, **facts)
    return environment


def _shown(fact: object) -> str:
    return fact if isinstance(fact, Marked) else escape(str(fact))


def filters(locale: str) -> dict[str, Callable[..., Any]]:
    """How templates of a language show dates, numbers, lists and words of the closed lists."""

    def day(value: date, beside: date | None = None) -> str:
        return _day(value, locale, beside)

    def clock(value: datetime) -> str:
        return _worded(value, locale)

    def weekday(value: date) -> str:
        return label(f"weekday.{value.isoweekday()}", locale)

    def listed(values: Iterable[object]) -> str:
        return _worded(list(values), locale)

    def word(value: object, group: str) -> str:
        return label(f"{group}.{value}", locale)

    def titled(name: str, standing: object) -> str:
        """A name after its title, which is not said twice to somebody who is called by it."""
        title = word(standing, "standing")
        return name if name.startswith(title) else f"{title}{name}"

    return {
        "day": day,
        "clock": clock,
        "weekday": weekday,
        "listed": listed,
        "word": word,
        "titled": titled,
        "figure": figure,
        "size": size,
        "line": line,
        "short": short,
        "inner": inner,
        "quote": quote,
    }


def figure(value: float) -> str:
    """A number as it is read: 1,800; 30; 66.7."""
    return f"{value:,.1f}".removesuffix(".0")


def size(count: int) -> str:
    """How large a file is: 1 KB, 120 KB, 4.8 MB."""
    kilobytes = -(-count // 1024)
    return f"{max(kilobytes, 1)} KB" if kilobytes < 1024 else f"{figure(count / 1024**2)} MB"


def line(text: str) -> str:
    """Any text on one line."""
    return " ".join(text.split())


def short(text: str, most: int) -> str:
    """Any text on one line, of at most `most` characters."""
    flat = line(text)
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def inner(text: str) -> str:
    """Text that is to stand within quotation marks: its own are single ones."""
    return text.translate({ord("“"): "‘", ord("”"): "’"})


def quote(text: str) -> Marked:
    """Somebody's words, each line as a quotation."""
    return Marked("\n".join(f"> {escape(each)}" for each in text.strip().split("\n")))


def _worded(fact: object, locale: str) -> str:
    if isinstance(fact, Refusal):
        return refusal(fact, locale)
    if isinstance(fact, SlipLevel):
        return label(f"slip.{fact}", locale)
    if isinstance(fact, list | tuple):
        return label("form.comma", locale).join(_worded(each, locale) for each in fact)
    if isinstance(fact, datetime):
        return label("form.clock", locale, day=_day(fact, locale), time=f"{fact:%H:%M}")
    if isinstance(fact, date):
        return _day(fact, locale)
    return figure(fact) if isinstance(fact, float) else str(fact)


def _day(value: date, locale: str, beside: date | None = None) -> str:
    """A day; with its year where that is another one than that of the day it is read beside."""
    month = label(f"month.{value.month}", locale)
    day = label("form.day", locale, month=month, day=str(value.day))
    if beside is None or beside.year == value.year:
        return day
    return label("form.date", locale, year=str(value.year), day=day)
