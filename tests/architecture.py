"""The rules of the house: each takes modules and returns what offends, one line each."""

import ast
import re
import sys
from collections.abc import Callable, Iterator

from tests.source import FLOORS, Module, Named, owned

Rule = Callable[[list[Module]], list[str]]

BELOW = {
    "data": set(),
    "messages": {"data"},
    "handlers": {"messages", "data"},
    "schedules": {"messages", "data"},
    "bot": {"handlers", "schedules", "messages", "data"},
}
STORED = ("data.store", "data.models", "data.migrations", "data.reader.document")

PURE = (
    "data/reader/*",
    "data/rules*",
    "data/case*",
    "data/escalate*",
    "data/view*",
    "data/rehearse*",
    "data/progress*",
    "data/summary*",
    "data/workdays*",
    "data/ledger*",
    "handlers/parse/*",
    "messages/markup*",
)
IMPURE = ("data/reader/document*", "data/reader/shipped.py")

OUTSIDE = (
    *("os", "sys", "platform", "getpass", "pathlib", "io", "glob", "shutil", "tempfile"),
    *("fileinput", "zipfile", "tarfile", "sqlite3", "dbm", "shelve", "socket", "ssl", "http"),
    *("urllib.request", "smtplib", "ftplib", "select", "selectors", "subprocess", "signal"),
    *("threading", "multiprocessing", "concurrent", "asyncio", "resource", "logging"),
    *("importlib", "pkgutil", "time", "random", "secrets", "uuid"),
)
CALCULATE = ("chinese_calendar", "cn2an", "rapidfuzz", "pypinyin")  # libraries without I/O
OUTSIDE_CALLS = ("open", "input", "print", "exec", "eval", "breakpoint")

CLOCKS = (
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.ctime",
    "time.asctime",
    "time.strftime",
    "time.clock_gettime",
    "time.clock_gettime_ns",
    "sqlalchemy.func.now",
    "sqlalchemy.func.current_timestamp",
    "sqlmodel.func.now",
    "sqlmodel.func.current_timestamp",
)
COUNTERS = ("time.monotonic", "time.monotonic_ns", "time.perf_counter", "time.perf_counter_ns")
SQL_CLOCK = re.compile(r"(?i)\bCURRENT_(TIMESTAMP|DATE)\b|\bdate(time)?\('now'|\bNOW\(\)")

LINES = 300
SENTENCE = re.compile(r"(?:[\u3400-\u9fff][\u3000-\u303f\uff00-\uffef“”‘’]*){6,}")

PATCHES = ("unittest.mock", "mock", "pytest_mock")
SKIPS = (
    "pytest.skip",
    "pytest.xfail",
    "pytest.importorskip",
    "pytest.mark.skip",
    "pytest.mark.skipif",
    "pytest.mark.xfail",
    "unittest.skip",
    "unittest.skipIf",
    "unittest.skipUnless",
)
SETTERS = ("setattr", "delattr", "setitem", "delitem")


def sideways_or_upward(house: list[Module]) -> list[str]:
    """A floor imports lower floors only; what is imported must be readable from the source."""
    return [
        _line(module, named, f"{module.floor} imports {named.name}")
        for module in house
        for named in module.imports
        if named.name == "?" or _floor(named) not in {None, module.floor, *BELOW[module.floor]}
    ]


def _floor(named: Named) -> str | None:
    first = named.name.partition(".")[0]
    return first if first in (*FLOORS, "tests") else None


def messages_that_read_the_store(house: list[Module]) -> list[str]:
    """`messages` takes frozen types from `data`, nothing that does I/O."""
    return [
        _line(module, named, f"imports {named.name}")
        for module in house
        if module.floor == "messages"
        for named in module.imports
        if named.within(*STORED)
    ]


def clock_reads(house: list[Module]) -> list[str]:
    """Only bot/clock.py reads the time; a stopwatch may run where things run."""
    return [
        _line(module, named, f"reads {named.name}")
        for module in house
        if module.path != "bot/clock.py"
        for named in [*module.uses, *module.imports, *_sql_clocks(module)]
        if named.name in CLOCKS
        or (named.name in COUNTERS and module.floor not in {"bot", "schedules"})
    ]


