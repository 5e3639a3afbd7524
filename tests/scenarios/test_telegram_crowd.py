"""A message to each of many contacts, at the platform's pace, while somebody asks a question."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from data.kinds import DeliveryState, Standing
from data.models import Delivery
from data.store import Store, house
from data.store import people as store
from tests.people import NOW
from tests.scenarios.telegram import Person, Platform, people, platform, stopped, until

COORDINATOR = 4102
FIRST = 7001
MORNING = "2018-02-12T10:00:00+08:00"
OPEN = (DeliveryState.OWED, DeliveryState.CLAIMED, DeliveryState.SENDING)


def test_everybody_is_told_once_and_who_asks_meanwhile_does_not_wait_for_all(
    tmp_path: Path, kills: int
) -> None:
    crowd = range(FIRST, FIRST + max(200, kills * 10))  # 1,000 in `make torture`
    with platform() as place, stopped(place, tmp_path, "polling") as telling:
        database = Store(telling.bot.env["DUBAN_DATABASE"])
        laid(database, place, crowd)
        telling.bot.start()
        until(lambda: len(sent(place)) > 20)
        assert "总览" in Person(place, COORDINATOR).say("/status")["text"]
        until(lambda: not database.look(unsent), 300)
        database.close()
        calls = sent(place)
        chats = [int(call["params"]["chat_id"]) for call in calls]
        assert Counter(chats) == dict.fromkeys([*crowd, COORDINATOR], 1)
        assert chats.index(COORDINATOR) < len(crowd)  # some of the crowd came after
        assert [call["answer"] for call in calls if not call["answer"]["ok"]] == []


def laid(database: Store, place: Platform, crowd: range) -> None:
    """Bind the crowd and a coordinator, all of whom are to be told of the plan this morning."""
    database.do(people, crowd)
    database.do(_coordinator)
    database.do(house.set_clock, datetime.fromisoformat(MORNING))
    place.do("meet", users=[*crowd, COORDINATOR])


def _coordinator(session: Session) -> None:
    number = str(COORDINATOR)
    contact = store.add(session, "督办员", NOW)
    store.add_account(session, contact, "telegram", number, number, NOW)
    store.appoint(session, contact, None, Standing.COORDINATOR, NOW)


def sent(place: Platform) -> list[dict[str, Any]]:
    """What the bot has asked the platform to send, in order."""
    return list(place.look("traffic", method="sendMessage"))


def unsent(session: Session) -> list[int | None]:
    """The deliveries that have yet to leave."""
    return list(session.exec(select(Delivery.id).where(col(Delivery.state).in_(OPEN))))
