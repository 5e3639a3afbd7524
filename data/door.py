"""The way to the board from elsewhere: links and cookies that only this house can have written."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from itsdangerous import BadData, URLSafeSerializer


@dataclass(frozen=True)
class Link:
    """Whom a link lets in, and until when; `seen`: the message that asked, which makes it one."""

    contact: int
    seen: int
    until: datetime


@dataclass(frozen=True)
class Door:
    """`address`: where links lead, empty when nobody could follow them.

    `outside`: others than this machine reach the board there.
    """

    address: str
    outside: bool
    key: str = field(repr=False)

    def url(self, link: Link) -> str:
        """The address that lets this person in once."""
        facts = [link.contact, link.seen, int(link.until.timestamp())]
        return f"{self.address}/enter/{self._signer('link').dumps(facts)}"

    def link(self, token: str) -> Link | None:
        """What a link says; None for one that was not written here."""
        facts = self._read("link", token)
        if facts is None:
            return None
        contact, seen, until = facts
        return Link(contact, seen, datetime.fromtimestamp(until, UTC))

    def cookie(self, visit: int) -> str:
        """What the browser of a visitor keeps."""
        signed = self._signer("visit").dumps(visit)
        return signed.decode() if isinstance(signed, bytes) else signed

    def visit(self, cookie: str) -> int | None:
        """The visit of a cookie; None for one that was not written here."""
        found: int | None = self._read("visit", cookie)
        return found

    def _read(self, what: str, text: str) -> Any:
        try:
            return self._signer(what).loads(text)
        except BadData:
            return None

    def _signer(self, what: str) -> URLSafeSerializer:
        """A link is no cookie, nor the other way round."""
        return URLSafeSerializer(self.key, salt=f"duban.board.{what}")
