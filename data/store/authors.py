"""In whose name the command line acts: a coordinator who is named, else the house's own."""

from datetime import datetime

from sqlmodel import Session, col, select

from data.kinds import Standing
from data.models import Contact, Post
from data.refusal import Refusal
from data.store import people


def coordinator(session: Session, name: str) -> int:
    """The coordinator of that name; refuses one whom nobody knows as such."""
    query = select(Contact.id).join(Post, col(Post.contact_id) == col(Contact.id))
    named = query.where(Contact.name == name, Post.standing == Standing.COORDINATOR)
    found = session.exec(named.order_by(col(Contact.id))).first()
    if found is None:
        raise Refusal("coordinator-unknown", name=name)
    return found


def own(session: Session, name: str, now: datetime) -> int:
    """Nobody in person: a name without any post, made when it is first needed."""
    posts = select(Post.contact_id).where(Post.contact_id == Contact.id)
    query = select(Contact.id).where(Contact.name == name, ~posts.exists())
    return session.exec(query.order_by(col(Contact.id))).first() or people.add(session, name, now)
