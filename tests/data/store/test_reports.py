"""Reports as rows, and what each does to its part and its task in the same transaction."""

from sqlmodel import col, select

from data.kinds import ReportState, ReviewKind, TaskState
from data.models import Contact, Delivery, Review
from data.store import chats, reports, tasks
from data.store.reports import Words
from tests.people import LEAD, NOW, OTHER, SUPPORT, House


def pend(house: House, *said: Words, who: str = LEAD, message: str = "m1") -> tuple[int, int]:
    """Put words down as the message's; returns the speaker and the seen mark."""

    def run(session):
        contact = session.exec(select(Contact.id).where(Contact.name == who)).one()
        incoming = f"{who}:{message}:{len(said)}:{said[0].text}"
        seen = chats.mark(session, "local", incoming, who, message, contact, house.now)
        reports.pend(session, said, contact, seen, house.now)
        return contact, seen

    return house.store.do(run)


def words(house: House, code: str, unit: str = LEAD, **more: object) -> Words:
    return Words(house.stands(code, unit).id, str(more.pop("text", "已推进")), **more)


def count(house: House, contact: int, seen: int, how=reports.confirm) -> reports.Counted:
    def run(session):
        said = reports.of_message(session, seen, contact)
        return how(session, [each.id for each in said], house.now)

    return house.store.do(run)


def test_confirming_keeps_the_present_state_beside_the_report(house: House):
    figures = [{"value": 6, "unit": "个", "text": "6个", "target": None, "scope": "cumulative"}]
    who = pend(house, words(house, "4-1", percent=30.0, figures=figures))
    counted = count(house, *who)
    [report], part = house.reports(), house.stands("4-1")
    assert counted.reports == (report.id,)
    assert report.figures == figures
    assert (part.percent, part.report_id, part.reported_at) == (30.0, report.id, NOW)
    assert (part.signed_at, part.signed_by) == (NOW, who[0])
    assert house.task("4-1").percent == 30.0


def test_a_report_without_a_figure_leaves_the_figure_before_it(house: House):
    count(house, *pend(house, words(house, "4-1", percent=30.0)))
    count(house, *pend(house, words(house, "4-1", text="联盟已组建"), message="m2"))
    assert house.stands("4-1").percent == 30.0
    assert house.reports()[-1].state is ReportState.CONFIRMED


def test_an_earlier_signature_stays(house: House):
    part = house.stands("4-1")
    contact, seen = pend(house, words(house, "4-1"))
    house.store.do(reports.sign, [part.id], contact, NOW)
    house.later(hours=1)
    count(house, contact, seen)
    assert house.stands("4-1").signed_at == NOW


def test_words_alone_lose_figures_and_the_wish_to_close(house: House):
    said = words(house, "4-1", percent=100.0, figures=[{"value": 1}], wants=ReviewKind.CLOSING)
    counted = count(house, *pend(house, said), how=reports.note)
    [report] = house.reports()
    assert (report.percent, report.figures, report.wants) == (None, [], None)
    assert counted.reviews == ()
    assert house.task("4-1").state is TaskState.OPEN


def test_a_leads_wish_to_close_waits_for_review_once(house: House):
    counted = count(house, *pend(house, words(house, "4-1", wants=ReviewKind.CLOSING)))
    assert len(counted.reviews) == 1
    assert house.task("4-1").state is TaskState.CLOSING
    again = count(house, *pend(house, words(house, "4-1", wants=ReviewKind.CLOSING), message="m2"))
    assert again.reviews == ()
    assert len(house.store.look(lambda s: s.exec(select(Review)).all())) == 1


def test_a_supporting_units_figure_is_its_own(house: House):
    said = words(house, "4-1", SUPPORT, percent=90.0, wants=ReviewKind.CLOSING)
    count(house, *pend(house, said, who=SUPPORT))
    assert house.stands("4-1", SUPPORT).percent == 90.0
    assert (house.task("4-1").percent, house.task("4-1").state) == (None, TaskState.OPEN)


def test_only_the_own_words_on_the_same_part_are_replaced(house: House):
    pend(house, words(house, "4-1"), words(house, "9-2"))
    pend(house, words(house, "4-1", SUPPORT), who=SUPPORT)
    pend(house, words(house, "4-1", text="改"), message="m2")
    assert [each.state for each in house.reports()] == [
        ReportState.DISCARDED,
        ReportState.PENDING,
        ReportState.PENDING,
        ReportState.PENDING,
    ]


def test_what_counts_already_is_not_counted_again(house: House):
    who = pend(house, words(house, "4-1", percent=30.0))
    count(house, *who)
    house.later(hours=1)
    assert count(house, *who).reports == ()
    assert house.stands("4-1").reported_at == NOW


def test_a_message_is_found_by_its_platforms_id_for_its_speaker_only(house: House):
    contact, _ = pend(house, words(house, "4-1"), words(house, "9-2"), message="m7")

    def worded(session, chat, message, who):
        return [each.text for each in reports.worded(session, "local", chat, message, who)]

    assert len(house.store.look(worded, LEAD, "m7", contact)) == 2
    assert house.store.look(worded, LEAD, "m8", contact) == []
    assert house.store.look(worded, OTHER, "m7", contact) == []
    assert house.store.look(worded, LEAD, "m7", contact + 1) == []


def test_a_prompt_that_asks_for_it_is_owed_a_new_wording(house: House):
    house.prompt(LEAD, ["4-1", "9-2"])
    count(house, *pend(house, words(house, "4-1", percent=30.0)))
    edits = house.store.look(
        lambda s: s.exec(select(Delivery).where(col(Delivery.edit_of).is_not(None))).all()
    )
    assert len(edits) == 1


def test_reports_are_read_newest_first(house: House):
    for number in range(4):
        count(house, *pend(house, words(house, "4-1", text=f"第{number}次"), message=f"m{number}"))
        house.later(hours=1)
    part = house.stands("4-1").id
    found = house.store.look(tasks.words, [part], 3)
    assert [each.text for each in found] == ["第3次", "第2次", "第1次"]
