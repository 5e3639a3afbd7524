"""`plan …`: read a document, load it, rehearse its year, confirm it, take it back, close it."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli import house, locale, print_json, say, settings, show, told
from data.kinds import End
from data.refusal import Refusal

if TYPE_CHECKING:
    from data.reader.draft import Draft
    from data.rehearse import Message, Part
    from data.workdays import Workdays

plan = typer.Typer(no_args_is_help=True, help="Plans: read, load, rehearse, confirm, close.")

File = Annotated[Path, typer.Argument(metavar="FILE", help="The document; - reads stdin.")]
Year = Annotated[int | None, typer.Option(min=1949, max=2999, help="The plan's year.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]


@plan.command("read")
@told
def read_(file: File, year: Year = None, as_json_: Json = False) -> None:
    """Read a document and print the draft; no database is touched."""
    from data.reader.draft import as_json

    draft, _ = draft_of(file, year)
    shown = as_json(draft, _worded)
    if as_json_:
        print_json(shown)
    else:
        show(
            "cli-draft",
            draft=shown,
            units=len({o.name for t in draft.tasks for o in t.owners}),
            assignments=sum(len(task.owners) for task in draft.tasks),
        )


@plan.command("load")
@told
def load_(
    file: File,
    year: Year = None,
    key: Annotated[str | None, typer.Option(help="The plan's key; its year if not given.")] = None,
    confirm: Annotated[bool, typer.Option("--confirm", help="Confirm it at once.")] = False,
    revise: Annotated[bool, typer.Option("--revise", help="A new wording of a plan.")] = False,
) -> None:
    """Load a document as a draft, or confirmed; the same document again changes nothing."""
    from bot import planning

    draft, source = draft_of(file, year)
    taking = planning.take_in if revise else planning.load_in
    with house() as at:
        known, state = at.store.do(taking, draft, source, key, confirm, at.clock.now(), at.days)
    say(f"plan-{state}", key=known, tasks=len(draft.tasks))


@plan.command("rehearse")
@told
def rehearse_(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]")] = None,
    first: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"])] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"])] = None,
    answers: Annotated[str, typer.Option(help="none | all: who answers.")] = "none",
    key: Annotated[str | None, typer.Option("--plan", help="The plan's key.")] = None,
    as_json_: Json = False,
) -> None:
    """Show every message that would be sent, in order; nothing is sent."""
    from data.rehearse import busiest, rehearse

    if answers not in ("none", "all"):
        raise typer.BadParameter("none or all", param_hint="--answers")
    days, parts = _parts_of_file(file) if file is not None else _parts_of_open(key)
    span = _span(parts, first, last)
    messages = rehearse(parts, *span, days, answering=answers == "all")
    if as_json_:
        print_json(_rehearsal_json(messages, days))
    else:
        most = busiest(messages, days)[:5]
        show("cli-rehearsal", messages=messages, busiest=most, span=span, zone=days.zone)


@plan.command("list")
@told
def list_(as_json_: Json = False) -> None:
    """List the plans with their keys and states."""
    from data.store import plans

    with house() as at:
        found = at.store.look(plans.listing)
    if as_json_:
        print_json({"plans": found})
    else:
        show("cli-plans", plans=found)


@plan.command("diff")
@told
def diff_(
    file: File,
    year: Year = None,
    key: Annotated[str | None, typer.Option("--plan", help="The plan's key.")] = None,
    as_json_: Json = False,
) -> None:
    """What a document would change of a plan: nothing is changed."""
    from bot import planning
    from handlers.page import whole
    from handlers.plans_confirm import counts, entries

    draft, _ = draft_of(file, year)
    with house() as at:
        known, change = at.store.look(planning.compare, draft, key)
    if as_json_:
        print_json({"plan": known, "changes": [vars(each) for each in entries(change)]})
    else:
        show("plan-diff", key=known, counts=counts(change), page=whole(entries(change)))


@plan.command("confirm")
@told
def confirm_(key: str) -> None:
    """Confirm a draft, or take a new wording into its plan: from then on its units are told."""
    from bot import planning

    with house() as at:
        at.store.do(planning.confirm, key, at.clock.now(), at.days)
    say("plan-confirmed", key=key)


@plan.command("retract")
@told
def retract_(key: str) -> None:
    """Take a confirmation back, within 15 minutes of it."""
    from data.store import revisions

    with house() as at:
        at.store.do(revisions.retract, key, at.clock.now())
    say("plan-retracted", key=key)


@plan.command("close")
@told
def close_(
    key: str,
    left: Annotated[End, typer.Option(help="What becomes of its open tasks.")] = End.CARRIED,
) -> None:
    """End a plan: it sends nothing any more; its open tasks go on in the next."""
    from bot import planning

    with house() as at:
        decided = at.store.do(planning.close, key, left, at.clock.now(), at.days)
    say("plan-closed", key=key)
    if decided:
        say(f"plan-left-{left.value}", count=decided)


def draft_of(file: Path, year: int | None) -> "tuple[Draft, str]":
    """The draft of a document and its source text; `-` is stdin."""
    from data.reader import document
    from data.reader.paper import read_paper
    from data.reader.shipped import events, registry

    if str(file) == "-":
        paper = document.parse("-", sys.stdin.buffer.read())
    else:
        paper = document.load(file)
    draft = read_paper(paper, file.name, registry=registry(), events=events(), year=year)
    return draft, paper.text


def _worded(key: str, **facts: object) -> str:
    from messages.render import label

    return label(key, locale(), **facts)


def _parts_of_file(file: Path) -> "tuple[Workdays, list[Part]]":
    from data.reader.shipped import registry
    from data.rehearse import parts_of

    days = settings().days
    return days, parts_of(draft_of(file, None)[0], registry(), days)


def _parts_of_open(key: str | None) -> "tuple[Workdays, list[Part]]":
    from data.store.courses import parts_of_plan
    from data.store.standing import open_plan

    with house() as at:
        plan_id = at.store.look(open_plan, key).id or 0
        return at.days, at.store.look(parts_of_plan, plan_id, at.days)


def _span(parts: "list[Part]", first: datetime | None, last: datetime | None) -> tuple[date, date]:
    if not parts:
        raise Refusal("plan-none")
    begins = first.date() if first else min(part.course.starts for part in parts)
    ends = last.date() if last else max(part.course.ends for part in parts)
    if ends < begins:
        years = {"first_year": str(begins.year), "last_year": str(ends.year)}
        raise Refusal("rehearsal-span", first=begins, last=ends, **years)
    return begins, ends


def _rehearsal_json(messages: "list[Message]", days: "Workdays") -> dict[str, Any]:
    from data.rehearse import busiest

    return {
        "messages": [
            {
                "at": each.at.astimezone(days.zone).isoformat(),
                "to": each.to,
                "unit": each.unit,
                "kind": each.kind,
                "items": [
                    {"code": item.code, "rule": item.rule.value, "on": item.on.isoformat()}
                    for item in each.items
                ],
            }
            for each in messages
        ],
        "busiest": [
            {"unit": unit, "week": week, "messages": count}
            for unit, week, count in busiest(messages, days)
        ],
        "total": len(messages),
    }
