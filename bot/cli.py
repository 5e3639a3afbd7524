"""What every command of the command line shares: the house it opens, and how it says no.

A command loads what it needs when it runs, as do the functions here: `--help` needs nothing.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import typer

from data.refusal import Refusal

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.house import House

P = ParamSpec("P")
T = TypeVar("T")


def settings() -> "Settings":
    """The settings of the environment.

    Where no database is named and only the rehearsal of `demo` is there, that one is meant.
    """
    from bot.config import DEMO, LIVE, load

    found = load()
    unnamed = "database" not in found.model_fields_set
    if unnamed and DEMO.exists() and not LIVE.exists():
        return load(database=f"sqlite:///{DEMO}")
    return found


@contextmanager
def house() -> "Iterator[House]":
    """The house that the settings name, opened for one command."""
    from bot.house import open_house

    opened = open_house(settings())
    try:
        yield opened
    finally:
        opened.store.close()


def told(command: Callable[P, T]) -> Callable[P, T]:
    """A command whose refusals are one line on stderr and exit code 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except Refusal as error:
            from messages.render import refusal

            typer.echo(refusal(error, locale()), err=True)
            raise typer.Exit(1) from error

    return run


def locale() -> str:
    """The language of the command line, known even when the settings cannot be read."""
    return "en" if os.environ.get("DUBAN_LOCALE") == "en" else "zh"


def say(name: str, /, **facts: object) -> None:
    """Print a label's words."""
    from messages.render import label

    typer.echo(label(f"cli.{name}", locale(), **facts))


def show(template: str, **facts: object) -> None:
    """Print a template's words."""
    from messages.markup import plain
    from messages.render import render

    typer.echo(plain(render(template, facts, locale())))


def agreed(name: str, /, **facts: object) -> bool:
    """Whether the one at the terminal says yes to a label's question; refuses without anybody."""
    from messages.render import label

    typer.echo(label(f"cli.{name}", locale(), **facts), nl=False)
    answer = sys.stdin.readline()
    if not answer:
        typer.echo()
        raise Refusal("unasked")
    return answer.strip().lower() in label("cli.yes", locale()).split()


def print_json(document: Any) -> None:
    """Print one JSON document, UTF-8, nothing else."""
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
    sys.stdout.buffer.write(text.encode() + b"\n")
    sys.stdout.flush()


def text_of(words: Sequence[str]) -> str:
    """The words of the command line as one text; `-` alone reads stdin."""
    text = " ".join(words)
    return sys.stdin.buffer.read().decode("utf-8", "replace").strip() if text == "-" else text
