"""Pages: Jinja2 in `pages/`, everything escaped, every word from the labels."""

from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.web.parts import parts
from messages.render import LOCALES, filters, label

FOLDER = Path(__file__).parent / "pages"


def page(request: Request, name: str, status: int = 200, **facts: object) -> Response:
    """The page `pages/<name>.html` in the language of whoever looks at it."""
    site = parts(request)
    locale = spoken(request)
    text = (
        _environment(locale)
        .get_template(f"{name}.html")
        .render(
            status=status,
            locale=locale,
            visitor=getattr(request.state, "visitor", None),
            rehearsal=site.local is not None,
            now=site.now().astimezone(site.days.zone),
            zone=site.days.zone.key,
            here=lambda instant: instant.astimezone(site.days.zone),
            **facts,
        )
    )
    return HTMLResponse(text, status)


def spoken(request: Request) -> str:
    """The language that the visitor has chosen, else the site's."""
    chosen = getattr(request.state, "locale", None)
    return chosen if chosen in LOCALES else parts(request).locale


@cache
def _environment(locale: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(filters(locale))
    environment.filters["moment"] = lambda instant: moment(instant, locale)
    environment.globals["label"] = lambda key, **facts: label(key, locale, **facts)
    return environment


def moment(instant: datetime, locale: str) -> str:
    """A local time in full, with its weekday and year."""
    return label(
        "web.moment",
        locale,
        year=f"{instant:%Y}",
        month=label(f"month.{instant.month}", locale),
        day=instant.day,
        weekday=label(f"weekday.{instant.isoweekday()}", locale),
        time=f"{instant:%H:%M}",
    )
