"""From what somebody typed to a command, its arguments and the tasks it names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.parse import codes, named, nearest, plain, split, unknown

WORDS = {
    "task": "task",
    "tasks": "tasks",
    "任务": "tasks",
    "report": "report",
    "报送": "report",
    "进展": "report",
    "done": "done",
    "办结": "done",
    "完成": "done",
    "稍后": "snooze",
    "extend": "extend",
    "延期": "extend",
    "ack": "ack",
    "签收": "ack",
    "全部签收": "ack",
    "收到": "ack",
    "start": "start",
    "绑定": "start",
    "help": "help",
    "帮助": "help",
}

COMMANDS = [
    ("/task 4-1", "task", "4-1"),
    ("/task@duban_bot 4-1", "task", "4-1"),
    ("/TASK 4-1", "task", "4-1"),
    ("/task4-1", "task", "4-1"),
    ("／task　4-1", "task", "4-1"),
    ("/任务 4-1", "tasks", "4-1"),
    ("/tasks", "tasks", ""),
    ("/report 4-1 已完成80％", "report", "4-1 已完成80％"),
    ("/report 4-1 @财务司 已完成", "report", "4-1 @财务司 已完成"),
    ("/ack #17", "ack", "#17"),
    ("稍后3天", "snooze", "3天"),
    ("稍后两周", "snooze", "两周"),
    ("任务", "tasks", ""),
    ("任务。", "tasks", ""),
    (" 任务 ", "tasks", ""),
    ("任务 4-1", "tasks", "4-1"),
    ("任务4-1", "tasks", "4-1"),
    ("任务４－１", "tasks", "４－１"),
    ("任务#17", "tasks", "#17"),
    ("任务：4—1", "tasks", "4—1"),
    ("进展 4-1 联通8个省", "report", "4-1 联通8个省"),
    ("报送4-1 已完成30%", "report", "4-1 已完成30%"),
    ("报送：已完成30%", "report", "已完成30%"),
    ("报送第4-1项 已完成30%", "report", "第4-1项 已完成30%"),
    ("全部签收", "ack", ""),
    ("签收，4-1、4-2", "ack", "4-1、4-2"),
    ("收到！", "ack", ""),
    ("延期 4-1 12月15日 招标流标", "extend", "4-1 12月15日 招标流标"),
    ("绑定 ABCDE12345", "start", "ABCDE12345"),
    ("绑定：ABCDE12345", "start", "ABCDE12345"),
    ("help", "help", ""),
    ("Done 4-1", "done", "4-1"),
]

NO_COMMANDS = [
    "稍后报送材料",
    "稍后3天内报送",
    "任务已经完成了一半",
    "完成培训5.2万人",
    "报送材料已交",
    "进展顺利",
    "收到，4月底前完成80%",
    "完成5-10人的小班培训",
    "延期到12月底可以吗",
    "done with the training, 80% now",
    "report sent to all provinces",
    "/taks 4-1",
    "/",
    "",
    "4-1 已完成",
    "👌",
]


@pytest.mark.parametrize(("text", "command", "rest"), COMMANDS)
def test_a_command_is_known_by_its_latin_name_and_its_chinese_words(text, command, rest):
    assert split(text, WORDS) == (command, rest)


@pytest.mark.parametrize("text", NO_COMMANDS)
def test_ordinary_report_text_is_not_taken_for_a_command(text):
    assert split(text, WORDS) is None


CODES = [
    ("4-1", ("4-1",)),
    ("４－１", ("4-1",)),
    ("4—1 已完成", ("4-1",)),
    ("4–1", ("4-1",)),
    ("2.4-1 已完成", ("2.4-1",)),
    ("4.0-1 已完成", ("4.0-1",)),
    ("第4-1项已完成", ("4-1",)),
    ("0-3已办", ("0-3",)),
    ("4-1、9-2：收到", ("4-1", "9-2")),
    ("4-1/9-2", ("4-1", "9-2")),
    ("4-1完成30%9-2完成50%", ("4-1", "9-2")),
    ("4-1，又4-1", ("4-1",)),
    ("9-1人人通普及行动", ("9-1",)),
    ("第5-10项", ("5-10",)),
    ("2018-3-9", ()),
    ("2018-03-09", ()),
    ("培训5-10人", ()),
    ("预计3-9月", ()),
    ("需2-3 天", ()),
    ("电话010-66096666", ()),
    ("66096-123", ()),
    ("9:00-10:00", ()),
    ("提高5-10%", ()),
    ("增长1.5-2万人", ()),
    ("COVID-19", ()),
]


@pytest.mark.parametrize(("text", "found"), CODES)
def test_task_codes_are_told_from_dates_ranges_and_telephone_numbers(text, found):
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4.1已完成", ("4-1",)),
        ("四杠一完成了，二十五横杠一还没有", ("4-1", "25-1")),
        ("4.1万人", ()),
        ("覆盖4.2%", ()),
        ("用了3-4 轮", ()),
        ("5-7 已完成", ("5-7",)),
        ("99-9 已完成", ("99-9",)),
    ],
)
def test_knowing_the_codes_there_are_settles_the_doubtful_ones(text, found):
    assert codes(text, {"4-1", "4-2", "25-1"}) == found


def test_the_tasks_at_the_head_of_the_arguments_come_off_by_id_and_by_code():
    assert named("#17 #18 12月15日 招标流标").ids == (17, 18)
    assert named("4-1、4-2 已完成30%").codes == ("4-1", "4-2")
    assert named("4-1、4-2 已完成30%").rest == "已完成30%"
    assert named("第4-1项：已完成，与9-2衔接").codes == ("4-1",)
    assert named("与各省联通").rest == "与各省联通"
    assert named("").codes == ()


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("任物", "任务"),
        ("/taks", "tasks"),
        ("报送送", "报送"),
        ("帮组", "帮助"),
        ("天气", None),
        ("/frobnicate", None),
        ("", None),
    ],
)
def test_a_mistyped_word_gets_the_nearest_command(word, near):
    assert nearest(word, WORDS) == ([near] if near else [])


def test_of_words_as_near_as_each_other_those_with_the_same_sign_in_its_place_are_meant():
    words = ("办结", "催办", "交办", "通知")
    assert nearest("崔办", words) == ["催办", "交办"]
    assert nearest("办节", words) == ["办结"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("/taks 4-1", "taks"),
        ("任物", "任物"),
        ("任物4-1", "任物"),
        ("/", None),
        ("我们已经完成了八成的工作", None),
        ("4-1", None),
    ],
)
def test_a_word_that_might_be_a_command_is_picked_out_for_the_question_back(text, word):
    assert unknown(text) == word


@given(st.text())
def test_any_text_can_be_asked_for_its_command_and_codes(text):
    found = split(text, WORDS)
    assert found is None or found.rest in text
    assert all("-" in code for code in codes(text, {"4-1"}))
    assert named(text).rest in text


@given(st.text())
def test_the_plain_text_keeps_every_place(text):
    assert len(plain(text)) == len(text)


@pytest.mark.parametrize(
    ("rest", "codes", "left"),
    [
        ("3-2 第一批60所验收完成", ("3-2",), "第一批60所验收完成"),
        ("第4-1项：已完成", ("4-1",), "已完成"),
        ("4-1、9-2 和第3-2项 都完成了", ("4-1", "9-2", "3-2"), "都完成了"),
        ("4-1 项目已启动", ("4-1",), "项目已启动"),
        ("4-1，及时完成", ("4-1",), "及时完成"),
    ],
)
def test_naming_tasks_takes_no_word_of_the_report(
    rest: str, codes: tuple[str, ...], left: str
) -> None:
    found = named(rest)
    assert (found.codes, found.rest) == (codes, left)
