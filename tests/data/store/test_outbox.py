"""Messages owed: claimed in order, by one process, and never forgotten nor sent too often."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest

from data.kinds import DeliveryState, Standing
from data.models import Account, Delivery, Prompt
from data.store import Store, outbox
from data.store.outbox import BACKOFF, LEASE
from tests.small import DAYS, LEAD, Small, at, opened

REAL = at("03-07", 10)
SECOND = timedelta(seconds=1)
BODY = {"text": "x", "buttons": []}


@pytest.fixture
def small(laid_database_url: str) -> Iterator[Small]:
    with opened(laid_database_url) as small:
        yield small


def owe(small: Small, chat: str, *keys: str, answer: bool = True) -> None:
    def run(session: object) -> None:
        for key in keys:
            row = Delivery(
                key=key, channel="a", chat=chat, answer=answer, body=BODY, owed_at=at("03-07")
            )
            session.add(row)  # type: ignore[attr-defined]

    small.store.do(run)


def claim(
    small: Small, real: datetime = REAL, holder: str = "one", answers: bool = True
) -> list[str]:
    return [each.key for each in small.store.do(outbox.claim, real, holder, answers)]


def begin(small: Small, key: str, holder: str = "one", real: datetime = REAL) -> bool:
    return small.store.do(outbox.begin, key_of(small, key), holder, real)


def row(small: Small, key: str) -> Delivery:
    return small.all(Delivery, key=key)[0]


def key_of(small: Small, key: str) -> int:
    return row(small, key).id or 0


def test_what_is_owed_is_claimed_oldest_first_and_once(small: Small) -> None:
    owe(small, "甲", "1", "2")
    owe(small, "乙", "3")
    assert claim(small) == ["1", "2", "3"]
    assert claim(small, holder="two") == []


def test_of_processes_that_come_at_once_each_message_goes_to_one(laid_database_url: str) -> None:
    with opened(laid_database_url) as small:
        for chat in range(60):
            owe(small, str(chat), str(chat))
        together = Barrier(4)

        def take(holder: int) -> list[str]:
            store = Store(laid_database_url)  # as another process has one
            together.wait()
            taken = [each.key for each in store.do(outbox.claim, REAL, str(holder), True)]
            store.close()
            return taken

        with ThreadPoolExecutor(4) as pool:
            taken = [key for keys in pool.map(take, range(4)) for key in keys]
        taken += claim(small)  # what another had locked at that moment
        assert sorted(taken) == sorted(str(n) for n in range(60))


def test_answers_and_all_else_are_claimed_apart(small: Small) -> None:
    owe(small, "甲", "rule", answer=False)
    owe(small, "乙", "answer")
    assert claim(small, answers=True) == ["answer"]
    assert claim(small, answers=False) == ["rule"]


def test_an_answer_waits_for_no_reminder_that_is_put_off_but_a_reminder_does(small: Small) -> None:
    owe(small, "甲", "1", answer=False)
    claim(small, answers=False)
    small.store.do(outbox.put_off, key_of(small, "1"), REAL, 40, "429")
    owe(small, "甲", "2", answer=False)
    owe(small, "甲", "3")
    assert claim(small, answers=False) == []
    assert claim(small, answers=True) == ["3"]


def test_a_message_waits_for_an_earlier_one_to_the_same_chat(small: Small) -> None:
    owe(small, "甲", "1", "2")
    owe(small, "乙", "3")
    claim(small)
    for key in ("2", "3"):
        small.store.do(outbox.give_back, key_of(small, key), "one")
    assert claim(small) == ["3"]  # 1 is still on its way
    small.store.do(outbox.sent, key_of(small, "1"), "r", BODY, REAL)
    assert claim(small) == ["2"]


def test_what_is_put_off_holds_back_its_chat_until_its_time(small: Small) -> None:
    owe(small, "甲", "1", "2")
    claim(small)
    small.store.do(outbox.give_back, key_of(small, "2"), "one")
    small.store.do(outbox.put_off, key_of(small, "1"), REAL, 40, "429")
    assert claim(small, REAL + 39 * SECOND) == []
    assert small.store.look(outbox.next_retry) == REAL + 40 * SECOND
    assert claim(small, REAL + 40 * SECOND) == ["1", "2"]


def test_the_pause_grows_with_every_attempt_to_a_bound(small: Small) -> None:
    owe(small, "甲", "1")
    real, pauses = REAL, []
    for _ in range(len(BACKOFF) + 1):
        assert claim(small, real) == ["1"]
        small.store.do(outbox.put_off, key_of(small, "1"), real, 0, "connection refused")
        retry = row(small, "1").retry_at
        assert retry is not None
        pauses.append((retry - real).total_seconds())
        real = retry
    assert pauses == [*BACKOFF, BACKOFF[-1]]


def test_a_lease_that_ran_out_is_an_unknown_outcome_repeated_once_then_unconfirmed(
    small: Small,
) -> None:
    owe(small, "甲", "1")
    assert claim(small, REAL, "one") == ["1"]
    assert begin(small, "1", "one")
    assert claim(small, REAL + LEASE - SECOND, "two") == []
    assert claim(small, REAL + LEASE, "two") == ["1"]
    assert begin(small, "1", "two", REAL + LEASE)
    assert claim(small, REAL + 2 * LEASE, "three") == []
    assert row(small, "1").state is DeliveryState.UNCONFIRMED
    assert claim(small, REAL + 10 * LEASE, "three") == []


def test_what_was_claimed_and_never_begun_has_not_been_sent_however_often_that_happens(
    small: Small,
) -> None:
    owe(small, "甲", "1")
    for n in range(5):
        assert claim(small, REAL + n * LEASE, str(n)) == ["1"]
    assert (row(small, "1").unanswered, row(small, "1").attempts) == (0, 0)


def test_a_channel_that_shows_a_repeat_once_is_sent_to_until_it_answers(small: Small) -> None:
    owe(small, "甲", "1")
    safe = {row(small, "1").channel}
    for n in range(5):
        real = REAL + n * LEASE
        assert [each.key for each in small.store.do(outbox.claim, real, str(n), True, safe)] == [
            "1"
        ]
        assert begin(small, "1", str(n), real)
    assert row(small, "1").unanswered == 0


def test_of_processes_that_find_a_lease_run_out_one_repeats_the_send(
    laid_database_url: str,
) -> None:
    with opened(laid_database_url) as small:
        for chat in range(60):
            owe(small, str(chat), str(chat))
        claim(small, REAL, "dead")
        for chat in range(60):
            assert begin(small, str(chat), "dead")
        together = Barrier(4)

        def take(holder: int) -> None:
            store = Store(laid_database_url)
            together.wait()
            store.do(outbox.claim, REAL + LEASE, str(holder), True)
            store.close()

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(take, range(4)))
        claim(small, REAL + LEASE, "4")
        rows = small.all(Delivery)
        assert {(each.state, each.unanswered, each.attempts) for each in rows} == {
            (DeliveryState.CLAIMED, 1, 1)
        }


def test_an_answer_that_never_came_is_waited_for_once_more_only(small: Small) -> None:
    owe(small, "甲", "1")
    for _ in range(2):
        assert claim(small) == ["1"]
        small.store.do(outbox.unknown, key_of(small, "1"), REAL, "timeout")
    assert row(small, "1").state is DeliveryState.UNCONFIRMED


def test_a_process_frozen_past_its_lease_no_longer_holds_it(small: Small) -> None:
    owe(small, "甲", "1")
    claim(small)
    assert not begin(small, "1", "one", REAL + LEASE)
    assert not begin(small, "1", "two", REAL)
    claim(small, REAL + LEASE, "two")
    assert not begin(small, "1", "one", REAL)
    assert begin(small, "1", "two", REAL + LEASE)
    assert not begin(small, "1", "two", REAL + LEASE)


def test_leases_of_the_dead_run_out_at_once(small: Small) -> None:
    owe(small, "甲", "1")
    owe(small, "乙", "2")
    claim(small, holder="dead")
    assert small.store.look(outbox.holders) == ["dead"]
    small.store.do(outbox.release, ["dead"], REAL)
    assert claim(small, REAL, "new") == ["1", "2"]


def test_the_count_of_what_is_pending_goes_by_the_hour(small: Small) -> None:
    owe(small, "甲", "rule", answer=False)
    owe(small, "乙", "answer", "more")
    assert small.store.look(outbox.pending, False) == 2
    assert small.store.look(outbox.pending, True) == 3
    claim(small)
    assert small.store.look(outbox.pending, True) == 3  # on its way is not yet there
    small.store.do(outbox.unsent, key_of(small, "rule"))
    assert small.store.look(outbox.pending, True) == 2


def test_a_chat_that_moved_takes_its_messages_along(small: Small) -> None:
    small.give("1-1", LEAD)
    small.bind(LEAD)
    (account,) = small.all(Account)
    owe(small, account.chat, "1")
    small.store.do(outbox.move, "a", account.chat, "新址")
    assert small.all(Account)[0].chat == "新址"
    assert row(small, "1").chat == "新址"


def prompted(small: Small) -> Prompt:
    small.confirm()
    small.tick(at("02-12"))
    return small.all(Prompt)[0]


def fail(small: Small, delivery: Delivery) -> None:
    small.store.do(outbox.failed, delivery.id or 0, "blocked", REAL, DAYS)


def test_who_cannot_be_reached_gets_it_on_the_next_account_and_then_the_deputy_does(
    small: Small,
) -> None:
    small.give("1-1", LEAD)
    contact = small.bind(LEAD, channels=("a", "b"))
    deputy = small.bind(LEAD, Standing.DEPUTY)
    prompt = prompted(small)
    for expected in [(contact, "a"), (contact, "b"), (deputy, "a")]:
        newest = small.all(Delivery, prompt_id=prompt.id)[-1]
        assert (newest.contact_id, newest.channel) == expected
        fail(small, newest)
    assert len(small.all(Delivery)) == 3  # nobody is left: it is not sent in circles
    assert not any(account.reachable for account in small.all(Account))


def test_a_colleague_who_has_it_already_does_not_get_it_twice(small: Small) -> None:
    small.give("1-1", LEAD)
    small.bind(LEAD)
    small.bind(LEAD)
    prompted(small)
    first, second = small.all(Delivery)
    fail(small, first)
    assert [each.id for each in small.all(Delivery)] == [first.id, second.id]


@pytest.mark.parametrize("end", ["failed", "unconfirmed"])
def test_a_secret_that_never_arrived_is_not_kept(small: Small, end: str) -> None:
    owe(small, "甲", "1")
    key = key_of(small, "1")
    small.change(Delivery, key, body={"text": "7K3M9PQR2T", "secret": True})
    if end == "failed":
        small.store.do(outbox.failed, key, "blocked", REAL, DAYS)
    else:
        small.store.do(outbox.unknown, key, REAL, "timeout")
        assert row(small, "1").body == {"text": "7K3M9PQR2T", "secret": True}  # to be repeated
        small.store.do(outbox.unknown, key, REAL, "timeout")
    assert row(small, "1").body == {"text": "", "secret": True, "file": None}
