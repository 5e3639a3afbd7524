"""An edited ledger (台账): what it says anew of a plan's tasks, told from what was exported.

An exported ledger carries a hidden copy of itself, and a cell was edited when it differs from its
copy. So time may pass and reports come in between, and nothing untouched is put back.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import TypeVar

from data.gist import gist
from data.kinds import Role
from data.refusal import Refusal

COPY = "duban"  # the hidden sheet, and the mark in its first cell
FORM = "1"  # of the copy
OF_TASK = ("section", "brief", "light", "task-percent")
OF_PART = ("percent", "signed", "report", "reported", "report-id")
COLUMNS = ("code", "unit", "role", "due", *OF_TASK, *OF_PART)
SHOWN = 20  # characters of a cell in a sentence about it

T = TypeVar("T")


@dataclass(frozen=True)
class Line:
    """A row of the sheet: its number, and its cells by column."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


@dataclass(frozen=True)
class Ledger:
    """An edited ledger beside its copy; `letters` and `titles` are those of its columns."""

    plan: str
    letters: Mapping[str, str]
    titles: Mapping[str, str]
    lines: tuple[Line, ...]
    exported: tuple[Line, ...]  # with one more column, `task`: its id

    def cell(self, line: Line, column: str) -> str:
        """Where a cell stands, such as F7."""
        return f"{self.letters[column]}{line.number}"


@dataclass(frozen=True)
class Owner:
    """A unit's row; `known`: the name is as it was exported, not one that somebody typed."""

    unit: str
    role: Role
    known: bool
    unit_cell: str
    role_cell: str


@dataclass(frozen=True)
class Edit:
    """What the rows of a task say anew; `cell` is where its code stands.

    `due` is what its date was, what it is now and where. `before` are its units as exported and
    `owners` those that the sheet has; without a change both are empty.
    """

    task: int
    code: str
    brief: str
    cell: str
    due: tuple[str, str, str] | None = None
    before: Mapping[str, Role] = field(default_factory=dict)
    owners: tuple[Owner, ...] = ()


def take_apart(rows: Sequence[Sequence[str]], columns: Mapping[str, str]) -> Ledger:
    """The ledger in a workbook's rows (sheet, number, cells); `columns` knows them by title.

    Refuses a workbook that is none of ours, and one that lacks a column.
    """
    plan, exported = _copied([row for row in rows if row[0] == COPY])
    shown = [row for row in rows if row[0] != COPY] or [("", "0")]
    head = max(shown, key=lambda row: sum(cell in columns for cell in row[2:]))
    places = {columns[cell]: n for n, cell in reversed([*enumerate(head)]) if cell in columns}
    titles = {columns[cell]: cell for cell in head if cell in columns}
    if missing := [name for name in COLUMNS if name not in places]:
        known = {name: title for title, name in reversed([*columns.items()])}
        raise Refusal("ledger-columns", missing=[known[name] for name in missing])
    below = [row for row in shown if row[0] == head[0] and int(row[1]) > int(head[1])]
    return Ledger(
        plan=plan,
        letters={name: _letters(n - 2) for name, n in places.items()},
        titles=titles,
        lines=tuple(line for line in _lines(below, places) if any(line.cells.values())),
        exported=exported,
    )


def edits(ledger: Ledger, roles: Mapping[str, Role]) -> list[Edit]:
    """What was edited, task by task; `roles` by their words.

    Of a task that has rows left, a row that is gone is a unit that is no longer in it. Refuses
    what cannot be told apart, and edits of what only reports and rules may change.
    """
    exported, said = _by_task(ledger)
    found = [_edit(ledger, task, exported[task], lines, roles) for task, lines in said.items()]
    return [edit for edit in found if edit.due or edit.owners]


def untouched(ledger: Ledger) -> int:
    """How many tasks that were exported have no row any more: nothing is changed of them."""
    exported, said = _by_task(ledger)
    return len(exported.keys() - said.keys())


def changes(exported: T, said: T, now: T, cell: str) -> bool:
    """Whether a cell that was edited changes what holds now.

    Refuses to overwrite what has been changed otherwise since the export.
    """
    if said in (exported, now):
        return False
    if now != exported:
        raise Refusal("ledger-changed", cell=cell)
    return True


def _copied(rows: Sequence[Sequence[str]]) -> tuple[str, tuple[Line, ...]]:
    """The plan's key and the rows as they were exported, from the hidden sheet."""
    if len(rows) < 2 or tuple(rows[0][2:4]) != (COPY, FORM):
        raise Refusal("ledger-foreign")
    places = {name: n for n, name in enumerate(rows[1]) if n > 1 and name}
    lines = tuple(_lines(rows[2:], places))
    if not places.keys() >= {*COLUMNS, "task"} or not all(
        line["task"].isdecimal() for line in lines
    ):
        raise Refusal("ledger-foreign")
    return "".join(rows[0][4:5]), lines


