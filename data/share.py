"""A unit's own digest: its share of a frozen week, with what it may see, if anything changed."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from data.edition import of_units
from data.gist import gist
from data.kinds import Role

GIST = 40  # characters of a report that stand for it


def changed(facts: Mapping[str, Any]) -> list[str]:
    """The units, in no order of merit, that reported in the week or had a task closed in it."""
    closed = {each["code"] for each in facts["closed"]}
    tasks = (each for each in facts["tasks"] if each["code"] in closed)
    of_closed = (unit for each in tasks for unit in each["units"])
    return list(dict.fromkeys([*(each["unit"] for each in facts["reports"]), *of_closed]))


def own_share(facts: Mapping[str, Any], units: Collection[str]) -> dict[str, Any]:
    """What these units are sent of a digest: their tasks and reports, as lead those of all parts.

    The goals and their sums are the plan's, and are left to those who see all of it.
    """
    share = of_units(facts, units)
    led = {each["code"] for each in share["tasks"] if set(each["leads"]) & set(units)}
    reports = [each for each in share["reports"] if each["unit"] in units or each["code"] in led]
    return {
        **share,
        "reports": reports,
        "chapters": _chapters(share["chapters"], reports),
        "blocked": [each for each in share["blocked"] if _is_seen(each, led, units)],
        "goals": [],
        "own": True,
    }


def _is_seen(blocked: Mapping[str, Any], led: Collection[str], units: Collection[str]) -> bool:
    return blocked["code"] in led or not set(units).isdisjoint(blocked["units"])


def _chapters(
    chapters: list[dict[str, Any]], reports: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The same chapters, each line from the reports that may be seen."""
    of_task: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in reports:
        of_task[each["code"]].append(each)
    written = (
        {
            **chapter,
            "progress": [
                _line(each, of_task[each["code"]])
                for each in chapter["progress"]
                if of_task[each["code"]]
            ],
        }
        for chapter in chapters
    )
    return [each for each in written if each["progress"]]


def _line(line: dict[str, Any], reports: list[dict[str, Any]]) -> dict[str, Any]:
    newest = max(reports, key=_rank)
    return {
        **line,
        "unit": newest["unit"],
        "gist": gist(newest["text"], GIST),
        "percent": newest["percent"],
        "report": newest["id"],
        "more": len(reports) - 1,
    }


def _rank(report: Mapping[str, Any]) -> tuple[bool, bool, int]:
    """As the whole digest ranks them; weeks frozen earlier do not tell what only asks."""
    return report["role"] == Role.LEAD, not report.get("asks"), report["id"]
