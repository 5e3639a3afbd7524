"""The command line: `python -m bot …`; thin, one function a command, which loads what it needs."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import agreed, house, locale, print_json, say, settings, show, text_of, told
from bot.cli_plan import plan
from bot.cli_report import report
from data.kinds import Standing
from data.refusal import Refusal

cli = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Duban (督办): official work plans, followed up in chat until they are done.",
)
cli.add_typer(plan, name="plan")
cli.add_typer(report, name="report")

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
PlanKey = Annotated[str | None, typer.Option("--plan", help="The plan's key.")]


class Role(StrEnum):
    """What an invitation of a unit makes of a person."""

    CONTACT = "contact"
    DEPUTY = "deputy"
    LEADER = "leader"


@cli.command()
@told
def run() -> None:
    """Start with the settings of the environment."""
    import asyncio

    from bot.app import assemble, listen_on
    from bot.log import set_up
    from bot.serve import serve

    found = settings()
    set_up()
    if not found.has_channel:
        raise Refusal("no-channel")
    if found.now is not None and not found.on_loopback:
        raise Refusal("now-with-channel")
    listener = listen_on(found.host, found.port)
    asyncio.run(serve(assemble(found, rehearsal=found.now is not None), listener))


@cli.command()
@told
def demo(
    port: Annotated[int | None, typer.Option(min=0, max=65535)] = None,
    plan_file: Annotated[Path | None, typer.Option(help="Another plan than the shipped.")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin anew.")] = False,
) -> None:
    """Rehearse the 2018 plan on the local chat; continued when it is there."""
    import asyncio

    from bot import demo as rehearsal
    from bot.app import listen_on
    from bot.log import set_up
    from bot.serve import serve

    found = rehearsal.settings_for(port)
    set_up()
    listener = listen_on(found.host, found.port)
    found = found.model_copy(update={"port": listener.getsockname()[1]})
    app = rehearsal.open_house(found, plan_file, fresh)
    say("demo", url=f"http://{found.host}:{found.port}")
    asyncio.run(serve(app, listener))


@cli.command()
@told
def status(
    unit: Annotated[str | None, typer.Option(help="Only this unit's tasks.")] = None,
    key: PlanKey = None,
    as_json: Json = False,
) -> None:
    """How the plan stands, as the coordinator's /status."""
    from bot.standing import standing_of, status_text
    from data.store import pauses
    from data.summary_json import as_json as document

    with house() as at:
        summary = at.store.look(standing_of, key, unit, at.clock.now(), at.days)
        paused = at.store.look(pauses.listing)
    if as_json:
        print_json(document(summary, at.days))
    else:
        typer.echo(status_text(summary, locale(), paused))


@cli.command()
@told
def digest(
    week: Annotated[str | None, typer.Option(help="Such as 2018-W30.")] = None,
    unit: Annotated[str | None, typer.Option(help="Only this unit's share.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write .txt .png .docx .xlsx there.")] = None,
    key: PlanKey = None,
    as_json: Json = False,
) -> None:
    """A week's digest: frozen, or so far; freezes nothing."""
    from bot.standing import edition_of, standing_of, write_digest
    from data.edition import as_json as document

    with house() as at:
        now, days = at.clock.now(), at.days
        plan_key, found = at.store.look(edition_of, key, week, unit, now, days)
        summary = at.store.look(standing_of, plan_key, unit, now, days) if out else None
        fonts = at.settings.fonts
    if summary is not None and out is not None:
        for path in write_digest(found, summary, out, locale(), fonts):
            typer.echo(path)
    elif as_json:
        print_json(document(found, days))
    else:
        show("digest", **found.facts)


@cli.command()
@told
def invite(
    unit: Annotated[str | None, typer.Argument(help="The unit; or coordinator, reader.")] = None,
    role: Annotated[Role | None, typer.Argument(help="What for; contact if not given.")] = None,
    missing: Annotated[bool, typer.Option("--missing", help="Every unit without.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write them as .xlsx there.")] = None,
    as_json: Json = False,
) -> None:
    """Make an invitation; its code is shown once."""
    from bot.invite import OF_HOUSE, invite_missing, invite_one, write_invitations

    if missing == (unit is not None) or (out is not None and not missing):
        raise typer.BadParameter("name a unit, coordinator or reader, or give --missing [--out]")
    if role is not None and unit in OF_HOUSE:
        raise typer.BadParameter(f"{unit} takes no other role; name a unit for a {role.value}")
    standing = Standing((role or Role.CONTACT).value)
    with house() as at:
        now, days = at.clock.now(), at.days
        if missing:
            made = at.store.do(invite_missing, now, days)
        else:
            made = [at.store.do(invite_one, unit or "", standing, now)]
    if out is not None and made:
        write_invitations(made, out, days, locale())
        typer.echo(out)
    elif as_json:
        shown = [each.as_json(days) for each in made]
        print_json({"invitations": shown} if missing else shown[0])
    else:
        show("cli-invitations", invitations=made)


@cli.command("say")
@told
def say_(
    words: Annotated[list[str], typer.Argument(metavar="TEXT", help="- reads stdin.")],
    name: Annotated[str, typer.Option("--as", help="Who speaks.")],
) -> None:
    """Speak on the local channel; prints the answers."""
    import asyncio

    from bot.local_say import speak

    for answer in asyncio.run(speak(settings(), name, text_of(words))):
        typer.echo(answer.text)
        if answer.buttons:
            typer.echo(" ".join(f"[{button['label']}]" for button in answer.buttons))


@cli.command()
@told
def check() -> None:
    """What works, what does not, and how to mend it."""
    from bot.check import examine

    findings = list(examine(locale()))
    show("cli-check", findings=findings)
    if any(each.needed and not each.good for each in findings):
        raise typer.Exit(1)


@cli.command()
@told
def export(out: Annotated[Path, typer.Argument(metavar="F.xlsx")], key: PlanKey = None) -> None:
    """The ledger: every task and part as it stands now."""
    from bot.standing import standing_of, write_ledger

    with house() as at:
        summary = at.store.look(standing_of, key, None, at.clock.now(), at.days)
    write_ledger(summary, out, locale())
    typer.echo(out)


@cli.command("import")
@told
def import_(
    file: Annotated[Path, typer.Argument(metavar="F.xlsx", help="- reads stdin.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
    reason: Annotated[str | None, typer.Option(help="Why, as the units read it.")] = None,
    by: Annotated[str | None, typer.Option("--as", help="The coordinator who does it.")] = None,
    key: PlanKey = None,
) -> None:
    """Take an edited ledger in: shows what would change, and asks."""
    from bot.ledger import Hand, propose, read, take_in
    from messages.render import label

    edited = read(file)
    why = reason or label("ledger.reason", locale())
    with house() as at:
        own = label("ledger.house", locale())
        hand = Hand(by, own, why, at.clock.now(), at.days, at.settings.locale)
        found = at.store.look(propose, edited, key, hand)
        if not found.changes:
            say("ledger-same")
            return
        show("cli-ledger", **vars(found), reason=why, today=at.days.today(hand.now))
        if not yes and not agreed("ledger-ask"):
            say("ledger-left")
            return
        reply = at.store.do(take_in, edited, key, found, hand)
    show(reply.template, **reply.facts)


@cli.command()
@told
def backup(out: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Database and files in one .tar, while the bot runs."""
    from bot.cli_archive import pack

    pack(out)


@cli.command()
@told
def restore(archive: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Bring a backup back; refused while the bot runs."""
    from bot.cli_archive import unpack

    unpack(archive)


if __name__ == "__main__":
    cli()
