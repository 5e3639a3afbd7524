"""`report read`: what a report's text is understood to say; nothing is recorded."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import house, print_json, show, text_of, told
from bot.cli_plan import draft_of
from data.refusal import Refusal

if TYPE_CHECKING:
    from data.models import Target, Task
    from data.reader.draft import Draft
    from handlers.parse import Known

report = typer.Typer(no_args_is_help=True, help="Reports: what a text is understood to say.")


@report.callback()
def reports() -> None:
    """Reports."""


@report.command("read")
@told
def read_(
    words: Annotated[list[str], typer.Argument(metavar="TEXT", help="The text; - reads stdin.")],
    task: Annotated[list[str] | None, typer.Option(help="A task that the text answers.")] = None,
    plan_file: Annotated[Path | None, typer.Option(help="Read the plan from there.")] = None,
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day.")] = None,
    as_json_: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Print what a report text is understood to say; nothing is recorded."""
    from handlers.parse import as_json, understand

    text = text_of(words)
    known, day = _of_file(plan_file) if plan_file is not None else _of_house()
    items = understand(text, _meant(text, task or [], known), on.date() if on else day)
    if as_json_:
        print_json(as_json(items))
    else:
        show("cli-report", items=items)


def _of_file(plan_file: Path) -> "tuple[list[Known], date]":
    """The tasks of a document, and the day of its issue."""
    draft, _ = draft_of(plan_file, None)
    return known_of(draft), draft.issued_on or date(draft.year or 1, 1, 1)


def _of_house() -> "tuple[list[Known], date]":
    """The tasks of the plan that is open, and today."""
    from data.store.known import tasks_with_targets
    from data.store.standing import open_plan

    with house() as at:
        plan_id = at.store.look(open_plan, None).id or 0
        rows = at.store.look(tasks_with_targets, plan_id)
        return [_from_row(*row) for row in rows], at.days.today(at.clock.now())


def known_of(draft: "Draft") -> "list[Known]":
    """The tasks of a draft as the understanding of reports needs them."""
    from handlers.parse import Known, KnownTarget

    return [
        Known(
            code=task.code,
            title=task.title,
            brief=task.brief,
            targets=tuple(
                KnownTarget(each.text, each.metric, each.value, each.unit) for each in task.targets
            ),
            due=task.due.on,
        )
        for task in draft.tasks
    ]


def _meant(text: str, asked: list[str], known: "list[Known]") -> "list[Known]":
    from handlers.parse import codes

    by_code = {each.code: each for each in known}
    for code in asked:
        if code not in by_code:
            raise Refusal("task-unknown", code=code)
    return [by_code[code] for code in asked or codes(text, by_code.keys())]


def _from_row(task: "Task", targets: "list[Target]") -> "Known":
    from handlers.parse import Known, KnownTarget

    known = (KnownTarget(each.text, each.metric, each.value, each.unit) for each in targets)
    return Known(task.code, task.title, task.brief, tuple(known), task.due_on, task.percent)
