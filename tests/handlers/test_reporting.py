"""Reports: said, checked, confirmed, changed, kept as words, edited."""

import pytest

from data.kinds import ReportState, TaskState
from messages.message import File
from tests.people import COORDINATOR, LEAD, OTHER, READER, SECOND, SUPPORT, House

SAID = "4-1 已完成30%，联盟已组建"


def states(house: House) -> list[ReportState]:
    return [report.state for report in house.reports()]


def test_nothing_counts_before_it_is_confirmed(house: House):
    answer = house.say(LEAD, SAID)
    assert answer.text.startswith("请核对 4-1 的报送：\n进度：30%\n内容：已完成30%，联盟已组建")
    assert list(answer.buttons) == ["确认", "改一下", "仅存文字"]
    assert states(house) == [ReportState.PENDING]
    assert (house.stands("4-1").percent, house.task("4-1").percent) == (None, None)


def test_what_was_understood_is_shown_beside_target_and_date(house: House):
    said = "4-1 联通省级平台6个，剩余2个省未接入，预计11月底完成"
    answer = house.say(LEAD, said)
    assert "数字：联通省级平台6个（累计，目标10个）\n遗留：剩余2个省未接入\n" in answer.text
    assert "预计完成：11月30日（时限12月31日）" in answer.text
    assert "（新增，目标10个）" in house.say(LEAD, "4-1 本周新增联通省级平台2个").text


@pytest.mark.parametrize("how", ["button", "label", "word"])
def test_confirming_counts_it_and_signs_for_the_task(house: House, how: str):
    shown = house.say(LEAD, SAID)
    if how == "button":
        answer = house.press(LEAD, shown, "确认")
    else:
        answer = house.say(LEAD, "确认" if how == "label" else "/confirm")
    assert "4-1" in answer.text
    assert "已报送，进度30%" in answer.text
    part, [report] = house.stands("4-1"), house.reports()
    assert (report.state, report.text) == (ReportState.CONFIRMED, "已完成30%，联盟已组建")
    assert (part.percent, part.report_id, part.reported_at) == (30.0, report.id, house.now)
    assert part.signed_at == house.now
    assert house.task("4-1").percent == 30.0


def test_the_tasks_figure_is_not_a_supporting_units(house: House):
    house.say(SUPPORT, "4-1 已完成80%")
    house.say(SUPPORT, "确认")
    assert house.stands("4-1", SUPPORT).percent == 80.0
    assert house.task("4-1").percent is None


def test_pressing_confirm_twice_counts_once_and_says_so(house: House):
    shown = house.say(LEAD, SAID)
    house.press(LEAD, shown, "确认")
    house.later(minutes=5)
    assert house.press(LEAD, shown, "确认").text.startswith("这条报送已于3月7日10:00确认")
    assert house.stands("4-1").reported_at == house.now.replace(minute=0)


def test_a_newer_report_takes_the_place_of_one_not_confirmed(house: House):
    old = house.say(LEAD, SAID)
    house.say(LEAD, "4-1 已完成35%，联盟已组建")
    assert house.press(LEAD, old, "确认").text.startswith("这条报送已由后来的内容代替")
    house.say(LEAD, "确认")
    assert states(house) == [ReportState.DISCARDED, ReportState.CONFIRMED]
    assert house.stands("4-1").percent == 35.0


def test_words_alone_count_without_a_figure(house: House):
    house.say(LEAD, SAID)
    answer = house.say(LEAD, "仅存文字")
    assert "已存文字" in answer.text
    [report] = house.reports()
    assert (report.state, report.percent) == (ReportState.NOTED, None)
    assert house.stands("4-1").percent is None
    assert house.stands("4-1").reported_at == house.now


def test_a_late_press_of_text_only_leaves_a_confirmed_figure_alone(house: House):
    shown = house.say(LEAD, SAID)
    house.press(LEAD, shown, "确认")
    assert "已于" in house.press(LEAD, shown, "仅存文字").text
    assert (house.reports()[0].percent, house.stands("4-1").percent) == (30.0, 30.0)


def test_changing_takes_the_next_words_for_the_same_task(house: House):
    house.say(LEAD, SAID)
    house.say(LEAD, "改一下")
    answer = house.say(LEAD, "已完成45%，联盟和平台均已建成")
    assert answer.text.startswith("请核对 4-1 的报送：\n进度：45%")
    house.say(LEAD, "确认")
    assert house.stands("4-1").percent == 45.0