def _sql_clocks(module: Module) -> Iterator[Named]:
    for node in _texts(module.tree):
        if SQL_CLOCK.search(str(node.value)):
            yield Named("sqlalchemy.func.now", node.lineno)


def telegram_elsewhere(house: list[Module]) -> list[str]:
    """Only its channel knows `telegram`."""
    return [
        _line(module, named, f"imports {named.name}")
        for module in house
        if not module.matches("bot/channels/telegram*")
        for named in module.imports
        if named.within("telegram")
    ]


def is_pure(module: Module) -> bool:
    return module.matches(*PURE) and not module.matches(*IMPURE)


def unclean(house: list[Module]) -> list[str]:
    """A pure module does no I/O, neither itself nor through what it imports of ours."""
    own = {module.name: module for module in house}
    found = []
    for module in filter(is_pure, house):
        found += [
            _line(module, call, f"calls {call.name}")
            for call in module.calls
            if call.name in OUTSIDE_CALLS
        ]
        for reached in _reached(module, own):
            through = "" if reached is module else f", by {module.path}"
            found += [
                _line(reached, named, f"imports {named.name}{through}")
                for named in reached.imports
                if named.within(*OUTSIDE) or not _known(named)
            ]
    return found


def _known(named: Named) -> bool:
    first = named.name.partition(".")[0]
    return first in sys.stdlib_module_names or first in FLOORS or named.within(*CALCULATE)


def _reached(module: Module, own: dict[str, Module]) -> list[Module]:
    """`module` and all of ours that is imported with it."""
    reached = {module.name: module}
    waiting = [module]
    while waiting:
        for name in _needed(waiting.pop(), own):
            if name not in reached:
                reached[name] = own[name]
                waiting.append(own[name])
    return list(reached.values())


def _needed(module: Module, own: dict[str, Module]) -> Iterator[str]:
    return (name for named in module.imports if (name := owned(named, own)))


def circles(house: list[Module]) -> list[str]:
    """No module comes back to itself along its imports."""
    own = {module.name: module for module in house}
    edges = {name: set(_needed(module, own)) - {name} for name, module in own.items()}
    settled: set[str] = set()
    found: list[str] = []

    def walk(name: str, path: list[str]) -> None:
        if name in path:
            found.append(" -> ".join([*path[path.index(name) :], name]))
        elif name not in settled:
            for following in sorted(edges[name]):
                walk(following, [*path, name])
            settled.add(name)

    for name in sorted(own):
        walk(name, [])
    return found


def too_long(house: list[Module]) -> list[str]:
    """A module over 300 lines splits by noun; a migration is history and stays as it is."""
    return [
        f"{module.path}: {lines} lines"
        for module in house
        if not module.matches("data/migrations/versions/*")
        if (lines := module.text.count("\n")) > LINES
    ]


def sentences(house: list[Module]) -> list[str]:
    """Templates and labels speak; `data` and the parsers know Chinese only to read it."""
    return [
        _line(module, node, f"says {found.group()}")
        for module in house
        if not module.matches("data/*", "handlers/parse/*")
        for node in _texts(module.tree)
        if (found := SENTENCE.search(str(node.value)))
    ]


def patches_and_skips(house: list[Module]) -> list[str]:
    """A test runs the real thing, and runs."""
    return [
        _line(module, named, f"uses {named.name}")
        for module in house
        for named in [*module.imports, *module.uses]
        if named.within(*PATCHES) or named.name in SKIPS or _patches(named)
    ]


def _patches(named: Named) -> bool:
    first, _, last = named.name.rpartition(".")
    return first == "monkeypatch" and last in SETTERS


def _texts(tree: ast.AST) -> Iterator[ast.Constant]:
    """Every string in the code that is not a docstring."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    )


def _line(module: Module, place: Named | ast.Constant, said: str) -> str:
    line = place.line if isinstance(place, Named) else place.lineno
    return f"{module.path}:{line} {said}"
