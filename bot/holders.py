"""Who holds a lease: a process by its machine and number; what dead ones held is let go."""

import os
import secrets
import socket
from datetime import datetime

from sqlmodel import Session

from data.store import outbox, readings


def own() -> str:
    """This process, as no other is called."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def release_dead(session: Session, now: datetime) -> None:
    """A lease of a process of this machine that is no more need not run out."""
    here = socket.gethostname()
    holders = {*outbox.holders(session), *readings.holders(session)}
    held = [holder.rsplit(":", 2) for holder in holders]
    dead = [
        ":".join(each)
        for each in held
        if len(each) == 3 and each[0] == here and not _lives(int(each[1]))
    ]
    if dead:
        outbox.release(session, dead, now)
        readings.release(session, dead, now)


def _lives(pid: int) -> bool:
    if pid == os.getpid():
        return False  # ours is new: what bears this number is from before a restart
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
