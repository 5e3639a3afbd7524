"""`backup` and `restore`: the house in one file, and back."""

from pathlib import Path

from sqlalchemy.engine import make_url

from bot.cli import say, settings
from bot.config import Settings
from data.store.archive import backup, restore
from data.store.engine import is_sqlite


def pack(out: Path) -> None:
    """Write the archive and say what is in it, or what else is needed."""
    found = settings()
    count = backup(out, _file(found), found.files)
    say("backed-up" if _file(found) else "backed-up-files", path=str(out), count=count)


def unpack(archive: Path) -> None:
    """Put the archive in the place of what is there, and say so."""
    found = settings()
    count = restore(archive, _file(found), found.files)
    say("restored" if _file(found) else "restored-files", path=str(archive), count=count)


def _file(found: Settings) -> Path | None:
    """The database, where it is a file."""
    return Path(make_url(found.database).database or "") if is_sqlite(found.database) else None
