"""Which files are taken as evidence of a report (佐证材料)."""

from pathlib import PurePath

from data.refusal import Refusal

LARGEST = 20 * 1024 * 1024  # bytes
PICTURES = "jpg jpeg png gif webp heic bmp tif tiff"
PAPERS = "pdf ofd doc docx wps xls xlsx et csv ppt pptx dps txt md rtf"
RECORDS = "mp3 m4a wav mp4 mov zip rar 7z"
FORMS = frozenset((*PICTURES.split(), *PAPERS.split(), *RECORDS.split()))
LONGEST_NAME = 80  # characters


def accepted(name: str, size: int) -> str:
    """The file's name, shortened where it is too long; refuses what is no evidence.

    `size` in bytes; what runs or is a web page is not taken.
    """
    form = PurePath(name).suffix.lstrip(".").lower()
    if form not in FORMS:
        raise Refusal("evidence-form", name=name[:LONGEST_NAME])
    if size > LARGEST:
        raise Refusal("evidence-large", name=name[:LONGEST_NAME], limit=LARGEST // 1024**2)
    stem = name[: -len(form) - 1].replace("/", "_").strip() or form
    return f"{stem[: LONGEST_NAME - len(form) - 1]}.{form}"
