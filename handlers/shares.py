"""The plan by unit and by goal: how many tasks each has, in which light."""

from collections import Counter
from dataclasses import dataclass

from data.kinds import Light
from data.lights import Part
from data.summary import Line
from handlers.command import Offer, Reply
from handlers.look import A_PAGE, A_ROW, Look
from handlers.page import cut, turn


@dataclass(frozen=True)
class Share:
    """A unit's or a goal's tasks, counted."""

    name: str
    says: str
    leads: int
    supports: int
    lights: Counter[Light]
    owes: bool = False
    unbound: bool = False


def by_unit(look: Look) -> Reply:
    facts, summary = look.summary.facts, look.summary
    parts: dict[str, list[tuple[Line, Part]]] = {}
    for line in summary.lines:
        for part in line.task.parts:
            parts.setdefault(part.unit, []).append((line, part))
    shares = [
        Share(
            name=unit,
            says=f"u{own[0][1].unit_id}",
            leads=(leads := sum(part in line.task.leads for line, part in own)),
            supports=len(own) - leads,
            lights=Counter(line.light for line, _ in own),
            owes=unit in summary.owing,
            unbound=unit in facts.unbound,
        )
        for unit, own in parts.items()
    ]
    return _shares(look, "units", shares)


def by_goal(look: Look) -> Reply:
    shares = []
    for goal in look.summary.facts.goals:
        own = [line for line in look.summary.lines if goal.ordinal in line.task.goals]
        lights = Counter(line.light for line in own)
        shares.append(Share(goal.text, f"goal {goal.ordinal}", len(own), 0, lights))
    return _shares(look, "goals", shares)


def _shares(look: Look, kind: str, shares: list[Share]) -> Reply:
    page = cut(shares, look.number, A_PAGE)
    first = (page.number - 1) * A_PAGE + 1
    label = "goal" if kind == "goals" else "word"
    buttons = [
        Offer(label, f"{look.says} {each.says}", {"word": each.name, "ordinal": first + n})
        for n, each in enumerate(page.items)
    ]
    rows = [tuple(buttons[n : n + A_ROW]) for n in range(0, len(buttons), A_ROW)]
    facts = {"page": page, "first": first, "colours": list(Light)}
    return Reply(f"status-{kind}", facts, (*rows, *turn(page, f"{look.says} {kind}")))