def _letters(number: int) -> str:
    """The name of a column, counted from 0: A, B, … Z, AA."""
    more, last = divmod(number, len(ascii_uppercase))
    return (_letters(more - 1) if more else "") + ascii_uppercase[last]


def _lines(rows: Sequence[Sequence[str]], places: Mapping[str, int]) -> Iterator[Line]:
    for row in rows:
        cells = {name: row[n] if n < len(row) else "" for name, n in places.items()}
        yield Line(int(row[1]), cells)


def _by_task(ledger: Ledger) -> tuple[dict[int, list[Line]], dict[int, list[Line]]]:
    """The rows of each task, as exported and as they are in the sheet."""
    exported: dict[int, list[Line]] = defaultdict(list)
    for line in ledger.exported:
        exported[int(line["task"])].append(line)
    said: dict[int, list[Line]] = defaultdict(list)
    for line in ledger.lines:
        said[_task_of(ledger, line, exported)].append(line)
    return exported, said


def _task_of(ledger: Ledger, line: Line, exported: Mapping[int, Sequence[Line]]) -> int:
    """By its code; tasks of other plans that stand in the ledger too are told by their section."""
    first = {task: lines[0] for task, lines in exported.items()}
    found = [task for task in first if first[task]["code"] == line["code"]]
    if len(found) > 1:
        found = [task for task in found if first[task]["section"] == line["section"]]
    if len(found) != 1:
        raise Refusal("ledger-code", cell=ledger.cell(line, "code"), code=line["code"])
    return found[0]


def _edit(
    ledger: Ledger,
    task: int,
    exported: Sequence[Line],
    lines: Sequence[Line],
    roles: Mapping[str, Role],
) -> Edit:
    before = {line["unit"]: line for line in exported}
    for line in lines:
        _check(ledger, line, before)
    owners = tuple(_owner(ledger, line, line["unit"] in before, roles) for line in lines)
    _check_twice(owners)
    held = {unit: role for unit, line in before.items() if (role := roles.get(line["role"]))}
    same = {owner.unit: owner.role for owner in owners} == held
    return Edit(
        task=task,
        code=exported[0]["code"],
        brief=exported[0]["brief"],
        cell=ledger.cell(lines[0], "code"),
        due=_due(ledger, exported[0]["due"], lines, before),
        before={} if same else held,
        owners=() if same else owners,
    )


def _check(ledger: Ledger, line: Line, before: Mapping[str, Line]) -> None:
    """A row keeps what is reckoned; a new one has nothing there, or what a row beside it has."""
    own = before.get(line["unit"])
    for column in (*OF_TASK, *OF_PART):
        allowed = [own[column]] if own else ["", *(each[column] for each in before.values())]
        if line[column] not in allowed:
            raise Refusal(
                "ledger-derived" if own else "ledger-new",
                cell=ledger.cell(line, column),
                column=ledger.titles[column],
                before=gist(own[column], SHOWN) if own else "",
            )


def _owner(ledger: Ledger, line: Line, known: bool, roles: Mapping[str, Role]) -> Owner:
    cells = ledger.cell(line, "unit"), ledger.cell(line, "role")
    if not line["unit"]:
        raise Refusal("ledger-no-unit", cell=cells[0])
    if line["role"] not in roles:
        raise Refusal("ledger-role", cell=cells[1], said=gist(line["role"], SHOWN))
    return Owner(line["unit"], roles[line["role"]], known, *cells)


def _check_twice(owners: Sequence[Owner]) -> None:
    first: dict[str, Owner] = {}
    for owner in owners:
        other = first.setdefault(owner.unit, owner)
        if other is not owner:
            cells = {"cell": owner.unit_cell, "other": other.unit_cell}
            raise Refusal("ledger-twice", unit=owner.unit, **cells)


def _due(
    ledger: Ledger, exported: str, lines: Sequence[Line], before: Mapping[str, Line]
) -> tuple[str, str, str] | None:
    """The date stands in each row of a task: one that was edited is enough."""
    new = [line for line in lines if line["due"] != exported]
    new = [line for line in new if line["due"] or line["unit"] in before]
    for line in new:
        cell = ledger.cell(line, "due")
        if not line["due"]:
            raise Refusal("ledger-no-date", cell=cell)
        if line["due"] != new[0]["due"]:
            other = ledger.cell(new[0], "due")
            raise Refusal("ledger-two-dates", cell=cell, other=other, code=line["code"])
    return (exported, new[0]["due"], ledger.cell(new[0], "due")) if new else None
