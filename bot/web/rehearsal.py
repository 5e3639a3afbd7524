"""The whole year of a plan before it happens: by unit and week, nobody or everybody answering."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.web.entrance import for_coordinators
from bot.web.guard import Denied
from bot.web.page import page
from bot.web.parts import parts
from data.calendar import Calendar, calendar
from data.kinds import PlanState
from data.models import Plan
from data.rehearse import Part, rehearse
from data.store.courses import parts_of_plan
from data.workdays import Workdays

SHOWN = (PlanState.DRAFT, PlanState.CONFIRMED)


def routes() -> list[BaseRoute]:
    """The page, a step of loading a plan; `answers=all` has everybody report whenever asked."""
    return [Route("/rehearsal", for_coordinators(_rehearsal), methods=["GET"])]


@dataclass(frozen=True)
class Rehearsed:
    """A plan with its rehearsed year."""

    plan: Plan
    first: date
    last: date
    year: Calendar


async def _rehearsal(request: Request) -> Response:
    site = parts(request)
    answering = request.query_params.get("answers") == "all"
    key = request.query_params.get("plan")
    found = await site.store.read(_gather, key, site.days)
    if found is None:
        raise Denied(404, "web-not-found")
    plan, held = found
    year = _year(plan, held, site.days, answering=answering)
    return page(request, "rehearsal", found=year, answering=answering)


def _gather(session: Session, key: str | None, days: Workdays) -> tuple[Plan, list[Part]] | None:
    """The plan of that key, else the newest one that is followed up or waits to be confirmed."""
    query = select(Plan).where(col(Plan.state).in_(SHOWN), col(Plan.standing).is_(False))
    if key is not None:
        query = query.where(Plan.key == key)
    plan = session.exec(query.order_by(Plan.state, col(Plan.id).desc())).first()
    held = parts_of_plan(session, plan.id or 0, days) if plan else []
    return (plan, held) if plan and held else None


def _year(plan: Plan, held: list[Part], days: Workdays, *, answering: bool) -> Rehearsed:
    first = min(part.course.starts for part in held)
    last = max(part.course.ends for part in held)
    sent = rehearse(held, first, last, days, answering=answering)
    units = list(dict.fromkeys(part.unit for part in held))
    return Rehearsed(plan, first, last, calendar(sent, units, first, last, days))
