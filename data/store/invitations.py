"""Invitations: single-use codes, kept as hashes, and an end to guessing them."""

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import update
from sqlmodel import Session, col, select

from data.kinds import Standing
from data.models import Invitation, WrongCode
from data.store import people

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base32: no I, L, O, U
LENGTH = 10
VALID = timedelta(days=7)
HOUR = timedelta(hours=1)
WRONG_A_CHAT = 5
WRONG_A_CHANNEL = 50
_FORGIVEN = str.maketrans("OIL", "011", " -\u3000")
# What may be a code: ten signs after the word that takes one up, or letters and digits alone.
_TYPED = re.compile(
    r"(?i)((?:start|绑定)(?:@\w+)?[^0-9a-z]{0,4})[0-9a-z](?:[ \u3000-]?[0-9a-z]){9}(?![0-9a-z])"
    r"|(?<![0-9a-z_])(?=[a-z]*[0-9])(?=[0-9]*[a-z])[0-9a-z]{10}(?![0-9a-z_])"
)


class Verdict(StrEnum):
    """What became of a code that somebody typed."""

    BOUND = "bound"
    ADDED = "added"
    ALREADY = "already"
    JOINED = "joined"  # another account of a person there is
    KNOWN = "known"  # this account is somebody's already
    WRONG = "wrong"
    USED = "used"
    EXPIRED = "expired"
    BARRED = "barred"


@dataclass(frozen=True)
class Issued:
    """A new invitation; its code is shown once and kept nowhere."""

    code: str
    expires_at: datetime


@dataclass(frozen=True)
class Taken:
    """The outcome for a code: who is bound now, as what; `alarm` when guessing has just ended.

    `hands_over`: the person whose post it is, who gives it up for the one bound now.
    """

    verdict: Verdict
    contact: int | None = None
    unit: int | None = None
    standing: Standing | None = None
    alarm: bool = False
    hands_over: int | None = None


@dataclass(frozen=True)
class Speaker:
    """Somebody with a code: the address, the name, and who it is when bound already."""

    channel: str
    chat: str
    sender: str
    name: str
    contact: int | None = None


def normal(code: str) -> str:
    """A code as it was issued: upper case, O read as 0, I and L as 1, spaces and hyphens out."""
    return code.strip().upper().translate(_FORGIVEN)


def blanked(text: str) -> str:
    """The text without what may be a code, to be kept where people look for what went wrong."""
    return _TYPED.sub(lambda found: f"{found[1] or ''}***", text)


def issue(
    session: Session,
    unit: int | None,
    standing: Standing,
    now: datetime,
    hands_over: int | None = None,
) -> Issued:
    """Make an invitation for a unit, or for the whole house when the standing is one of its own.

    `hands_over`: the person who gives the post up when it is taken up.
    """
    code = _code()
    if standing in people.OF_HOUSE:
        unit = None
    return _keep(session, code, unit, standing, now, hands_over)


def issue_account(session: Session, contact: int, standing: Standing, now: datetime) -> Issued:
    """Make a code that adds the account from which it is sent to a person's own."""
    return _keep(session, _code(), None, standing, now, contact)


def _keep(
    session: Session,
    code: str,
    unit: int | None,
    standing: Standing,
    now: datetime,
    giver: int | None,
) -> Issued:
    session.add(
        Invitation(
            code_hash=_hash(code),
            unit_id=unit,
            standing=standing,
            created_at=now,
            expires_at=now + VALID,
            from_id=giver,
        )
    )
    session.flush()
    return Issued(code, now + VALID)


def take_up(session: Session, code: str, speaker: Speaker, now: datetime) -> Taken:
    """Bind the speaker by a code; nothing is learnt from a wrong one, and five end the trying."""
    if barred(session, speaker.channel, speaker.chat, now):
        return Taken(Verdict.BARRED)
    invitation = _find(session, code)
    if invitation is None:
        return Taken(Verdict.WRONG, alarm=_note_wrong(session, speaker, now))
    if invitation.used_at is not None:
        return Taken(Verdict.USED)
    if invitation.expires_at <= now or _is_void(session, invitation):
        return Taken(Verdict.EXPIRED)
    return _bind(session, invitation, speaker, now)


