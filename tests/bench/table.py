"""The table of results: what was measured, ours and a peer's, and whether the target is met."""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

HEAD = ("what", "ours", "peer", "ratio", "target", "met")


@dataclass(frozen=True)
class Row:
    """One measurement, in words; `met` is None where nothing is aimed at."""

    what: str
    ours: str
    peer: str = ""
    ratio: str = ""
    target: str = ""
    met: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        met = {True: "yes", False: "**no**", None: ""}[self.met]
        return (self.what, self.ours, self.peer, self.ratio, self.target, met)


def at_most(what: str, value: float, limit: float, unit: str) -> Row:
    """A measurement that is to stay below a limit."""
    return Row(what, f"{shown(value)} {unit}", target=f"≤ {limit:g} {unit}", met=value <= limit)


def beside(what: str, ours: float, peer: float, unit: str, name: str, times: float) -> Row:
    """A duration beside a peer's, which is to be so many times as long."""
    return Row(
        what,
        f"{shown(ours)} {unit}",
        f"{name}: {shown(peer)} {unit}",
        f"{peer / ours:.1f}",
        f"≥ {times:g} times",
        peer / ours >= times,
    )


def shown(value: float) -> str:
    """A number with three figures that count."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def markdown(rows: Sequence[Row]) -> str:
    """The table as Markdown."""
    lines = [HEAD, ("---",) * len(HEAD), *(row.cells for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def best(run: Callable[[], object], times: int) -> float:
    """The shortest of several runs, in seconds: what else the machine does only adds to it."""
    return min(_timed(run) for _ in range(times))


def _timed(run: Callable[[], object]) -> float:
    with stopwatch() as lasted:
        run()
    return lasted[0]


@contextmanager
def stopwatch() -> Iterator[list[float]]:
    """Seconds of real time, in a list that is filled at the end."""
    lasted: list[float] = []
    gc.collect()
    began = time.perf_counter()
    yield lasted
    lasted.append(time.perf_counter() - began)