def test_a_lower_figure_is_asked_about_once(house: House):
    house.say(LEAD, "2-1 已完成50%")
    house.say(LEAD, "确认")
    asked = house.say(LEAD, "2-1 已完成40%")
    assert "进度低于上次的50%，请补充一句原因" in asked.text
    answer = house.say(LEAD, "部分学校重新核查")
    assert "低于" not in answer.text
    assert "内容：已完成40%；部分学校重新核查" in answer.text
    house.say(LEAD, "确认")
    assert house.stands("2-1").percent == 40.0
    assert house.reports()[-1].text == "已完成40%；部分学校重新核查"


def test_a_lower_figure_may_be_confirmed_without_a_reason(house: House):
    house.say(LEAD, "2-1 已完成50%")
    house.say(LEAD, "确认")
    house.press(LEAD, house.say(LEAD, "2-1 已完成40%"), "确认")
    assert house.stands("2-1").percent == 40.0


@pytest.mark.parametrize("text", ["2-1 已完成150%", "2-1 过半了"])
def test_a_share_that_is_no_figure_within_a_hundred_is_asked_back(house: House, text: str):
    assert "请补充0至100之间的百分比" in house.say(LEAD, text).text
    assert "进度：60%" in house.say(LEAD, "60%").text
    house.say(LEAD, "确认")
    assert house.stands("2-1").percent == 60.0


def test_a_hundred_per_cent_closes_nothing(house: House):
    assert "不会自动办结" in house.say(LEAD, "1-2 已完成100%").text
    house.say(LEAD, "确认")
    assert house.task("1-2").state is TaskState.OPEN


def test_several_tasks_in_one_message_are_confirmed_together(house: House):
    answer = house.say(LEAD, "2-1 已完成30%；9-2 培训3200人，完成40%")
    assert "请核对以下 2 项的报送" in answer.text
    house.say(LEAD, "确认")
    assert states(house) == [ReportState.CONFIRMED] * 2
    assert (house.stands("2-1").percent, house.stands("9-2").percent) == (30.0, 40.0)


def test_figures_are_kept_with_the_report(house: House):
    house.say(LEAD, "4-1 已联通6个省级体系，完成30%")
    house.say(LEAD, "确认")
    assert [each["value"] for each in house.reports()[0].figures] == [6]


def test_one_task_that_is_not_ours_stops_the_whole_message(house: House):
    answer = house.say(SUPPORT, "9-2 已完成30%；1-2 已完成10%")
    assert answer.text.startswith("1-2 由科技司")
    assert house.reports() == []


def test_a_unit_reports_only_for_its_own_tasks(house: House):
    answer = house.say(OTHER, "9-2 已完成30%")
    assert answer.text.startswith("9-2 由科技司、中央电教馆承担，请由承担单位报送")
    assert house.reports() == []


def test_another_persons_pending_report_cannot_be_confirmed(house: House):
    shown = house.say(LEAD, SAID)
    for who in (OTHER, COORDINATOR):
        answer = house.say(who, button=shown.buttons["确认"])
        assert answer.text.startswith("没有待确认的报送")
    assert states(house) == [ReportState.PENDING]


HOSTILE = "已完成30% <b>粗</b> {{ 7*7 }} {% raw %} **星** [x](https://x.y) `码` &amp; \\"


def test_signs_of_markup_are_shown_as_typed_everywhere(house: House):
    shown = house.say(LEAD, f"1-2 {HOSTILE}")
    assert HOSTILE in shown.text
    house.say(LEAD, "确认")
    assert house.reports()[0].text == HOSTILE
    assert HOSTILE[:30] in house.say(COORDINATOR, "任务 1-2").text
    house.say(LEAD, f"办结 1-2 {HOSTILE}")
    told = house.hear(LEAD, "确认")
    assert sum(HOSTILE in each.text for each in told) == 2


@pytest.mark.parametrize("size", [4001, 100_000])
def test_a_text_too_long_is_refused_and_leaves_nothing(house: House, size: int):
    answer = house.say(LEAD, "4-1 " + "长" * (size - 4))
    assert answer.text.startswith(f"这条消息有{size}个字，超过了4000个字的上限")
    assert house.reports() == []


def test_signs_that_no_database_keeps_are_left_out(house: House):
    house.say(LEAD, "1-2 已完成30%\x00，顺利\ud800")
    house.say(LEAD, "确认")
    assert house.reports()[0].text == "已完成30%，顺利\ufffd"


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_an_empty_message_gets_one_sentence(house: House, text: str):
    assert house.say(LEAD, text).text.startswith("这条消息没有文字。")


def test_report_without_words_asks_for_them_and_takes_what_follows(house: House):
    asked = house.press(LEAD, house.say(LEAD, "任务 2-1"), "报送")
    assert asked.text.startswith("请直接发送 2-1")
    assert house.say(LEAD, "已完成30%").text.startswith("请核对 2-1 的报送")


