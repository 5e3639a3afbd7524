"""The tables and their history agree, and a database that is not ours is left as it was."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Date, Integer, inspect, text
from sqlmodel import select

from data.kinds import Fate, Rule
from data.models import PromptLine, metadata
from data.refusal import Refusal
from data.store import Store, reckoning
from data.store.engine import open_engine
from data.store.schema import history, migrate, revisions
from tests.looks import looks
from tests.small import LEAD, SUPPORT, at, opened


# SQLite does not show what an index of an expression is of; PostgreSQL does.
@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_autogenerate_finds_no_difference_between_models_and_migrations(database_url: str) -> None:
    engine = open_engine(database_url, pool=1)
    migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_what_was_to_be_looked_at_before_the_agenda_is_looked_at_after_it(
    laid_database_url: str,
) -> None:
    with opened(laid_database_url) as small:
        small.give("1-1", LEAD, SUPPORT)
        small.give("1-2", LEAD)
        small.confirm()
        before = {unit: looks(small.store, unit) for unit in (LEAD, SUPPORT)}
        assert before[LEAD]
    engine = open_engine(laid_database_url, pool=1)
    for step, revision in ((command.downgrade, "0001"), (command.upgrade, "head")):
        with engine.begin() as connection:
            step(history(connection), revision)
            tables = inspect(connection).get_table_names()
            assert ("agenda" in tables) is (revision == "head")
    engine.dispose()
    store = Store(laid_database_url)
    assert {unit: looks(store, unit) for unit in before} == before
    store.close()


def test_of_two_lines_of_a_day_an_older_duban_keeps_the_first(laid_database_url: str) -> None:
    line = PromptLine(
        assignment_id=1, rule=Rule.DEADLINE_NEAR, on=date(2018, 6, 29), fate=Fate.GIVEN_UP
    )
    dues = [date(2018, 6, 30), date(2018, 7, 30)]
    with opened(laid_database_url) as small:
        (part,) = small.give("1-1", LEAD)
        rows = [line.model_dump() | {"assignment_id": part, "deadline": due} for due in dues]
        small.store.do(lambda session: session.add_all(PromptLine(**row) for row in rows))
    engine = open_engine(laid_database_url, pool=1)
    for step, revision in ((command.downgrade, "0002"), (command.upgrade, "head")):
        with engine.begin() as connection:
            step(history(connection), revision)
    engine.dispose()
    store = Store(laid_database_url)
    assert store.look(lambda session: session.exec(select(PromptLine.deadline)).all()) == dues[:1]
    store.close()


def test_how_far_parts_are_reckoned_an_older_duban_keeps_with_the_part(
    laid_database_url: str,
) -> None:
    with opened(laid_database_url) as small:
        under_way = small.give("1-1", LEAD, SUPPORT)
        small.confirm()
        (waiting,) = small.give("1-2", LEAD)
        small.bind(LEAD)
        small.tick(at("02-12"))
        before = small.store.look(reckoning.untils, [*under_way, waiting])
        assert before == {under_way[0]: date(2018, 2, 12), under_way[1]: date(2018, 2, 11)}
    engine = open_engine(laid_database_url, pool=1)
    with engine.begin() as connection:
        command.downgrade(history(connection), "0003")
        kept = "SELECT id, reckoned_on FROM assignment WHERE reckoned_on IS NOT NULL"
        columns = text(kept).columns(id=Integer, reckoned_on=Date)
        assert dict(connection.execute(columns).all()) == before
        command.upgrade(history(connection), "head")
    engine.dispose()
    store = Store(laid_database_url)
    assert store.look(reckoning.untils, [*under_way, waiting]) == before
    store.close()


def test_a_second_start_changes_nothing(laid_database_url: str) -> None:
    Store(laid_database_url).close()
    store = Store(laid_database_url)
    version = "SELECT version_num FROM alembic_version"
    assert store.look(lambda session: session.scalar(text(version))) == revisions()[-1]  # type: ignore[call-overload]
    store.close()


def test_a_database_of_a_newer_duban_is_refused(laid_database_url: str) -> None:
    engine = open_engine(laid_database_url, pool=1)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Refusal) as refused:
        Store(laid_database_url)
    assert refused.value.key == "database-newer"
    engine.dispose()


def test_a_database_of_something_else_is_refused_and_left_as_it_was(database_url: str) -> None:
    engine = open_engine(database_url, pool=1)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE recipes (name VARCHAR(20))"))
    with pytest.raises(Refusal) as refused:
        Store(database_url)
    assert refused.value.key == "database-foreign"
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM recipes")).scalar() == 0
        with pytest.raises(Exception, match="plan"):
            connection.execute(text("SELECT count(*) FROM plan"))
    engine.dispose()


def test_a_file_that_is_no_database_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("a shopping list, and no database at all\n" * 100)
    with pytest.raises(Refusal) as refused:
        Store(f"sqlite:///{file}")
    assert refused.value.key.startswith("database-")
    assert file.read_text().startswith("a shopping list")


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    blocking = tmp_path / "file"
    blocking.write_text("")
    with pytest.raises(Refusal) as refused:
        Store(f"sqlite:///{blocking / 'duban.db'}")
    assert refused.value.key == "database-unwritable"


@pytest.mark.parametrize(
    "url", ["mysql://here/duban", "nonsense", "postgresql://nobody@127.0.0.1:1/x"]
)
def test_an_address_that_leads_nowhere_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(Refusal) as refused:
        Store(url)
    assert refused.value.key in ("database-address", "database-unreachable")


def test_processes_that_start_together_lay_the_tables_once(database_url: str) -> None:
    script = "import sys; from data.store import Store; Store(sys.argv[1]).close()"
    started = [
        subprocess.Popen([sys.executable, "-c", script, database_url], stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    for process in started:
        _, error = process.communicate(timeout=60)
        assert process.returncode == 0, error.decode()


def test_sqlite_keeps_a_report_through_a_power_cut(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'duban.db'}")
    pragma = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    found = store.do(
        lambda session: {name: session.execute(text(f"PRAGMA {name}")).scalar() for name in pragma}
    )
    assert found == pragma
    store.close()
