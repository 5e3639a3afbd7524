"""A file that somebody sent, as the browser gets it: nothing in it runs."""

import mimetypes
from urllib.parse import quote

from starlette.responses import Response

SHOWN_IN_PAGE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
# A file is nobody's page: whatever it holds, nothing in it runs.
FILE_HEADERS = {"Content-Security-Policy": "default-src 'none'; sandbox"}


def sent(content: bytes, name: str) -> Response:
    """The file under its own name; pictures are shown, all else is saved."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    place = "inline" if kind in SHOWN_IN_PAGE else "attachment"
    disposition = f"{place}; filename*=utf-8''{quote(name, safe='')}"
    headers = {**FILE_HEADERS, "Content-Disposition": disposition}
    return Response(content, media_type=kind, headers=headers)
