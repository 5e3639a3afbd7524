"""Labelled reports: a text, what it answers, and what it was said to mean by hand."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from handlers.parse import Item, Known, KnownTarget, understand

WEDNESDAY = date(2018, 9, 26)


@dataclass(frozen=True)
class Labelled:
    """One text of reports.toml."""

    text: str
    tasks: tuple[Known, ...]
    on: date
    items: tuple[dict[str, Any], ...]

    def understood(self) -> tuple[Item, ...]:
        return understand(self.text, self.tasks, self.on)

    def wrong(self) -> list[str]:
        """Where the reading differs from the label, one line each."""
        found = self.understood()
        if len(found) != len(self.items):
            return [f"{len(found)} items for {len(self.items)}: {[item.text for item in found]}"]
        pairs = zip(found, self.items, strict=True)
        return [line for item, label in pairs for line in _differences(item, label)]


def load(name: str) -> list[Labelled]:
    """The labelled texts of a file beside this one."""
    folder = Path(__file__).parent
    known = {task["code"]: _known(task) for task in _read(folder / "reports.toml")["task"]}
    return [_labelled(entry, known) for entry in _read(folder / name)["report"]]


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _known(task: dict[str, Any]) -> Known:
    targets = tuple(KnownTarget(**target) for target in task.get("targets", ()))
    return Known(task["code"], task["title"], task["brief"], targets, task.get("due"))


def _labelled(entry: dict[str, Any], known: dict[str, Known]) -> Labelled:
    items = entry.get("items", [entry])
    tasks = [known[code] for code in entry.get("tasks", ())] or list(known.values())
    if "last" in entry:
        tasks = [Known(t.code, t.title, t.brief, t.targets, t.due, entry["last"]) for t in tasks]
    if "items" not in entry and len(tasks) == 1:
        items = [{"code": tasks[0].code, **entry}]
    return Labelled(entry["text"], tuple(tasks), entry.get("on", WEDNESDAY), tuple(items))


def _differences(item: Item, label: dict[str, Any]) -> list[str]:
    says = {
        "intent": (item.intent.value, label.get("intent", "progress")),
        "percent": (item.percent, label.get("percent")),
        "figures": (_figures(item, label), [_figure(each) for each in label.get("figures", ())]),
        "remaining": (
            [(left.value, left.unit) for left in item.remaining],
            [(left["v"], left["u"]) for left in label.get("remaining", ())],
        ),
        "forecast": (item.forecast, label.get("forecast")),
        "asks": ([ask.value for ask in item.asks], label.get("asks", [])),
    }
    if "code" in label or "items" in label:
        says["code"] = (item.code, label.get("code"))
    if "reason" in label:
        says["reason"] = (label["reason"] in (item.reason or ""), True)
    elif item.reason:
        says["reason"] = (item.reason, None)
    return [
        f"{key}: {got!r}, meant {meant!r}" for key, (got, meant) in says.items() if got != meant
    ]


def _figure(each: dict[str, Any]) -> tuple[float, str, str, str]:
    return each["v"], each["u"], each.get("s", "cumulative"), each["t"]


def _figures(item: Item, label: dict[str, Any]) -> list[tuple[float, str, str, str]]:
    """Each figure with as much of its target's text as the label gives."""
    meant = [each["t"] for each in label.get("figures", ())]
    meant += [""] * (len(item.figures) - len(meant))
    return [
        (
            f.value,
            f.unit,
            f.scope.value,
            part if part and part in (f.target or "") else f.target or "",
        )
        for f, part in zip(item.figures, meant, strict=False)
    ]
