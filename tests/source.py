"""The house's own source, as the architecture's tests look at it: modules and what they name."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[1]
FLOORS = ("bot", "handlers", "schedules", "messages", "data")


@dataclass(frozen=True)
class Named:
    """Something that a module names by its full dotted name, such as `datetime.date.today`."""

    name: str
    line: int

    def within(self, *packages: str) -> bool:
        return any(f"{self.name}.".startswith(f"{package}.") for package in packages)


@dataclass(frozen=True)
class Module:
    """One file; `path` is relative to the root of the checkout."""

    path: str
    text: str

    @property
    def name(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def floor(self) -> str:
        return self.path.partition("/")[0]

    def matches(self, *patterns: str) -> bool:
        return any(fnmatch(self.path, pattern) for pattern in patterns)

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @cached_property
    def imports(self) -> list[Named]:
        """Every import, also in a function, also by `importlib`; `a.b` for `from a import b`.

        Of a name made at run time the package stands here, or `?` if that is made as well.
        """
        return sorted(
            (
                Named(name, node.lineno)
                for node in ast.walk(self.tree)
                if isinstance(node, ast.Import | ast.ImportFrom | ast.Call)
                for name in self._from(node)
            ),
            key=lambda named: named.line,
        )

    @cached_property
    def uses(self) -> list[Named]:
        """Every name that is used, its import taken into account."""
        return [
            Named(name, node.lineno)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Name | ast.Attribute) and (name := self._dotted(node))
        ]

    @cached_property
    def calls(self) -> list[Named]:
        """Every function that is called by a name."""
        return [
            Named(name, node.lineno)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Call) and (name := self._dotted(node.func))
        ]

    def _from(self, node: ast.Import | ast.ImportFrom | ast.Call) -> Iterator[str]:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = self._absolute(node)
            yield from (f"{source}.{alias.name}" for alias in node.names)
        elif self._dotted(node.func) in DYNAMIC:
            yield self._made(node.args[0] if node.args else None)

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        here = self.path.split("/")[: -node.level]
        return ".".join([*here, *([node.module] if node.module else [])])

    def _made(self, argument: ast.expr | None) -> str:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            return argument.value
        first = argument.values[0] if isinstance(argument, ast.JoinedStr) else None
        if isinstance(first, ast.Constant) and "." in str(first.value):
            return str(first.value).rpartition(".")[0]
        own = isinstance(first, ast.FormattedValue) and self._dotted(first.value) == "__name__"
        return self.name if own else "?"

    @cached_property
    def _aliases(self) -> dict[str, str]:
        aliases: dict[str, str] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    first = alias.name.partition(".")[0]
                    aliases[alias.asname or first] = alias.name if alias.asname else first
            elif isinstance(node, ast.ImportFrom):
                source = self._absolute(node)
                for alias in node.names:
                    aliases[alias.asname or alias.name] = f"{source}.{alias.name}"
        return aliases

    def _dotted(self, node: ast.expr) -> str:
        """`node` as a dotted name, or nothing when it begins with a call or the like."""
        if isinstance(node, ast.Name):
            return self._aliases.get(node.id, node.id)
        if isinstance(node, ast.Attribute) and (before := self._dotted(node.value)):
            return f"{before}.{node.attr}"
        return ""


DYNAMIC = {"importlib.import_module", "__import__", "importlib.__import__"}


def modules(*folders: str) -> list[Module]:
    """All modules below `folders` of the checkout."""
    files = (file for folder in folders for file in sorted((ROOT / folder).rglob("*.py")))
    return [Module(str(file.relative_to(ROOT)), file.read_text("utf-8")) for file in files]


def folders() -> list[str]:
    """The folders of the checkout, less what is hidden or made at run time."""
    made = {"var", "build", "dist", "node_modules"}
    return [
        folder.name
        for folder in ROOT.iterdir()
        if folder.is_dir() and not folder.name.startswith(".") and folder.name not in made
    ]


def owned(named: Named, own: Iterable[str]) -> str | None:
    """The module of `own` that an import gets: `a.b` is the module a.b, or b of the module a."""
    if named.name in own:
        return named.name
    parent = named.name.rpartition(".")[0]
    return parent if parent in own else None