def _is_void(session: Session, invitation: Invitation) -> bool:
    """Who has lost a post cannot hand it over any more."""
    giver, unit, standing = invitation.from_id, invitation.unit_id, invitation.standing
    if giver is None or unit is None:
        return False
    return not people.holds(session, giver, unit, standing)


def void(session: Session, code: str, now: datetime) -> None:
    """Use up a code that others may have read."""
    invitation = _find(session, code)
    if invitation is not None:
        _use(session, invitation, now)


def barred(session: Session, channel: str, chat: str, now: datetime) -> bool:
    """Whether codes wait: five wrong ones within an hour in a chat, or fifty in a channel."""
    of_channel = select(WrongCode.at).where(
        WrongCode.channel == channel, WrongCode.at > now - 2 * HOUR
    )
    newest_first = of_channel.order_by(col(WrongCode.id).desc())
    chat_wrongs = session.exec(newest_first.where(WrongCode.chat == chat).limit(WRONG_A_CHAT)).all()
    wrongs = session.exec(newest_first.limit(WRONG_A_CHANNEL)).all()
    return _closed(chat_wrongs, WRONG_A_CHAT, now) or _closed(wrongs, WRONG_A_CHANNEL, now)


def _closed(wrongs: Sequence[datetime], most: int, now: datetime) -> bool:
    """`wrongs`: the newest first; while codes wait none is added, so the wait has an end."""
    return len(wrongs) == most and wrongs[0] - wrongs[-1] < HOUR and now - wrongs[0] < HOUR


def _note_wrong(session: Session, speaker: Speaker, now: datetime) -> bool:
    session.add(WrongCode(channel=speaker.channel, chat=speaker.chat, at=now))
    session.flush()
    return barred(session, speaker.channel, speaker.chat, now)


def _bind(session: Session, invitation: Invitation, speaker: Speaker, now: datetime) -> Taken:
    contact, unit, standing = speaker.contact, invitation.unit_id, invitation.standing
    if invitation.from_id is not None and unit is None:
        return _join(session, invitation, invitation.from_id, speaker, now)
    if contact is not None and people.holds(session, contact, unit, standing):
        return Taken(Verdict.ALREADY, contact, unit, standing)
    if not _use(session, invitation, now):
        return Taken(Verdict.USED)
    if contact is None:
        contact = people.add(session, speaker.name or speaker.sender, now)
        people.add_account(session, contact, speaker.channel, speaker.sender, speaker.chat, now)
    people.appoint(session, contact, unit, standing, now)
    invitation.contact_id = contact
    verdict = Verdict.ADDED if speaker.contact else Verdict.BOUND
    return Taken(verdict, contact, unit, standing, hands_over=invitation.from_id)


def _join(
    session: Session, invitation: Invitation, contact: int, speaker: Speaker, now: datetime
) -> Taken:
    """The account becomes the person's, unless it is somebody's already."""
    if speaker.contact is not None:
        return Taken(Verdict.KNOWN)
    if not _use(session, invitation, now):
        return Taken(Verdict.USED)
    people.add_account(session, contact, speaker.channel, speaker.sender, speaker.chat, now)
    invitation.contact_id = contact
    return Taken(Verdict.JOINED, contact)


def _code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def _use(session: Session, invitation: Invitation, now: datetime) -> bool:
    """Whether it is us who use it: of two at once the second finds it used."""
    session.flush()
    used = update(Invitation).where(
        col(Invitation.id) == invitation.id, col(Invitation.used_at).is_(None)
    )
    return session.connection().execute(used.values(used_at=now)).rowcount == 1


def _find(session: Session, code: str) -> Invitation | None:
    query = select(Invitation).where(Invitation.code_hash == _hash(normal(code)))
    return session.exec(query).first()


def _hash(code: str) -> str:
    return hashlib.sha256(f"invitation:{code}".encode()).hexdigest()
