"""Several processes hear people at the same moment: each thing happens once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlmodel import func, select

from data.kinds import ReportState, TaskState
from data.models import Delivery, Post, Review, Seen
from data.store import Store
from handlers.router import receive
from messages.message import Incoming
from tests.people import COORDINATOR, DAYS, LEAD, SECOND, House


def at_once(house: House, *said: Incoming) -> None:
    """Each is heard by a process of its own, all in the same moment."""
    start = Barrier(len(said))

    def hear(incoming: Incoming) -> None:
        store = Store(house.store.url)
        start.wait(timeout=30)
        store.do(receive, incoming, house.now, DAYS, "zh")
        store.close()

    with ThreadPoolExecutor(len(said)) as pool:
        list(pool.map(hear, said))


def count(house: House, table: type, *where: object) -> int:
    query = select(func.count()).select_from(table).where(*where)
    return house.store.look(lambda session: session.exec(query).one())


def said(who: str, text: str, number: int = 1) -> Incoming:
    return Incoming(f"u{number}", "local", who, who, text, message=f"m{number}")


def test_a_message_that_two_processes_hear_is_answered_once(house: House):
    at_once(house, *[said(LEAD, "2-1 已完成30%")] * 3)
    assert count(house, Seen) == 1
    assert count(house, Delivery) == 1
    assert len(house.reports()) == 1


def test_a_code_that_two_people_send_binds_one(house: House):
    code = house.invite("财务司")
    before = count(house, Post)
    at_once(house, said("小李", f"绑定 {code}", 1), said("小王", f"绑定 {code}", 2))
    texts = sorted(each.text[:6] for each in house.deliver())
    assert texts == ["您好，您已登", "该邀请码已被"]
    assert count(house, Post) == before + 1


def test_two_coordinators_who_decide_get_one_result_and_one_explanation(house: House):
    house.say(LEAD, "办结 2-1 全部学校已接入")
    house.hear(LEAD, "确认")
    at_once(house, said(COORDINATOR, "/approve r1", 901), said(SECOND, "/return r1 不够", 902))
    answers = [each for each in house.deliver() if each.chat in (COORDINATOR, SECOND)]
    assert sum("您的操作未生效" in each.text for each in answers) == 1
    assert count(house, Review) == 1
    assert house.task("2-1").state in (TaskState.CLOSED, TaskState.OPEN)


def test_a_report_confirmed_twice_at_once_counts_once(house: House):
    shown = house.say(LEAD, "2-1 已完成30%")
    says = shown.buttons["确认"]
    at_once(house, said(LEAD, says, 901), said(LEAD, says, 902))
    assert [each.state for each in house.reports()] == [ReportState.CONFIRMED]
    texts = [each.text for each in house.deliver()]
    assert sum("已报送" in text for text in texts) == 1


def test_two_coordinators_who_give_a_task_to_another_unit_do_it_once(house: House):
    words = "分工 4-1 牵头 职成司 职责已调整"
    at_once(house, said(COORDINATOR, words, 901), said(SECOND, words, 902))
    texts = [each.text for each in house.deliver()]
    assert sum(text.startswith("【分工已调整】4-1") for text in texts) == 1
    assert sum(text.startswith("4-1 的分工已是如此") for text in texts) == 1
    assert sum(text.startswith("【任务交办】4-1") for text in texts) == 1
