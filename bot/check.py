"""`check`: what of the settings works, what does not, and how to mend it."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import TemporaryFile

from bot.cli import settings as named
from bot.clock import real
from bot.config import Settings
from bot.endpoints import webhook_url
from bot.house import open_house
from data.refusal import Refusal
from data.store import house
from messages.render import label, refusal


@dataclass(frozen=True)
class Finding:
    """One thing looked at, in words; one that is needed and not good means exit code 1."""

    name: str
    good: bool
    words: str = ""
    needed: bool = True


def examine(locale: str) -> Iterator[Finding]:
    """Look at settings, database, clock, calendar, files, fonts, channels, in that order."""

    def found(key: str, good: bool = True, words: str = "", needed: bool = True) -> Finding:
        return Finding(label(f"check.{key}", locale), good, words, needed)

    step = "settings"
    try:
        settings = named()
        webhook = webhook_url(settings)
        days = settings.days
        yield found(step)
        step = "database"
        opened = open_house(settings)
    except Refusal as error:
        yield found(step, good=False, words=refusal(error, locale))
        return
    try:
        kind = opened.store.look(house.kind)
        yield found(step, words=label(f"check.database-kind-{kind}", locale))
        now = opened.clock.now()
        yield found("clock", words=f"{now.astimezone(days.zone):%Y-%m-%d %H:%M %Z}")
        year = days.today(now if opened.rehearsal else real()).year
        known = days.known(year)
        words = "" if known else label("check.calendar-unknown", locale, year=str(year))
        yield found("calendar", known, words, needed=False)
        yield found("files", *_files(settings, locale))
        yield found("fonts", *_fonts(settings, locale), needed=False)
        on = opened.rehearsal or settings.has_channel
        yield found("channels", on, "" if on else label("check.channels-none", locale))
        yield from _telegram(settings, webhook, locale)
    finally:
        opened.store.close()


def _files(settings: Settings, locale: str) -> tuple[bool, str]:
    """Whether what people send can be kept."""
    try:
        settings.files.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=settings.files):
            return True, ""
    except OSError:
        return False, label("check.files-unwritable", locale, path=str(settings.files))


def _fonts(settings: Settings, locale: str) -> tuple[bool, str]:
    """Whether the digest's picture has its fonts, and the folder that is set is there."""
    from messages.picture import fonts_missing  # loads the typesetter

    if settings.fonts and not settings.fonts.is_dir():
        return False, label("check.fonts-folder", locale, path=str(settings.fonts))
    missing = fonts_missing(settings.fonts)
    return not missing, label("check.fonts-missing", locale, names=missing) if missing else ""


def _telegram(settings: Settings, webhook: str | None, locale: str) -> Iterator[Finding]:
    if not settings.telegram_token:
        return
    from bot.channels.telegram_check import examine as look

    signs = asyncio.run(look(settings.telegram_token, real, settings.telegram_api, webhook))
    for sign in signs:
        state = "good" if sign.good else "bad"
        words = label(f"check-telegram.{sign.key}-{state}", locale, **sign.facts)
        yield Finding("Telegram", sign.good, words)
