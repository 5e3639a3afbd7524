"""Which tasks a call is about: those it names, those of the message it answers."""

from collections.abc import Collection, Sequence

from data.kinds import Role
from data.refusal import Refusal
from data.store import chats, tasks
from data.store.tasks import Part
from handlers.command import Call
from handlers.parse import Named

LARGEST = 2**31 - 1  # what a column of ids holds


class Unclear(Exception):
    """A code that several open plans of this person have: `tasks` are the ones it may mean."""

    def __init__(self, code: str, tasks: Sequence[Part]) -> None:
        super().__init__(code)
        self.code = code
        self.tasks = tasks


def named_tasks(call: Call, named: Named) -> list[int]:
    """The ids of the tasks named by id or code, for reading; refuses what is not there."""
    if any(each > LARGEST for each in named.ids):
        raise Refusal("task-gone")
    by_id = [_there(tasks.of_tasks(call.session, [each])) for each in named.ids]
    by_code = [_meant(call, code, tasks.of_code(call.session, code)) for code in named.codes]
    return list(dict.fromkeys(part.task for part in [*by_id, *by_code]))


def _there(parts: Sequence[Part]) -> Part:
    if not parts:
        raise Refusal("task-gone")
    return parts[0]


def _meant(call: Call, code: str, parts: Sequence[Part]) -> Part:
    """A bare code means the one open plan of this person that has it."""
    if not parts:
        raise Refusal("task-unknown", code=code)
    own = [part for part in parts if part.unit in call.person.units]
    choice = {part.task: part for part in reversed(own or parts)}
    if len(choice) > 1:
        raise Unclear(code, list(choice.values()))
    return next(iter(choice.values()))


def own_parts(call: Call, ids: Collection[int]) -> list[Part]:
    """This person's parts of these tasks; refuses a task in which the own units have no part."""
    parts = tasks.of_tasks(call.session, ids)
    own = [part for part in parts if part.unit in call.person.units]
    for task in ids:
        if all(part.task != task for part in own):
            raise not_yours([part for part in parts if part.task == task])
    return sorted(own, key=lambda part: (list(ids).index(part.task), part.role is not Role.LEAD))


def not_yours(parts: Sequence[Part]) -> Refusal:
    """Whose task it is, for somebody who may not speak for it."""
    _there(parts)
    units = [part.unit_name for part in parts]
    return Refusal("task-not-yours", code=parts[0].code, units=units)


def answered_tasks(call: Call) -> list[int]:
    """The own tasks that a text without a name may mean: of the quoted message, else the newest."""
    if call.told is not None and (found := _tasks_of(call, call.told, quoted=True)):
        return found
    prompt = chats.open_prompt(call.session, call.incoming.channel, call.incoming.chat, call.now)
    return _tasks_of(call, prompt, quoted=False) if prompt else []


def _tasks_of(call: Call, told: chats.Told, *, quoted: bool) -> list[int]:
    """A quoted prompt that is answered already may be answered once more."""
    if told.about or told.prompt is None:
        return own_only(call, told.about)
    lines = chats.unanswered(call.session, *told.prompts)
    if not lines and quoted:
        lines = chats.lines(call.session, *told.prompts)
    return [part.task for part in prompt_parts(call, lines)]


def prompt_parts(call: Call, assignments: Sequence[int]) -> list[Part]:
    """This person's parts among a prompt's assignments, in the prompt's order."""
    found = {
        part.assignment: part
        for part in tasks.of_assignments(call.session, assignments)
        if part.unit in call.person.units and part.ended_at is None
    }
    return [found[each] for each in assignments if each in found]


def own_only(call: Call, ids: Collection[int]) -> list[int]:
    """Those of the tasks in which the own units have a part."""
    parts = tasks.of_tasks(call.session, ids)
    own = {part.task for part in parts if part.unit in call.person.units}
    return [task for task in ids if task in own]
