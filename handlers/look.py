"""What a status call looks at, and its lists of tasks in pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from data.reached import Reached
from data.summary import Line, Summary
from handlers.command import Call, Offer, Reply
from handlers.page import cut, turn

Tallies = Mapping[int, tuple[int, int]]

A_PAGE = 9  # of two lines each on a phone
A_ROW = 4


@dataclass(frozen=True)
class Look:
    """What a status call looks at: the plan as it stands, what of it, and which page."""

    call: Call
    summary: Summary
    what: str
    number: int
    says: str  # the command with the plan's key where more than one is open

    def page_of(
        self,
        kind: str,
        name: str,
        lines: tuple[Line, ...],
        says: str,
        targets: tuple[Reached, ...] = (),
        tallies: Tallies = MappingProxyType({}),
    ) -> Reply:
        """A list of tasks under a heading, and what it has reached; a button for each task.

        `tallies`: by task, how many of a group's members have reported, of how many.
        """
        page = cut(lines, self.number, A_PAGE)
        buttons = [
            Offer("code", f"/task #{line.task.id}", {"code": line.task.code}) for line in page.items
        ]
        rows = [tuple(buttons[n : n + A_ROW]) for n in range(0, len(buttons), A_ROW)]
        facts = {
            "kind": kind,
            "name": name,
            "page": page,
            "unit": self.summary.facts.unit,
            "targets": targets,
            "tallies": tallies,
        }
        return Reply("status-list", facts, (*rows, *turn(page, f"{self.says} {says}")))
