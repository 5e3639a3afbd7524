"""Whether the clock calls for anything: one look a minute, before anything is locked or changed."""

from datetime import datetime

from sqlalchemy import bindparam, exists, or_, select
from sqlmodel import Session, col

from data.models import Act, Agenda
from data.models.columns import Instant
from data.store.escalations import UNDELIVERED, kept_since
from data.store.members import UNTOLD
from data.store.undelivered import LATE
from data.store.urges import WAITS
from data.workdays import Workdays

# One for each step of the job that reminds, each by an index; the first that holds is enough.
PENDING = select(
    or_(
        exists().where(col(Agenda.at) <= bindparam("now", type_=Instant())),
        exists().where(*WAITS).select_from(Act),
        UNDELIVERED.exists(),
        UNTOLD.exists(),
        LATE.exists(),
    )
)


def is_pending(session: Session, now: datetime, days: Workdays) -> bool:
    """Whether any step of the job that reminds would find something, be it to wait with it."""
    bound = {"now": now, "today": days.today(now), "kept_since": kept_since(now, days)}
    return bool(session.connection().execute(PENDING, bound).scalar())
