"""The databases that the suite gives its tests are real, new and apart."""

import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, inspect, text
from sqlmodel import SQLModel

from tests import needs
from tests.postgres import Cluster, running
from tests.source import ROOT


def engine_url(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://")


def test_the_server_is_postgresql_and_speaks_utf8(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        row = connection.execute("SELECT version(), current_setting('server_encoding')").fetchone()
    assert row
    assert row[0].startswith("PostgreSQL ")
    assert row[1] == "UTF8"


def test_two_databases_share_nothing(postgres: Cluster, postgres_url: str) -> None:
    with postgres.database() as other, psycopg.connect(postgres_url) as here:
        here.execute("CREATE TABLE task (code text)")
        here.commit()
        with psycopg.connect(other) as there, pytest.raises(psycopg.errors.UndefinedTable):
            there.execute("SELECT * FROM task")


def test_a_database_can_be_copied_from_another(postgres: Cluster, postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE unit AS SELECT '科技司' AS name")
        template = connection.info.dbname
    with postgres.database(template) as copy, psycopg.connect(copy) as connection:
        assert connection.execute("SELECT name FROM unit").fetchone() == ("科技司",)


def test_a_dropped_database_is_gone_even_while_someone_holds_it(postgres: Cluster) -> None:
    with postgres.database() as url:
        holder = psycopg.connect(url)
    with pytest.raises(psycopg.OperationalError):
        holder.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url)


def test_a_stopped_server_leaves_no_file() -> None:
    with running(needs.POSTGRESQL.path()) as cluster:
        assert Path(cluster.socket, "data", "postmaster.pid").exists()
    assert not cluster.socket.exists()


def test_a_test_that_asks_for_a_database_runs_on_both_kinds(
    database_url: str, request: pytest.FixtureRequest
) -> None:
    engine = create_engine(engine_url(database_url))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE task (code text)"))
    assert engine.dialect.name == request.node.callspec.params["database_url"]
    engine.dispose()


def test_a_killed_run_leaves_no_server_and_no_file() -> None:
    program = """
from tests import needs, postgres
with postgres.running(needs.POSTGRESQL.path()) as cluster:
    print(cluster.socket, flush=True)
    input()
"""
    run = subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with run:
        assert run.stdout
        folder = Path(run.stdout.readline().decode().strip())
        assert folder.joinpath("data", "postmaster.pid").exists()
        run.kill()
    deadline = time.monotonic() + 10
    while folder.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not folder.exists()


def test_a_laid_database_has_every_table_and_no_row(laid_database_url: str) -> None:
    engine = create_engine(engine_url(laid_database_url))
    with engine.connect() as connection:
        tables = set(inspect(connection).get_table_names())
        tasks = connection.scalar(text("SELECT count(*) FROM task"))
    engine.dispose()
    assert tables == {*SQLModel.metadata.tables, "alembic_version"}
    assert tasks == 0
