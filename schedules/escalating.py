"""What leaders and coordinators are told of what units owe."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.kinds import Recipient, Role, Rule
from data.store.asked import Asked, AskedLine
from messages.message import Button, Outgoing
from messages.render import label, render

SHOWN = 8  # tasks of a message; the rest is behind a button
LEAST = 2  # of each unit, where a leader has several
IN_ROW = 4


@dataclass(frozen=True)
class Late:
    """A task's line, with the units that owe it, those that lead first."""

    line: AskedLine
    units: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """What one unit owes, or for coordinators all units; `most` tasks of it are shown."""

    prompt: Asked
    tasks: tuple[Late, ...]
    most: int

    @property
    def shown(self) -> tuple[Late, ...]:
        return self.tasks[: self.most]

    @property
    def rules(self) -> set[Rule]:
        return {each.line.rule for each in self.tasks}


def escalation(prompts: Sequence[Asked], locale: str) -> Outgoing | None:
    """One message for all that a person is told of; None when nothing of it is owed any more."""
    said = [each for each in prompts if each.open]
    if not said:
        return None
    most = max(SHOWN // len(said), LEAST)
    blocks = [Block(each, tuple(_tasks(each)), most) for each in said]
    shown = {each.line.task: each.line.code for block in blocks for each in block.shown}
    buttons = [Button(code, f"/task #{task}") for task, code in shown.items()]
    rows = [tuple(buttons[n : n + IN_ROW]) for n in range(0, len(buttons), IN_ROW)]
    rows.append(tuple(_further(each, locale) for each in said[:1]))
    return Outgoing(render("escalation", {"blocks": blocks}, locale), tuple(rows))


def _tasks(prompt: Asked) -> list[Late]:
    """A task once, however many of its units owe it."""
    by_task: dict[int, list[AskedLine]] = {}
    for line in prompt.open:
        by_task.setdefault(line.task, []).append(line)
    return [
        Late(lines[0], tuple(line.unit for line in sorted(lines, key=_leads_first)))
        for lines in by_task.values()
    ]


def _leads_first(line: AskedLine) -> bool:
    return line.role is not Role.LEAD


def _further(prompt: Asked, locale: str) -> Button:
    if prompt.to == Recipient.COORDINATOR:
        return Button(label("button.late", locale), "/status red")
    return Button(label("button.tasks", locale), "/tasks")
