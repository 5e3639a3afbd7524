"""Tables brought up to date at start, one process at a time."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
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
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    script = ScriptDirectory.from_config(config)
    tables = inspect(connection).get_table_names()
    found = (
        connection.scalar(text("SELECT version_num FROM alembic_version"))
        if ("alembic_version" in tables)
        else None
    )
    if found is None and tables:
        raise Refusal("database-foreign", path=connection.engine.url.database)
    if found is not None and found not in {each.revision for each in script.walk_revisions()}:
        raise Refusal("database-newer", path=connection.engine.url.database)
    if found != script.get_current_head():
        command.upgrade(config, "head")
