"""The whole house in one .tar while it runs, and back again: database and files."""

import sqlite3
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

from data.refusal import Refusal
from data.store.files import HASH, Files, hash_of
from data.store.schema import revisions

DATABASE = "duban.db"
FILES = "files"
BESIDE = ("-wal", "-shm")  # what SQLite keeps beside its file


def backup(out: Path, database: Path | None, files: Path) -> int:
    """Write the archive and return how many files went in; `database` is a SQLite file, if any.

    What is being written meanwhile is in it whole or not at all. A file that is there is replaced
    only by a finished archive. Refuses a path that cannot be written.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent) as folder:
            packed = Path(folder) / out.name
            with tarfile.open(packed, "w") as archive:
                if database is not None:
                    archive.add(_copied(database, Path(folder)), DATABASE)
                count = _pack_files(archive, files)
            packed.chmod(0o600)
            packed.replace(out)
    except OSError as error:
        raise Refusal("backup-unwritable", path=str(out)) from error
    return count


def restore(archive: Path, database: Path | None, files: Path) -> int:
    """Put an archive in the place of database and files; returns how many files came with it.

    Refuses what is no archive of ours, one of a newer Duban, and a database that a bot has open;
    then everything stays as it was. Files that are there already stay.
    """
    room = (database or files).parent  # on the same disk, so that it is renamed into place
    room.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=room) as folder:
        unpacked = _unpacked(archive, Path(folder))
        found = unpacked / DATABASE
        sent = _files(unpacked / FILES, archive)
        if database is not None:
            _check(found, archive)
            _close(database)
        kept = Files(files)
        for path in sent:
            kept.keep(path.read_bytes())
        if database is not None:
            found.replace(database)
    return len(sent)


def _copied(database: Path, folder: Path) -> Path:
    """A copy through SQLite, which takes in what is not in the main file yet."""
    if not database.is_file():
        raise Refusal("database-missing", path=str(database))
    copy = folder / DATABASE
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def _pack_files(archive: tarfile.TarFile, files: Path) -> int:
    kept = sorted(path for path in files.glob("??/*") if HASH.fullmatch(path.name))
    for path in kept:
        archive.add(path, f"{FILES}/{path.name}")
    return len(kept)


def _unpacked(archive: Path, folder: Path) -> Path:
    """The members that we know, in a folder; nothing else is ever written."""
    try:
        with tarfile.open(archive, "r:") as packed:
            for member in packed:
                if _is_ours(member):
                    packed.extract(member, folder, filter="data")
    except (OSError, tarfile.TarError) as error:
        raise Refusal("backup-broken", path=str(archive)) from error
    return folder


def _is_ours(member: tarfile.TarInfo) -> bool:
    folder, _, name = member.name.rpartition("/")
    known = member.name == DATABASE or (folder == FILES and HASH.fullmatch(name) is not None)
    return member.isfile() and known


def _files(folder: Path, archive: Path) -> list[Path]:
    """The files of the archive, each checked against its name."""
    paths = sorted(folder.glob("*"))
    if any(hash_of(path.read_bytes()) != path.name for path in paths):
        raise Refusal("backup-broken", path=str(archive))
    return paths


def _check(found: Path, archive: Path) -> None:
    """A whole database of a Duban that is not newer than this one."""
    if not found.is_file():
        raise Refusal("backup-broken", path=str(archive))
    try:
        with closing(sqlite3.connect(found)) as database:
            good = database.execute("PRAGMA quick_check").fetchone()
            revision = database.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise Refusal("backup-broken", path=str(archive)) from error
    if good != ("ok",) or revision is None:
        raise Refusal("backup-broken", path=str(archive))
    if revision[0] not in revisions():
        raise Refusal("database-newer", path=str(archive))


def _close(database: Path) -> None:
    """Fold everything into the one file, which SQLite does only when nobody else has it open."""
    if not database.exists():
        return
    try:
        with closing(sqlite3.connect(database, timeout=0)) as held:
            (mode,) = held.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as error:
        raise Refusal("database-running", path=str(database)) from error
    except sqlite3.DatabaseError:
        mode = "delete"  # a damaged file is what restoring is for
    if mode != "delete":
        raise Refusal("database-running", path=str(database))
    for ending in BESIDE:
        database.with_name(database.name + ending).unlink(missing_ok=True)
