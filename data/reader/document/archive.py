"""The zip archive that .docx and .xlsx are: looked at before anything in it is unpacked."""

import io
import zipfile

from data.refusal import Refusal

MEMBERS = 3000  # a long .docx has some dozens, one with many pictures some hundreds
UNPACKED = 200 * 1024**2  # bytes in all, pictures included
MARKUP = 24 * 1024**2  # bytes of one XML member; its tree takes up to thirty times as much
ENCRYPTED = 0x1


def members(content: bytes) -> dict[str, int]:
    """Names and unpacked sizes; refuses bombs, passwords and what is no whole archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError) as error:
        raise Refusal("file-broken") from error
    if any(info.flag_bits & ENCRYPTED for info in infos):
        raise Refusal("file-encrypted")
    if len(infos) > MEMBERS or sum(info.file_size for info in infos) > UNPACKED:
        raise Refusal("file-too-large")
    if any(info.file_size > MARKUP for info in infos if is_markup(info.filename)):
        raise Refusal("file-too-large")
    return {info.filename: info.file_size for info in infos}


def forbid_declarations(content: bytes) -> None:
    """Refuses an archive with a DTD in it: Office writes none, an attack needs one."""
    from defusedxml.ElementTree import iterparse

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in filter(is_markup, archive.namelist()):
            with archive.open(name) as member:
                # A DTD can only stand before the root: its start is as far as we need to read.
                next(iter(iterparse(member, events=("start",), forbid_dtd=True)), None)


def is_markup(name: str) -> bool:
    """Whether a member is XML that a reader may parse."""
    return name.lower().endswith((".xml", ".rels", ".vml"))
