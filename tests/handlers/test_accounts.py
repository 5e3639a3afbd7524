"""Several accounts a person: one post, and messages to the account last used."""

import pytest
from sqlmodel import select

from data.models import Account, Contact, Invitation
from data.store import people, prompts, recipients
from tests.people import COORDINATOR, DAYS, LEAD, OTHER, STRANGER, House, at

AWAY = {"channel": "telegram", "chat": "77"}


def code_of(house: House, who: str = LEAD) -> str:
    return house.say(who, "账号").text.split("绑定 ")[1][:10]


def chats(house: House) -> list[tuple[str, str]]:
    def run(session):
        unit = people.find_unit(session, LEAD).id or 0
        found = recipients.reached(session, [unit], DAYS.today(house.now))[unit]
        return [(each.channel, each.chat) for each in found]

    return house.store.look(run)


def test_another_account_has_the_same_posts_and_messages_go_to_the_one_last_used(house: House):
    code = code_of(house)
    people_before = len(house.store.look(lambda s: s.exec(select(Contact)).all()))
    house.later(minutes=1)
    joined = house.say("小科", f"绑定 {code}", **AWAY)
    assert joined.text.startswith("本账号已归入您名下")
    assert len(house.store.look(lambda s: s.exec(select(Contact)).all())) == people_before
    assert chats(house) == [("telegram", "77")]
    assert house.say("小科", "2-1 已完成30%", **AWAY).text.startswith("请核对 2-1")
    house.later(minutes=1)
    assert house.say(LEAD, "账号").text.startswith("【账号】您已登记 2 个账号")
    assert chats(house) == [("local", LEAD)]


def test_when_the_account_last_used_cannot_be_reached_the_other_one_is(house: House):
    code = code_of(house)
    house.later(minutes=1)
    house.say("小科", f"绑定 {code}", **AWAY)

    def shut(session):
        account = session.exec(select(Account).where(Account.channel == "telegram")).one()
        account.reachable = False

    house.store.do(shut)
    assert chats(house) == [("local", LEAD)]


@pytest.mark.parametrize("how", ["by writing", "by opening the chat again"])
def test_what_waited_while_a_chat_was_closed_is_told_when_it_is_open_again(house: House, how: str):
    house.store.do(people.reach, "local", LEAD, False)
    assert told(house, "02-13") == []
    assert told(house, "02-28") == []
    if how == "by writing":
        house.say(LEAD, "任务")
    else:
        for unit in house.store.do(people.reach, "local", LEAD, True):
            house.store.do(prompts.rearm, unit, house.now)
    assert [text[:6] for text in told(house, "03-01")] == ["【任务交办】"]


def told(house: House, day: str) -> list[str]:
    """What 科技司 is sent at half past nine of a day."""
    house.now = at(day, 9, 30)
    while house.store.do(prompts.tick, house.now, DAYS):
        pass
    return [each.text for each in house.deliver() if each.chat == LEAD]


@pytest.mark.parametrize("who", [LEAD, OTHER, COORDINATOR])
def test_an_account_that_is_somebodys_stays_theirs(house: House, who: str):
    code = code_of(house)
    assert house.say(who, f"绑定 {code}").text.startswith("本账号已登记，不能归入其他人名下")
    assert house.say(STRANGER, f"绑定 {code}").text.startswith("本账号已归入您名下")
    assert house.say("小李", f"绑定 {code}").text.startswith("该邀请码已被使用")


def test_the_code_is_kept_as_its_hash_alone_and_not_given_in_a_group(house: House):
    code = code_of(house)
    kept = house.store.look(lambda s: s.exec(select(Invitation)).all())
    assert code not in str(kept)
    assert "绑定" not in house.say(LEAD, "账号", chat="群", private=False).text
