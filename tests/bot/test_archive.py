"""Backup and restore: everything comes back, and what is wrong changes nothing."""

import shutil
import sqlite3
import tarfile
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest

from data.refusal import Refusal
from data.store import Store
from data.store.archive import backup, restore
from data.store.files import Files
from tests.bot.test_cli import PLAN, as_json, refused, run
from tests.scenarios.process import environment


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return environment(
        database=f"sqlite:///{tmp_path / 'duban.db'}",
        files=str(tmp_path / "files"),
        now="2018-02-12T09:00:00+08:00",
    )


def test_what_was_backed_up_comes_back(env: dict[str, str], tmp_path: Path) -> None:
    run("plan", "load", str(PLAN), env=env)
    photo = Files(tmp_path / "files").keep(b"\x00photo")
    copy = tmp_path / "out" / "a.tar"
    assert "文件 1 个" in run("backup", str(copy), env=env)
    assert copy.stat().st_mode & 0o077 == 0  # it holds everything that people wrote

    shutil.rmtree(tmp_path / "files")
    (tmp_path / "duban.db").write_bytes(b"a damaged disk")
    assert "已由" in run("restore", str(copy), env=env)
    assert [each["key"] for each in as_json("plan", "list", env=env)["plans"]] == ["2018"]
    assert Files(tmp_path / "files").get(photo) == b"\x00photo"
    assert "不是完整的督办备份" in refused("restore", str(tmp_path / "none.tar"), env=env)


def test_a_backup_of_a_running_bot_has_what_was_committed(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'a.db'}")
    backup(tmp_path / "a.tar", tmp_path / "a.db", tmp_path / "files")
    with pytest.raises(Refusal, match="database-running"):
        restore(tmp_path / "a.tar", tmp_path / "a.db", tmp_path / "files")
    store.close()
    restore(tmp_path / "a.tar", tmp_path / "a.db", tmp_path / "files")
    Store(f"sqlite:///{tmp_path / 'a.db'}").close()


def archive(path: Path, **members: bytes) -> Path:
    with tarfile.open(path, "w") as packed:
        for name, content in members.items():
            member = tarfile.TarInfo(name.replace("__", "/").replace("_db", ".db"))
            member.size = len(content)
            packed.addfile(member, BytesIO(content))
    return path


@pytest.fixture
def newer(tmp_path: Path) -> bytes:
    path = tmp_path / "newer.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE alembic_version (version_num TEXT)")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")
        database.commit()
    return path.read_bytes()


def test_what_is_no_backup_changes_nothing(tmp_path: Path, newer: bytes) -> None:
    house = tmp_path / "a.db"
    Store(f"sqlite:///{house}").close()
    before = house.read_bytes()
    (tmp_path / "cut.tar").write_bytes(b"nothing")
    forged = {"duban_db": newer, "files__" + "0" * 64: b"other"}
    for path, key in (
        (tmp_path / "cut.tar", "backup-broken"),
        (archive(tmp_path / "empty.tar"), "backup-broken"),
        (archive(tmp_path / "other.tar", duban_db=b"no database"), "backup-broken"),
        (archive(tmp_path / "forged.tar", **forged), "backup-broken"),
        (archive(tmp_path / "new.tar", duban_db=newer), "database-newer"),
    ):
        with pytest.raises(Refusal, match=key):
            restore(path, house, tmp_path / "files")
    assert house.read_bytes() == before
    assert not (tmp_path / "files").exists()


def test_a_member_outside_the_folder_is_never_written(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="backup-broken"):
        restore(
            archive(tmp_path / "a.tar", **{"..__evil": b"x"}), tmp_path / "in" / "a.db", tmp_path
        )
    assert not (tmp_path / "evil").exists()


def test_a_backup_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    house = tmp_path / "a.db"
    with pytest.raises(Refusal, match="database-missing"):
        backup(tmp_path / "a.tar", house, tmp_path / "files")
    Store(f"sqlite:///{house}").close()
    (tmp_path / "file").write_text("")
    with pytest.raises(Refusal, match="backup-unwritable"):
        backup(tmp_path / "file" / "a.tar", house, tmp_path / "files")
