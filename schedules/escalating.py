"""What leaders and coordinators are told of what units owe."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from data.kinds import Recipient, Role, Rule
from data.store.asked import Asked, AskedLine
from data.store.slips import Slip
from messages.message import Button, Outgoing
from messages.render import label, render

SHOWN = 8  # tasks of a message; the rest is behind a button
LEAST = 2  # of each unit, where a leader has several
IN_ROW = 4
SLIPS = 3  # proposed slips with buttons of their own


@dataclass(frozen=True)
class Late:
    """A task's line, with the units that owe it, those that lead first, and the slip proposed."""

    line: AskedLine
    units: tuple[str, ...]
    slip: Slip | None = None


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
    def slips(self) -> tuple[Slip, ...]:
        return tuple(each.slip for each in self.tasks if each.slip)

    @property
    def rules(self) -> set[Rule]:
        return {each.line.rule for each in self.tasks}


def escalation(
    prompts: Sequence[Asked], proposed: Mapping[int, Slip], locale: str
) -> Outgoing | None:
    """One message for all that a person is told of; None when nothing of it is owed any more.

    `proposed`: by task, the slips that a coordinator may release.
    """
    found = [(each, _tasks(each, proposed)) for each in prompts]
    said = [(each, tasks) for each, tasks in found if tasks]
    if not said:
        return None
    most = max(SHOWN // len(said), LEAST)
    blocks = [Block(each, tasks, most) for each, tasks in said]
    shown = {each.line.task: each.line.code for block in blocks for each in block.shown}
    buttons = [Button(code, f"/task #{task}") for task, code in shown.items()]
    rows = [tuple(buttons[n : n + IN_ROW]) for n in range(0, len(buttons), IN_ROW)]
    rows += _decisions(blocks[0].slips, locale)
    rows.append((_further(blocks[0].prompt, locale),))
    return Outgoing(render("escalation", {"blocks": blocks}, locale), tuple(rows))


def _tasks(prompt: Asked, proposed: Mapping[int, Slip]) -> tuple[Late, ...]:
    """A task once, however many of its units owe it; those with a slip to decide on first."""
    by_task: dict[int, list[AskedLine]] = {}
    slips: dict[int, Slip] = {}
    for line in prompt.open:
        if line.rule is Rule.SLIP:
            if line.task not in proposed:
                continue  # decided meanwhile
            slips[line.task] = proposed[line.task]
            line = replace(line, rule=Rule.OVERDUE)
        own = by_task.setdefault(line.task, [])
        if all(each.unit != line.unit for each in own):
            own.append(line)
    found = [
        Late(
            lines[0], tuple(line.unit for line in sorted(lines, key=_leads_first)), slips.get(task)
        )
        for task, lines in by_task.items()
    ]
    return tuple(sorted(found, key=lambda late: late.slip is None))


def _decisions(slips: Sequence[Slip], locale: str) -> list[tuple[Button, ...]]:
    """The buttons that decide on proposed slips; on many, one by one."""
    rows = [
        tuple(
            Button(
                label(f"button.{word}-code", locale, code=each.code),
                f"/{word} #{each.task} {each.level}",
            )
            for word in ("release", "shelve")
        )
        for each in slips[:SLIPS]
    ]
    if slips[SLIPS:]:
        rows.append((Button(label("button.slips", locale, count=len(slips)), "/slip"),))
    return rows


def _leads_first(line: AskedLine) -> bool:
    return line.role is not Role.LEAD


def _further(prompt: Asked, locale: str) -> Button:
    if prompt.to == Recipient.COORDINATOR:
        return Button(label("button.late", locale), "/status red")
    return Button(label("button.tasks", locale), "/tasks")
