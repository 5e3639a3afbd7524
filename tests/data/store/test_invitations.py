"""Invitation codes: their alphabet, their slips, their end."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.kinds import Standing
from data.store import invitations, people
from data.store.invitations import (
    ALPHABET,
    LENGTH,
    Speaker,
    Taken,
    Verdict,
    blanked,
    normal,
)
from tests.people import NOW, House

CODES = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)


def speaker(name: str = "小李", contact: int | None = None) -> Speaker:
    return Speaker("local", name, name, name, contact)


def take(house: House, code: str, who: Speaker) -> Taken:
    return house.store.do(invitations.take_up, code, who, house.now)


@given(CODES)
def test_a_code_as_issued_is_normal_and_its_slips_are_forgiven(code: str):
    assert normal(code) == code
    assert normal(code.lower().replace("0", "o").replace("1", "i")) == code
    assert normal(f" {code[:5]}-{code[5:]}\u3000") == code


@given(CODES, st.sampled_from(["/start ", "/START@duban_bot ", "绑定 ", "绑定：", "绑定"]))
def test_a_code_that_was_typed_is_not_kept_with_what_went_wrong(code: str, word: str):
    for typed in (code, code.lower(), f"{code[:5]}-{code[5:]}", " ".join(code)):
        assert (
            blanked(f'{{"text": "{word}{typed}", "id": 7}}') == f'{{"text": "{word}***", "id": 7}}'
        )


@pytest.mark.parametrize("typed", ["7K3M9PQR2T", "是 7k3m9pqr2t 吗"])
def test_a_code_typed_alone_is_not_kept_either(typed: str):
    assert "***" in blanked(f'{{"text": "{typed}"}}')


def test_what_holds_no_code_is_kept_as_it_came():
    raw = (
        '{"update_id": 1730000001, "message": {"date": 1518400800, "chat": {"id": 4101234567, '
        '"type": "supergroup"}, "from": {"first_name": "张三"}, "text": "4-1 已完成30% start"}}'
    )
    assert blanked(raw) == raw


def test_codes_have_ten_signs_of_the_alphabet_and_differ(house: House):
    codes = {house.invite("财务司") for _ in range(20)}
    assert len(codes) == 20
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in codes)


def test_taking_up_a_code_makes_a_person_with_a_post(house: House):
    taken = take(house, house.invite("财务司", Standing.DEPUTY), speaker())
    known = house.store.look(people.known, "local", "小李", house.now.date())
    assert (taken.verdict, taken.contact) == (Verdict.BOUND, known.contact)
    assert (list(known.units.values()), known.standings) == (["财务司"], {Standing.DEPUTY})


def test_a_code_for_the_whole_house_has_no_unit(house: House):
    issued = house.store.do(invitations.issue, 1, Standing.READER, house.now)
    assert take(house, issued.code, speaker()).unit is None


def test_a_known_person_is_added_to_and_not_made_twice(house: House):
    first = take(house, house.invite("财务司"), speaker())
    second = take(house, house.invite("高教司"), speaker(contact=first.contact))
    assert (second.verdict, second.contact) == (Verdict.ADDED, first.contact)


def test_the_same_post_again_leaves_the_code_for_another(house: House):
    first = take(house, house.invite("财务司"), speaker())
    code = house.invite("财务司")
    assert take(house, code, speaker(contact=first.contact)).verdict is Verdict.ALREADY
    assert take(house, code, speaker("小王")).verdict is Verdict.BOUND


def test_trying_starts_anew_an_hour_after_the_fifth_wrong_code(house: House):
    for minute in range(5):
        house.now = NOW + timedelta(minutes=10 * minute)
        taken = take(house, "0" * 10, speaker())
        assert (taken.verdict, taken.alarm) == (Verdict.WRONG, minute == 4)
    house.later(minutes=59)
    assert take(house, "0" * 10, speaker()).verdict is Verdict.BARRED
    house.later(minutes=1)
    assert take(house, "0" * 10, speaker()).verdict is Verdict.WRONG


def test_wrong_codes_spread_over_more_than_an_hour_bar_nobody(house: House):
    for _ in range(8):
        assert take(house, "0" * 10, speaker()).verdict is Verdict.WRONG
        house.later(minutes=20)
