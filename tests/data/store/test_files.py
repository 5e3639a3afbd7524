"""Files kept by the hash of their content."""

import hashlib
from pathlib import Path

import pytest

from data.store.files import Files


def test_a_content_comes_back_by_its_hash(tmp_path: Path) -> None:
    files = Files(tmp_path / "files")
    digest = files.keep("佐证".encode())
    assert digest == hashlib.sha256("佐证".encode()).hexdigest()
    assert files.get(digest) == "佐证".encode()


def test_the_same_content_is_kept_once_and_nothing_else_stays_behind(tmp_path: Path) -> None:
    files = Files(tmp_path)
    assert files.keep(b"x") == files.keep(b"x")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize("name", ["0" * 64, "", "../../etc/passwd", "0" * 63 + "/", "A" * 64])
def test_what_is_no_hash_of_ours_names_nothing(tmp_path: Path, name: str) -> None:
    assert Files(tmp_path).get(name) is None
