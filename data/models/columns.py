"""What tables share: UTC instants, enums kept as their words, indexes of few rows."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, Index, MetaData, String, text
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

# Names let Alembic's batch mode find a constraint again on SQLite.
SQLModel.metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


# Nothing validates through a table: its validator is not built at every start, for 31 tables.
SQLModel.model_config["defer_build"] = True


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC; SQLite gives it back naive, so the zone is put on again."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive time reached the database")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class Word(TypeDecorator[StrEnum]):
    """A StrEnum kept as its value: readable in any client, no type to migrate."""

    impl = String(16)
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind
        self._members = {member.value: member for member in kind}

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self._members[value]


def few(name: str, column: str, condition: str) -> Index:
    """An index of a column for the few rows of which a condition in SQL holds."""
    where = text(condition)
    return Index(name, column, sqlite_where=where, postgresql_where=where)
