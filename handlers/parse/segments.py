"""A message cut into the shares of the tasks it speaks of; no word is lost."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from handlers.parse.codes import Place, places_of
from handlers.parse.items import Known
from handlers.parse.signs import plain
from handlers.parse.targets import nearest_task

_JOINT = re.compile(r"[\s、,和及与/&项第至任务]*")
_REFERRED = re.compile(
    r"(?:与|和|同|跟|见|参照|按照?|结合|配合|依托|参见|衔接|根据|落实|对接|和第|与第)\s*(?:任务"
    r"|第)?$"
)
_LEAD = re.compile(r"(?:\d{1,2}[.、)]\s*)?(?:关于|其中)?(?:第|任务|事项|编号|【|\[)?:?\s*$")
_PIECE = re.compile(r"[^,;。!?\n]*[,;。!?\n]*")
_ENDS = re.compile(r"[\s)\]】）,.]*(?=[;。!?\n]|$)")
_OPENS = re.compile(r"[(\[（]\s*(?:任务|第)?\s*$")
_TRIM = " \t\r\n\u3000,，;；、。:："
_MOST = 80  # pieces that are looked at for a task's title
READ = 5_000  # signs of a message that are read: more than any chat carries in one


@dataclass(frozen=True)
class Segment:
    """One task's share: `code` as named or inferred, `places` of codes within `text`.

    `heard` is as much of `text` as lies in the part of the message that is read.
    """

    code: str | None
    task: Known | None
    text: str
    heard: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class _Head:
    """Codes that stand together, and where their share of the message begins."""

    codes: tuple[str, ...]
    start: int
    end: int
    opens: int


def segments(text: str, tasks: Sequence[Known]) -> tuple[Segment, ...]:
    """The message by tasks: those it names by code, else the only one, else by title words."""
    known = {task.code: task for task in tasks}
    places = places_of(text[:READ], known.keys())
    heads = list(_heads(plain(text[:READ]), places))
    if heads:
        return tuple(_named(text, heads, places, known))
    if len(tasks) == 1:
        return (_share(text, 0, len(text), places, tasks[0]),)
    return tuple(_guessed(text, tasks, places))


def _share(
    text: str, start: int, end: int, places: tuple[Place, ...], task: Known | None
) -> Segment:
    """One share without the signs around it, and the codes in it by their places there."""
    bare = text[start:end].rstrip(_TRIM)
    start += len(bare) - len(bare.lstrip(_TRIM))
    bare = bare.lstrip(_TRIM)
    inside = tuple(
        Place(place.code, place.start - start, place.end - start)
        for place in places
        if start <= place.start < end
    )
    heard = bare[: max(0, READ - start)]
    return Segment(task.code if task else None, task, bare, heard, inside)


def _heads(flat: str, places: tuple[Place, ...]) -> Iterator[_Head]:
    group: list[Place] = []
    last = 0
    for place in places:
        if group and _JOINT.fullmatch(flat, group[-1].end, place.start):
            group.append(place)
            continue
        if group:
            yield (head := _head(flat, group, last))
            last, group = head.end, []
        if not _REFERRED.search(flat[max(0, place.start - 8) : place.start]):
            group = [place]
    if group:
        yield _head(flat, group, last)


def _head(flat: str, group: list[Place], last: int) -> _Head:
    """Codes open their share, unless they close a sentence: 培训3200人（9-2）；"""
    start, end = group[0].start, group[-1].end
    opens = start - len(_lead(flat[max(last, start - 16) : start]))
    ends = _ENDS.match(flat, end)
    if ends and _OPENS.search(flat[max(0, start - 4) : start]):
        opens = max([last, *(flat.rfind(sign, last, start) + 1 for sign in ";。!?\n")])
        end = ends.end()
    return _Head(tuple(dict.fromkeys(place.code for place in group)), start, end, opens)


def _lead(before: str) -> str:
    match = _LEAD.search(before)
    return match[0] if match else ""


def _named(
    text: str, heads: list[_Head], places: tuple[Place, ...], known: dict[str, Known]
) -> Iterator[Segment]:
    starts = [0, *(head.opens for head in heads[1:]), len(text)]
    for n, head in enumerate(heads):
        share = _share(text, starts[n], starts[n + 1], places, None)
        for code in head.codes:
            yield replace(share, code=code, task=known.get(code))


def _guessed(text: str, tasks: Sequence[Known], places: tuple[Place, ...]) -> Iterator[Segment]:
    """By title words, piece by piece; what names no task stays with the one before."""
    spans = [match.span() for match in _PIECE.finditer(plain(text[:READ])) if match[0].strip(_TRIM)]
    found: list[tuple[Known | None, int]] = []
    for start, end in spans if len(spans) <= _MOST else []:
        task = nearest_task(text[start:end][:200], tasks)
        if task and not (found and found[-1][0] is task):
            found.append((task, start))
    found = found or [(None, 0)]
    starts = [0, *(start for _, start in found[1:]), len(text)]
    for n, (owner, _) in enumerate(found):
        yield _share(text, starts[n], starts[n + 1], places, owner)
