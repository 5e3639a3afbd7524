"""Files kept by the hash of their content, beside the database."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

HASH = re.compile(r"[0-9a-f]{64}")


def hash_of(content: bytes) -> str:
    """The SHA-256 under which a content is kept, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


class Files:
    """A folder of contents; the same content is kept once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, content: bytes) -> str:
        """Put `content` in, safe against a power cut, and return its SHA-256 in hexadecimal."""
        digest = hash_of(content)
        path = self._path(digest)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, content)
        return digest

    def get(self, digest: str) -> bytes | None:
        """The content of that hash; None when it is not here, or no hash at all."""
        if not HASH.fullmatch(digest):
            return None
        path = self._path(digest)
        return path.read_bytes() if path.is_file() else None

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest


def _write(path: Path, content: bytes) -> None:
    """Readers see the whole of it or nothing: it is renamed into place."""
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
