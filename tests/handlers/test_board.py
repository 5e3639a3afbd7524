"""看板: a link in a private chat, for those who may look, and nothing anywhere else."""

import json
from datetime import timedelta

import pytest
from sqlmodel import select

from data.models import Delivery
from tests.people import COORDINATOR, DOOR, LEAD, NOW, READER, SECOND, House


def token_in(text: str) -> str:
    address = next(line for line in text.split("\n") if "http" in line)
    assert address.startswith("https://duban.example/enter/")
    return address.rpartition("/")[2]


@pytest.mark.parametrize("who", [COORDINATOR, READER])
def test_the_link_is_this_persons_for_a_quarter_of_an_hour_and_each_is_another(
    house: House, who: str
):
    said = [house.say(who, text).text for text in ("看板", "/board")]
    links = [DOOR.link(token_in(text)) for text in said]
    assert all(link and link.until == NOW + timedelta(minutes=15) for link in links)
    assert len({link.seen for link in links if link}) == 2
    other = DOOR.link(token_in(house.say(SECOND, "看板").text))
    assert other is not None
    assert links[0] is not None
    assert other.contact != links[0].contact
    assert "15分钟内有效，限本人使用一次，请勿转发" in said[0]


def test_the_link_is_kept_nowhere_once_it_is_sent(house: House):
    token = token_in(house.say(COORDINATOR, "看板").text)
    rows = house.store.look(lambda session: session.exec(select(Delivery)).all())
    assert rows
    assert not [row for row in rows if token in json.dumps(row.body)]


@pytest.mark.parametrize("bound", [True, False])
@pytest.mark.parametrize("who", [COORDINATOR, READER])
def test_no_link_goes_into_a_group(house: House, bound: bool, who: str):
    if bound:
        house.hear(COORDINATOR, f"群 {LEAD}", chat="群", private=False)
    said = house.hear(who, "/board", chat="群", private=False)
    assert [each.text for each in said] == ["请在与我的单独对话中办理。"]


def test_a_house_without_an_address_says_what_to_do(house: House):
    house.door = None
    assert house.say(COORDINATOR, "看板").text.startswith("看板还没有可供打开的地址：请运维人员")
    house.locale = "en"
    assert "DUBAN_PUBLIC_URL" in house.say(COORDINATOR, "/board").text
