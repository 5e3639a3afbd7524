"""Someone speaks: seen before? who? which command? allowed? - then facts and the answer owed."""

import importlib
import pkgutil
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

import handlers
from data.door import Door
from data.refusal import Refusal
from data.store import chats, people, prompts, reports, tasks
from data.store.chats import Told
from data.workdays import Workdays
from handlers import answer, evidence, parse
from handlers.about import Unclear
from handlers.choose import which_plan
from handlers.command import COMMANDS, UNIT, Call, Command, Person, Reply, may, spoken
from handlers.group import admitted
from handlers.start import NOBODY, stranger
from handlers.unknown import SLASHES, meant, unknown
from messages.message import File, Incoming
from messages.render import LOCALES

IN_ANY_CHAT = ("start", "help", "group")
LONGEST = 4000  # characters of one message
LABEL = 64  # no button's label is longer
A_STRANGERS_HOUR = 100  # answers to a chat in which nobody is bound
_UNSTORABLE = {0: None} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")

for _module in pkgutil.iter_modules(handlers.__path__):
    importlib.import_module(f"handlers.{_module.name}")  # a new file is a new command


def receive(
    session: Session,
    incoming: Incoming,
    now: datetime,
    days: Workdays,
    locale: str,
    door: Door | None = None,
) -> None:
    """Take one message all the way, in the caller's transaction: seen mark, facts, answers owed.

    A message that came before does nothing. `door` is how people come to the board.
    """
    incoming = _storable(incoming)
    known = people.known(session, incoming.channel, incoming.sender, days.today(now))
    seen = chats.mark(
        session,
        incoming.channel,
        incoming.id,
        incoming.chat,
        incoming.message,
        known.contact if known else None,
        now,
    )
    if seen is None:
        return
    if known is not None:
        _greet(session, known, incoming, now)
    person = _person(known, locale) if known else NOBODY
    text = incoming.text.strip()
    call = Call(session, now, days, person, "", text, incoming, seen, door=door)
    reply = _speak(call) if known else _admit(call)
    if reply is not None:
        spoken_in = reply.locale or person.locale or locale
        answer.owe(session, incoming, known.contact if known else None, reply, spoken_in, now)
        answer.tell_others(session, incoming, reply, locale, now)


def _greet(session: Session, known: people.Known, incoming: Incoming, now: datetime) -> None:
    """Note the account in use; what waited while it was closed to us is looked at again."""
    chat = incoming.chat if incoming.private else None
    if people.touch(session, known.account, chat, now):
        for unit in known.units:
            prompts.rearm(session, unit, now)


def _storable(incoming: Incoming) -> Incoming:
    """Without the signs that no database keeps."""
    text = incoming.text.translate(_UNSTORABLE)
    button = incoming.button.translate(_UNSTORABLE) if incoming.button else incoming.button
    return replace(incoming, text=text, button=button, name=incoming.name.translate(_UNSTORABLE))


def _person(known: people.Known, locale: str) -> Person:
    own = known.locale if known.locale in LOCALES else locale
    return Person(known.contact, known.name, own or locale, known.units, known.standings)


def _admit(call: Call) -> Reply | None:
    """Somebody unbound learns nothing but how to get an invitation."""
    since = call.now - timedelta(hours=1)
    heard = chats.strangers_told(call.session, call.incoming.channel, call.incoming.chat, since)
    if heard >= A_STRANGERS_HOUR or (not call.incoming.private and not _names_start(call)):
        return None
    words = parse.split(call.rest[:LONGEST], spoken())
    if words is None or words.command != "start":
        return stranger(call)
    return _run(replace(call, word="start", rest=words.rest), COMMANDS["start"])


def _names_start(call: Call) -> bool:
    words = parse.split(call.rest[:LONGEST], spoken())
    return words is not None and words.command == "start"


def _speak(call: Call) -> Reply | None:
    """What is refused leaves nothing behind."""
    try:
        with call.session.begin_nested():
            return _understand(replace(call, told=_answered(call)))
    except Refusal as error:
        return Reply("refusal", {"key": error.key, "facts": error.facts})


def _answered(call: Call) -> Told | None:
    """What the message answers: for a new wording the tasks it was about before."""
    incoming = call.incoming
    if incoming.edited and incoming.message:
        return _reworded(call, incoming.message)
    if incoming.reply_to is None:
        return None
    return chats.quoted(call.session, incoming.channel, incoming.chat, incoming.reply_to)


