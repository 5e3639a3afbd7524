"""Tables brought up to date at start, one process at a time."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlmodel import Session

from data.models import metadata
from data.refusal import Refusal

MIGRATIONS = Path(__file__).parent.parent / "migrations"
LOCK = 0x64756261  # any number, the same in every process


def migrate(engine: Engine) -> None:
    """Bring the tables to the newest revision; refuses a database made by a newer Duban."""
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            _upgrade(connection)
    except OperationalError as error:
        raise Refusal("database-unwritable", path=engine.url.database) from error
    except DatabaseError as error:
        raise Refusal("database-foreign", path=engine.url.database) from error


def drop_all(session: Session) -> None:
    """Drop every table; the next start makes them anew."""
    connection = session.connection()
    metadata.drop_all(connection)
    connection.execute(text("DROP TABLE alembic_version"))


def _upgrade(connection: Connection) -> None:
    known = revisions()
    tables = inspect(connection).get_table_names()
    found = None
    if "alembic_version" in tables:
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    elif tables:
        raise Refusal("database-foreign", path=connection.engine.url.database)
    if found is not None and found not in known:
        raise Refusal("database-newer", path=connection.engine.url.database)
    if found != known[-1]:
        _run_migrations(connection)


def revisions() -> list[str]:
    """Every revision in order: a migration's file name begins with its number."""
    return sorted(path.name.split("_")[0] for path in MIGRATIONS.glob("versions/[0-9]*.py"))


def _run_migrations(connection: Connection) -> None:
    from alembic import command  # half a second to load, and hardly ever needed

    command.upgrade(history(connection), "head")


def history(connection: Connection) -> Any:
    """Alembic's configuration for this connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
