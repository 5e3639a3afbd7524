"""The board: a plan at a glance, a task, a unit; read-only."""

from starlette.routing import BaseRoute

from bot.web.parts import Site


def routes(site: Site) -> list[BaseRoute]:
    return []
