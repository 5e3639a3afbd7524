"""The board: a plan at a glance, one task, one unit; read-only, for those who may see it."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.web.enclosed import sent
from bot.web.entrance import for_visitors
from bot.web.guard import Denied
from bot.web.page import page
from bot.web.parts import parts
from data.kinds import Light
from data.models import Plan
from data.store import board, evidence, tasks
from data.store.board import UnitShare
from data.store.evidence import Sent
from data.store.standing import standing
from data.store.tasks import Whole, Words
from data.summary import Line, Section, Summary
from data.workdays import Workdays

# As the eye reads them: what is done, what goes well, what wants attention.
LIGHTS = (Light.BLUE, Light.GREEN, Light.YELLOW, Light.RED, Light.GREY)
REPORTS = 20  # the newest ones that a task's page shows


def routes() -> list[BaseRoute]:
    """The pages."""
    return [
        Route("/", for_visitors(_plan), methods=["GET"]),
        Route("/tasks/{id:int}", for_visitors(_task), methods=["GET"]),
        Route("/evidence/{id:int}", for_visitors(_evidence), methods=["GET"]),
        Route("/units/{id:int}", for_visitors(_unit), methods=["GET"]),
    ]


@dataclass(frozen=True)
class Overview:
    """A plan as its pages show it."""

    plan: Plan
    summary: Summary
    units: list[UnitShare]

    @property
    def sections(self) -> list[tuple[Section | None, list[Line]]]:
        """The tasks by section, in the plan's order; those of none come last."""
        lines = self.summary.lines
        groups: list[tuple[Section | None, list[Line]]] = [
            (section, [line for line in lines if line.task.section == section.id])
            for section in self.summary.facts.sections
        ]
        known = {section.id for section in self.summary.facts.sections}
        groups.append((None, [line for line in lines if line.task.section not in known]))
        return [(section, held) for section, held in groups if held]

    def line(self, task: int) -> Line | None:
        """One task as it stands; a dropped one has no standing."""
        return next((line for line in self.summary.lines if line.task.id == task), None)

    def lines_of(self, unit: str) -> list[Line]:
        """The tasks in which a unit has a part, in the plan's order."""
        return [
            line
            for line in self.summary.lines
            if any(part.unit == unit for part in line.task.parts)
        ]


async def _plan(request: Request) -> Response:
    site = parts(request)
    key = request.query_params.get("plan")
    found = await site.store.read(_overview, key, site.now(), site.days)
    drafts = await site.store.read(board.drafts)
    return page(request, "board", found=found, lights=LIGHTS, drafts=drafts)


async def _task(request: Request) -> Response:
    site = parts(request)
    found = await site.store.read(_whole, request.path_params["id"], site.now(), site.days)
    if found is None:
        raise Denied(404, "web-not-found")
    overview, task, owners, reports, files = found
    facts: dict[str, Any] = {"task": task, "owners": owners, "said": reports, "files": files}
    return page(request, "task", found=overview, line=overview.line(task.id), **facts)


async def _evidence(request: Request) -> Response:
    site = parts(request)
    found = await site.store.read(evidence.find, request.path_params["id"])
    content = await asyncio.to_thread(site.files.get, found.hash) if found else None
    if found is None or found.task is None or content is None:
        raise Denied(404, "web-not-found")
    return sent(content, found.name)


async def _unit(request: Request) -> Response:
    site = parts(request)
    key = request.query_params.get("plan")
    found = await site.store.read(_overview, key, site.now(), site.days)
    units: Iterable[UnitShare] = found.units if found else ()
    unit = next((unit for unit in units if unit.id == request.path_params["id"]), None)
    if found is None or unit is None:
        raise Denied(404, "web-not-found")
    return page(request, "unit", found=found, unit=unit, lines=found.lines_of(unit.name))


def _overview(session: Session, key: str | None, now: datetime, days: Workdays) -> Overview | None:
    plan = board.plan_shown(session, key)
    return None if plan is None else _of_plan(session, plan, now, days)


def _of_plan(session: Session, plan: Plan, now: datetime, days: Workdays) -> Overview:
    plan_id = plan.id or 0
    return Overview(plan, standing(session, plan_id, now, days), board.shares(session, plan))


def _whole(
    session: Session, task_id: int, now: datetime, days: Workdays
) -> tuple[Overview, Whole, str, list[Words], list[Sent]] | None:
    task, place = tasks.whole(session, task_id), board.task_place(session, task_id)
    if task is None or place is None:
        return None
    plan_id, owners = place
    overview = _of_plan(session, session.get_one(Plan, plan_id), now, days)
    ever = [part.assignment for part in tasks.of_tasks(session, [task_id], ended=True)]
    reports = tasks.words(session, ever, REPORTS)
    return overview, task, owners, reports, evidence.of_parts(session, ever)
