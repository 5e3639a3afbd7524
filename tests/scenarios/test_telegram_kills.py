"""Killed at any moment under load, the bot loses no update, and handles none twice."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from data.kinds import DeliveryState, Standing
from data.models import Account, Delivery, Quarantine, Report, Seen
from data.store import Store, invitations
from data.store.people import find_unit
from tests.people import NOW
from tests.scenarios import seen
from tests.scenarios.telegram import SECRETS, House, people, platform, stopped, until

Said = dict[tuple[int, int], str]
PEOPLE = range(5001, 5021)
NEWCOMER = 6001  # the first of those who take up an invitation, one each round
A_KILL = 20  # updates
OPEN = (DeliveryState.OWED, DeliveryState.CLAIMED, DeliveryState.SENDING)


@pytest.fixture(params=["polling", "webhook"])
def telling(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A house whose bot is yet to be started, and whose people have begun their chats."""
    with platform() as place, stopped(place, tmp_path, request.param) as found:
        store = Store(found.bot.env["DUBAN_DATABASE"])
        store.do(people, PEOPLE)
        store.close()
        yield found


def test_no_update_is_lost_nor_handled_twice(telling: House, kills: int) -> None:
    seed = random.randrange(10**6)
    rounds = max(1, kills // 2)
    codes = _invited(telling, rounds)
    said = _told_with_kills(telling, random.Random(seed), codes)
    assert len(said) == rounds * A_KILL
    until(lambda: not telling.platform.look("state")["pending"], 60)
    store = Store(telling.bot.env["DUBAN_DATABASE"])
    try:
        until(lambda: not store.look(_open), 120)
        assert store.look(_reported) == Counter(said.values()), f"seed {seed}"
        assert store.look(_seen) == len(said) + rounds, f"seed {seed}"
        assert store.look(_bound) == [str(NEWCOMER + n) for n in range(rounds)]
        _everybody_got_what_was_owed(telling, store.look(_answers), said)
    finally:
        store.close()
    seen.holds_none_of(telling.bot, [*SECRETS, *codes])


def _invited(telling: House, number: int) -> list[str]:
    """So many invitations for a unit."""
    store = Store(telling.bot.env["DUBAN_DATABASE"])
    unit = store.look(find_unit, "职成司").id
    made = [store.do(invitations.issue, unit, Standing.CONTACT, NOW) for _ in range(number)]
    store.close()
    return [each.code for each in made]


def _told_with_kills(telling: House, dice: random.Random, codes: list[str]) -> Said:
    """Say `A_KILL` things around each kill; by person and message, the words that were new.

    One message of each round is taken by the platform, and its answer never comes.
    """
    said: Said = {}
    telling.bot.start()
    for newcomer, code in enumerate(codes, NEWCOMER):
        unheard = dice.randrange(A_KILL // 2)
        telling.platform.do("fault", answer="swallow", method="sendMessage", skip=unheard)
        telling.platform.do("say", user=newcomer, text=f"/start {code}")
        _say(telling, said, A_KILL // 2)
        time.sleep(dice.uniform(0, 0.8))
        telling.bot.kill()
        telling.platform.do("mend")
        _say(telling, said, A_KILL - A_KILL // 2)
        telling.bot.start()
    return said


def _say(telling: House, said: Said, number: int) -> None:
    for _ in range(number):
        user = PEOPLE[len(said) % len(PEOPLE)]
        words = f"已完成30%，印发材料A{len(said):04}"
        told = telling.platform.do("say", user=user, text=f"4-1 {words}")
        said[user, told["message_id"]] = words


def _open(session: Session) -> list[Delivery]:
    return list(session.exec(select(Delivery).where(col(Delivery.state).in_(OPEN))))


def _reported(session: Session) -> Counter[str]:
    assert not session.exec(select(Quarantine)).all()
    return Counter(session.exec(select(Report.text)))


def _seen(session: Session) -> int:
    return len(session.exec(select(Seen.incoming)).all())


def _bound(session: Session) -> list[str]:
    newcomers = select(Account.sender).where(col(Account.sender) >= str(NEWCOMER))
    return list(session.exec(newcomers.order_by(col(Account.sender))))


def _answers(session: Session) -> dict[tuple[int, int], tuple[DeliveryState, int]]:
    """By person and message: what became of the answer, and how often that was not known."""
    return {
        (int(each.chat), int(each.reply_to or 0)): (each.state, each.unanswered)
        for each in session.exec(select(Delivery).where(col(Delivery.answer).is_(True)))
        if int(each.chat) in PEOPLE
    }


def _everybody_got_what_was_owed(
    telling: House,
    answers: dict[tuple[int, int], tuple[DeliveryState, int]],
    said: Said,
) -> None:
    assert answers.keys() == said.keys()
    copies = Counter(
        (user, each["reply_to_message"]["message_id"])
        for user in PEOPLE
        for each in telling.platform.messages(user)
    )
    assert copies.keys() <= said.keys()
    for key, (state, unknown) in answers.items():
        if state is DeliveryState.SENT:
            assert 1 <= copies[key] <= 1 + unknown, said[key]
        else:  # twice unknown: listed, and left alone
            assert (state, unknown) == (DeliveryState.UNCONFIRMED, 2), said[key]
            assert copies[key] <= 2, said[key]
