"""A digest as it is kept and shown: plain values, a hash over them, and the public JSON."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from data.reached import Share
from data.week import WeekFacts
from data.workdays import Workdays


@dataclass(frozen=True)
class Edition:
    """A week's digest: `facts` as `snapshot` gives them, frozen or (both None) so far."""

    facts: Mapping[str, Any]
    frozen_at: datetime | None = None
    hash: str | None = None


def snapshot(week: WeekFacts) -> dict[str, Any]:
    """The facts as plain JSON values: whatever is shown of a digest is made from these."""
    facts = asdict(week)
    facts["from"], facts["to"] = facts.pop("since"), facts.pop("until")
    facts["counts"] = dict(week.counts.lights)
    facts["changes"] = (
        {**week.changes.lights, "overdue": week.changes.overdue} if week.changes else None
    )
    plain: dict[str, Any] = json.loads(json.dumps(facts, default=_iso))
    return plain


def fingerprint(facts: Mapping[str, Any]) -> str:
    """SHA-256 over the facts, whatever order a database gives them back in."""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def shares(facts: Mapping[str, Any]) -> dict[tuple[int, str], tuple[Share, ...]]:
    """What each part had added to each goal's targets, by wording, when the facts were frozen."""
    return {
        (goal["ordinal"], target["text"]): tuple(
            Share(each["part"], each["target"], each["value"], tuple(each["reports"]))
            for each in target["shares"]
        )
        for goal in facts["goals"]
        for target in goal["targets"]
    }


def of_units(facts: Mapping[str, Any], units: Collection[str]) -> dict[str, Any]:
    """The share of some units in a digest: the tasks in which they have a part, with all reports.

    The goals are the plan's; how the counts moved is told of the whole only.
    """
    tasks = [each for each in facts["tasks"] if set(each["units"]) & set(units)]
    codes = {each["code"] for each in tasks}
    lights = Counter(each["light"] for each in tasks)
    chapters = [
        {**each, "progress": [line for line in each["progress"] if line["code"] in codes]}
        for each in facts["chapters"]
    ]
    listed = ("closed", "overdue", "blocked", "due_soon", "reports")
    return {
        **facts,
        **{name: [each for each in facts[name] if each["code"] in codes] for name in listed},
        "title": f"{facts['title']} · {'、'.join(units)}",
        "tasks": tasks,
        "total": len(tasks),
        "paused": sum(each["paused"] for each in tasks),
        "counts": {colour: lights[colour] for colour in facts["counts"]},
        "changes": None,
        "chapters": [each for each in chapters if each["progress"]],
        "owing": [each for each in facts["owing"] if each in units],
        "burden": [each for each in facts["burden"] if each["unit"] in units],
    }


def as_json(edition: Edition, days: Workdays) -> dict[str, Any]:
    """The public JSON of `digest` (interface.md, section 4)."""
    facts, at = edition.facts, edition.frozen_at
    return {
        "plan": facts["plan"],
        "week": facts["week"],
        "from": facts["from"],
        "to": facts["to"],
        "frozen_at": at.astimezone(days.zone).isoformat(timespec="seconds") if at else None,
        "hash": edition.hash,
        "counts": facts["counts"],
        "closed": [each["code"] for each in facts["closed"]],
        "reports": _only(facts["reports"], "id", "code", "unit", "text", "percent", "figures"),
        "overdue": _only(facts["overdue"], "code", "workdays"),
        "blocked": _only(facts["blocked"], "code", "text"),
        "due_soon": [each["code"] for each in facts["due_soon"]],
        "owing": facts["owing"],
        "goals": [
            {
                "ordinal": goal["ordinal"],
                "targets": _only(goal["targets"], "text", "needed", "reached", "reports"),
            }
            for goal in facts["goals"]
        ],
    }


def _only(entries: list[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
    return [{name: entry[name] for name in names} for entry in entries]


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no plain form")
