"""`report read`: what a report's text is understood to say; nothing is recorded."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from bot.cli import house, print_json, show, text_of, told
from bot.cli_plan import draft_of
from data.models import Target, Task
from data.reader.draft import Draft
from data.refusal import Refusal
from data.store.known import tasks_with_targets
from data.store.standing import open_plan
from handlers.parse.codes import codes
from handlers.parse.items import Known, KnownTarget, as_json
from handlers.parse.report import understand

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
    text = text_of(words)
    known, day = _known(plan_file, on)
    items = understand(text, _meant(text, task or [], known), day)
    if as_json_:
        print_json(as_json(items))
    else:
        show("cli-report", items=items)


def _known(plan_file: Path | None, on: datetime | None) -> tuple[list[Known], date]:
    if plan_file is not None:
        draft, _ = draft_of(plan_file, None)
        return known_of(draft), on.date() if on else draft.issued_on or date(draft.year or 1, 1, 1)
    with house() as app:
        today = app.days.today(app.clock.now())
        rows = app.store.look(_rows)
    return [_from_row(*row) for row in rows], on.date() if on else today


def _rows(session: Session) -> list[tuple[Task, list[Target]]]:
    return tasks_with_targets(session, open_plan(session, None).id or 0)


def known_of(draft: Draft) -> list[Known]:
    """The tasks of a draft as the understanding of reports needs them."""
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


def _meant(text: str, asked: list[str], known: list[Known]) -> list[Known]:
    by_code = {each.code: each for each in known}
    for code in asked:
        if code not in by_code:
            raise Refusal("task-unknown", code=code)
    return [by_code[code] for code in asked or codes(text, by_code.keys())]


def _from_row(task: Task, targets: list[Target]) -> Known:
    known = (KnownTarget(each.text, each.metric, each.value, each.unit) for each in targets)
    return Known(task.code, task.title, task.brief, tuple(known), task.due_on, task.percent)