def _reworded(call: Call, message: str) -> Told | None:
    incoming = call.incoming
    before = reports.worded(call.session, incoming.channel, incoming.chat, message, call.person.id)
    if not before:
        return None
    reports.discard(call.session, [each.id for each in before])
    parts = tasks.of_assignments(call.session, [each.assignment for each in before])
    return Told(0, None, tuple(dict.fromkeys(part.task for part in parts)), call.now)


def _understand(call: Call) -> Reply | None:
    incoming = call.incoming
    if incoming.button is not None:
        return _press(call, incoming.button)
    if len(call.rest) > LONGEST:
        raise Refusal("text-too-long", most=LONGEST, count=len(call.rest))
    if incoming.file and not incoming.file.content:
        raise _not_whole(incoming.file)
    if incoming.file and call.person.coordinates and (asked := _dispatches(call)):
        return asked
    if incoming.file and call.person.coordinates and not call.rest:
        return _run(replace(call, word="plan"), COMMANDS["plan"])
    if incoming.file and incoming.private and call.person.standings & UNIT:
        return evidence.take(call, _say)
    if not call.rest:
        raise Refusal("file-not-taken" if incoming.file else "text-empty")
    return _say(call)


def _dispatches(call: Call) -> Reply | None:
    """A file with 交办, or in answer to what 交办 asks for, goes with the task."""
    words = parse.split(call.rest, spoken()) if call.rest else None
    if words is not None and words.command == "dispatch":
        return _obey(call, words)
    told = call.told or next(
        iter(chats.newest(call.session, call.incoming.channel, call.incoming.chat, limit=1)), None
    )
    is_asked = told is not None and told.asks.startswith("/dispatch") and words is None
    return _asked(call) if is_asked else None


def _say(call: Call) -> Reply | None:
    if found := _typed_label(call):
        told, says = found
        return _press(replace(call, told=told), says)
    words = parse.split(call.rest, spoken())
    if words is not None:
        return _obey(call, words)
    return _hear(call)


def _not_whole(file: File) -> Refusal:
    """The words that came with a file do not count without it: they may speak of it."""
    if file.limit:
        return Refusal("file-beyond", name=file.name, limit=file.limit)
    return Refusal("file-lost", name=file.name)


def _press(call: Call, says: str) -> Reply | None:
    words = parse.split(says, spoken())
    if words is None:
        raise Refusal("button-unknown")
    return _obey(call, words)


def _typed_label(call: Call) -> tuple[Told, str] | None:
    """The newest message that has a button of this label; the quoted one before all others."""
    if len(call.rest) > LABEL or not call.incoming.private:
        return None
    channel, chat = call.incoming.channel, call.incoming.chat
    ours = chats.newest(call.session, channel, chat)
    wanted = call.rest.casefold()
    for told in [call.told, *ours] if call.told else ours:
        for each, says in told.labels.items():
            if each.casefold() == wanted:
                return told, says
    return None


def _obey(call: Call, words: parse.Words) -> Reply | None:
    return _run(replace(call, word=words.command, rest=words.rest), COMMANDS[words.command])


def _run(call: Call, wanted: Command) -> Reply:
    if not call.incoming.private and wanted.name not in IN_ANY_CHAT:
        limited = admitted(call, wanted.name)
        if limited is None:
            return Reply("private-only")
        call = limited
    if call.person is not NOBODY and not may(call.person, wanted):
        raise Refusal("not-allowed")
    try:
        return wanted.run(call)
    except Unclear as unclear:
        return which_plan(call, unclear)


def _hear(call: Call) -> Reply | None:
    """A text that is no command."""
    if not call.incoming.private:  # people talk there among themselves
        report = COMMANDS["report"]
        return _run(replace(call, word="report"), report) if call.told else None
    if asked := _asked(call):
        return asked
    if slip := meant(call):
        return slip
    named = parse.named(call.rest)
    if named.codes and not named.rest:
        return _run(replace(call, word="task"), COMMANDS["task"])
    if named.codes or call.person.standings & UNIT:
        return _run(replace(call, word="report"), COMMANDS["report"])
    return unknown(call)


def _asked(call: Call) -> Reply | None:
    """What our last message asked for, unless the text names a task or would be a command."""
    if call.rest.startswith(SLASHES):
        return None
    told = call.told
    if told is None:
        newest = chats.newest(call.session, call.incoming.channel, call.incoming.chat, limit=1)
        told = next(iter(newest), None)
    if told is None or not told.asks or call.now - told.owed_at > chats.OPEN_FOR:
        return None
    words = parse.split(told.asks, spoken())
    if words is None or parse.named(call.rest).codes:
        return None
    return _obey(call, words._replace(rest=f"{words.rest} {call.rest}"))