def test_words_asked_for_do_not_swallow_a_command_or_another_task(house: House):
    house.say(LEAD, "报送 2-1")
    assert house.say(LEAD, "任务").text.startswith("【任务】")
    house.say(LEAD, "报送 2-1")
    assert house.say(LEAD, "1-2 已完成30%").text.startswith("请核对 1-2")


def test_an_edited_message_is_read_again(house: House):
    house.say(LEAD, "2-1 已完成30%", message="m")
    answer = house.say(LEAD, "2-1 已完成50%", message="m", edited=True)
    assert answer.text.startswith("已按修改后的内容重新识别。\n请核对 2-1")
    house.say(LEAD, "确认")
    assert states(house) == [ReportState.DISCARDED, ReportState.CONFIRMED]
    assert house.stands("2-1").percent == 50.0


def test_editing_a_confirmed_report_asks_anew_and_leaves_it_until_then(house: House):
    house.say(LEAD, "2-1 已完成30%", message="m")
    house.say(LEAD, "确认")
    house.say(LEAD, "已完成50%", message="m", edited=True)
    assert house.stands("2-1").percent == 30.0
    house.say(LEAD, "确认")
    assert house.stands("2-1").percent == 50.0
    assert states(house) == [ReportState.CONFIRMED] * 2


def test_an_edit_that_is_refused_leaves_the_first_wording_pending(house: House):
    house.say(LEAD, "2-1 已完成30%", message="m")
    house.say(LEAD, "  ", message="m", edited=True)
    assert states(house) == [ReportState.PENDING]


def test_a_coordinator_reports_what_a_unit_said_by_phone_and_the_unit_is_told(house: House):
    shown = house.say(COORDINATOR, "报送 2-1 @科技司 已完成30%")
    assert f"{LEAD} 未报送" not in shown.text
    assert f"{SUPPORT} 未报送" in shown.text
    told = house.hear(COORDINATOR, "确认")
    assert {each.chat for each in told} == {COORDINATOR, LEAD}
    assert told[1].text.startswith("【代报】2-1")
    assert house.stands("2-1").percent == 30.0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("报送 4-1 已完成30%", "您不是单位联络员"),
        ("4-1 已完成30%", "您不是单位联络员"),
        ("报送 9-2 @职成司 已完成30%", "9-2 由科技司、中央电教馆承担"),
        ("报送 4-1 @没有司 已完成30%", "没有名为“没有司”的单位"),
        ("报送 @科技司 已完成", "代报请写明任务、单位和进展"),
    ],
)
def test_a_coordinators_report_names_the_unit(house: House, text: str, said: str):
    assert house.say(COORDINATOR, text).text.startswith(said)


def test_closing_is_asked_for_by_the_lead_and_the_coordinators_are_told(house: House):
    shown = house.say(LEAD, "办结 2-1 全部学校已接入")
    assert shown.text.startswith("请核对 2-1 的办结申请：")
    assert list(shown.buttons) == ["确认", "改一下"]
    told = house.hear(LEAD, "确认")
    assert {each.chat for each in told} == {LEAD, COORDINATOR, SECOND}
    assert house.task("2-1").state is TaskState.CLOSING
    assert house.say(LEAD, "办结 2-1 再说一次").text.startswith("2-1 已提请办结")


def test_a_closing_needs_words_and_a_lead(house: House):
    assert house.say(LEAD, "办结 2-1").text.startswith("请直接发送 2-1")
    assert house.say(LEAD, "全部学校已接入").text.startswith("请核对 2-1 的办结申请")
    assert house.say(SUPPORT, "办结 4-1 完成").text.startswith("4-1 的办结由牵头单位提请")
    assert house.say(LEAD, "办结").text.startswith("请写明任务编号和完成情况")


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (File("现场.mp4", b"", limit=20), "附件“现场.mp4”超过20MB，无法接收，这条消息未登记。"),
        (File("照片.jpg", b""), "附件“照片.jpg”没有收到内容，这条消息未登记。"),
    ],
)
@pytest.mark.parametrize("words", ["", "2-1 已完成30%"])
def test_what_came_without_its_file_is_declined_whole(
    house: House, file: File, sentence: str, words: str
):
    for who in (LEAD, COORDINATOR):
        assert house.say(who, words, file=file).text.startswith(sentence)
    assert house.reports() == []


def test_a_reader_reads_only(house: House):
    assert house.say(READER, "报送 4-1 已完成30%").text.startswith("这项操作不在您的权限内")
    assert house.reports() == []
