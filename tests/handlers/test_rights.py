"""Who may say what: every command, by word, Latin name and button, in both languages."""

from collections.abc import Iterator

import pytest
from sqlalchemy import delete, update
from sqlmodel import Session, col

from data.models import Act, Assignment, Report
from data.models import House as Row
from data.store.brake import BRAKE
from handlers.command import COMMANDS
from tests.people import COORDINATOR, LEAD, OTHER, READER, STRANGER, House

CAST = (LEAD, OTHER, COORDINATOR, READER, STRANGER)

UNBOUND = ("您尚未登记", "You are not registered")
NO = ("这项操作不在您的权限内", "This is not among the things")
THEIRS = ("4-1 由科技司", "4-1 is with 科技司")
WHOM = ("您不是单位联络员", "You are no unit's contact")
TASKS = ("【任务】", "Tasks ")
TASK = ("【任务 4-1】", "Task 4-1")
CHECK = ("请核对 4-1 的报送", "Please check your report on 4-1")
CLOSE = ("请核对 4-1 的办结申请", "Please check the request to close 4-1")
SIGNED = ("已签收 4-1", "Signed for 4-1")
BLOCK = ("请核对 4-1 的受阻情况", "Please check what stands in the way of 4-1")
MORE = ("请核对 4-1 的延期申请", "Please check the request for more time on 4-1")
OBJECT = ("请核对 4-1 的分工异议", "Please check the objection to 4-1")
BY_LEAD = ("4-1 由科技司牵头，办结由牵头单位提请", "4-1 is led by 科技司, who ask for")
ORDER = ("请发送交办事项", "Please send the task")
FILES = ("请直接发送文件", "Just send the file")
NO_FILE = ("没有找到这份文件", "This file cannot be found")
ASSIGN = ("【分工】4-1", "Units of 4-1")
DROP = ("请发送撤销 4-1", "Please send why 4-1")
GIVE = ("【交接】科技司联络员", "Handover contact of 科技司")
GIVE_OTHER = ("【交接】职成司联络员", "Handover contact of 职成司")
WHOSE = ("请先发送“联络员 单位名”", "Please send /contacts and the unit")
GROUPS = ("尚未绑定任何群", "No group is bound")
ACCOUNT = ("【账号】您已登记 1 个账号", "Accounts You have 1")
MERGE = ("请写明原单位", "Please name the old unit")
GONE = ("这项登记已不在", "This post is not there")
UNDO = ("没有可撤回的报送", "There is no report to take back")
PAST = ("【历史】4-1", "History 4-1")
LANG = ("请选择语言", "Please choose a language")
HELP = {
    LEAD: ("您代表科技司", "You speak for 科技司"),
    OTHER: ("您代表职成司", "You speak for 职成司"),
    COORDINATOR: ("您是督办员", "You are a coordinator"),
    READER: ("您可以查看", "You can look at"),
}
GREETING = ("您已登记", "You are registered")
UNITS = ("【单位】", "Units ")
INVITE = ("【邀请】科技司联络员", "Invitation contact of 科技司")
EMPTY = ("目前没有待审核事项", "Nothing waits for you")
NONE = ("没有待确认的报送", "No report is waiting")
PLANS = ("【计划】共 1 份", "Plans (1)")
LEDGER = ("2018年教育信息化和网络安全工作要点台账", "Ledger 2018-")
NO_REVIEW = ("没有找到这项申请", "This request cannot be found")

STATUS = ("【总览】", "[Status]")
BOARD = ("【看板】请在浏览器中打开", "Board Please open this")
DIGEST = ("【周报】", "[Weekly digest]")
WHY = ("【为何】4-1", "[Why] 4-1")
NOT_PAUSED = ("目前没有暂停的提醒", "Nothing is paused")
BRAKED = ("已暂停：全部提醒", "Paused: all reminders")
SWITCHES = ("【提醒规则】4-1", "[Reminders] 4-1")
NOT_BRAKED = ("全部提醒不在暂停状态", "Nothing holds all reminders back")
DUE = ("请写明任务、日期和缘由", "Please name the task, the date and the reason")
LATER = ("没有看懂推迟到何时", "Until when is not clear")
URGE = ("请写明任务或单位", "Please name a task or a unit")
NO_SLIP = ("目前没有拟发的督办单", "No slip is proposed")
SLIP = ("请写明一项任务", "Please name one task")

# What each of the cast gets: 科技司, 职成司, coordinator, reader; the stranger always the same.
TABLE = {
    "tasks": ("任务", "/tasks", "/tasks", (TASKS, TASKS, TASKS, TASKS)),
    "task": ("任务 4-1", "/task 4-1", "/task #9", (TASK, TASK, TASK, TASK)),
    "ack": ("签收 4-1", "/ack 4-1", "/ack #9", (SIGNED, THEIRS, NO, NO)),
    "report": (
        "报送 4-1 联通6个省级体系，已完成30%",
        "/report 4-1 6个省级体系 is 30% done",
        "/report #9 联通6个省级体系，30%",
        (CHECK, THEIRS, WHOM, NO),
    ),
    "done": ("办结 4-1 已建成", "/done 4-1 built", "/done #9 已建成", (CLOSE, THEIRS, BY_LEAD, NO)),
    "blocked": (
        "受阻 4-1 经费口径未明确",
        "/blocked 4-1 the budget is not settled",
        "/blocked #9 经费未到位",
        (BLOCK, THEIRS, NO, NO),
    ),
    "extend": (
        "延期 4-1 2019年3月31日 等待批复",
        "/extend 4-1 2019-03-31 because it waits",
        "/extend #9 2019-03-31",
        (MORE, THEIRS, NO, NO),
    ),
    "decline": (
        "异议 4-1 不属于我司职责",
        "/decline 4-1 not ours",
        "/decline #9 职责有误",
        (OBJECT, THEIRS, NO, NO),
    ),
    "contacts": ("联络员", "/contacts", "/contacts", (NO, NO, UNITS, NO)),
    "handover": ("交接", "/handover", "/handover", (GIVE, GIVE_OTHER, WHOSE, NO)),
    "group": ("群", "/group", "/group", (NO, NO, GROUPS, NO)),
    "account": ("账号", "/account", "/account", (ACCOUNT,) * 4),
    "merge": (
        "并入 科技司",
        "/merge 科技司",
        "/merge 科技司",
        (NO, NO, MERGE, NO),
    ),
    "revoke": ("移除 p9999", "/revoke p9999", "/revoke p9999", (NO, NO, GONE, NO)),
    "dispatch": ("交办", "/dispatch", "/dispatch", (NO, NO, ORDER, NO)),
    "assign": ("分工 4-1", "/assign 4-1", "/assign #9", (NO, NO, ASSIGN, NO)),
    "evidence": ("佐证 4-1", "/evidence 4-1", "/evidence m9999", (FILES, FILES, NO, NO)),
    "file": ("/file 9999", "/file 9999", "/file 9999", (NO_FILE,) * 4),
    "enclosure": (
        "/enclosure 4-1",
        "/enclosure 4-1",
        "/enclosure #9",
        (NO_FILE, THEIRS, NO_FILE, NO_FILE),
    ),
    "drop": ("撤销 4-1", "/drop 4-1", "/drop #9", (NO, NO, DROP, NO)),
    "undo": ("撤回", "/undo", "/undo", (UNDO, UNDO, UNDO, NO)),
    "history": ("历史 4-1", "/history 4-1", "/history #9", (PAST, THEIRS, PAST, PAST)),
    "lang": ("语言", "/lang", "/lang", (LANG, LANG, LANG, LANG)),
    "help": ("帮助", "/help", "/help", tuple(HELP.values())),
    "start": ("绑定", "/start", "/start", (GREETING, GREETING, GREETING, GREETING)),
    "export": ("台账", "/export", "/export", (NO, NO, LEDGER, LEDGER)),
    "units": ("单位", "/units", "/units", (NO, NO, UNITS, NO)),
    "invite": ("邀请 科技司", "/invite 科技司", "/invite 科技司", (NO, NO, INVITE, NO)),
    "review": ("审核", "/review", "/review", (NO, NO, EMPTY, NO)),
    "sign": ("签发", "/sign", "/sign s9", (NO, NO, NO, NO)),
    "confirm": ("确认", "/confirm", "/confirm 999", (NONE, NONE, NONE, NO)),
    "note": ("仅存文字", "/note", "/note 999", (NONE, NONE, NONE, NO)),
    "change": ("改一下", "/change", "/change 999", (NONE, NONE, NONE, NO)),
    "add": ("/add 999 x", "/add 999 x", "/add 999 x", (NONE, NONE, NONE, NO)),
    "approve": ("同意 4-1", "/approve 4-1", "/approve r9", (NO, NO, NO_REVIEW, NO)),
    "return": ("退回 4-1 x", "/return 4-1 x", "/return r9 x", (NO, NO, NO_REVIEW, NO)),
    "plan": ("计划", "/plan", "/plan", (NO, NO, PLANS, NO)),
    "page": (
        "/page 9 1",
        "/page 9 1",
        "/page 9 1",
        (*[("没有找到这条提醒", "This reminder cannot be found")] * 3, NO),
    ),
    "choose": (
        "/choose 999 1",
        "/choose 999 1",
        "/choose 999 1",
        (*[("这条内容已找不到", "These words can no longer")] * 2, NO, NO),
    ),
    "pick": (
        "/pick 999 report #9",
        "/pick 999 report #9",
        "/pick 999 report #9",
        (("这条内容已找不到", "These words can no longer"),) * 4,
    ),
    "status": ("总览", "/status", "/status", (NO, NO, STATUS, STATUS)),
    "board": ("看板", "/board", "/board", (NO, NO, BOARD, BOARD)),
    "digest": ("周报", "/digest", "/digest", (DIGEST, DIGEST, DIGEST, DIGEST)),
    "why": ("为何 4-1", "/why 4-1", "/why #9", (WHY, THEIRS, WHY, NO)),
    "pause": ("暂停", "/pause", "/pause", (NO, NO, NOT_PAUSED, NO)),
    "resume": ("恢复", "/resume", "/resume", (NO, NO, NOT_PAUSED, NO)),
    "switch": ("提醒 4-1", "/switch 4-1", "/switch #9", (NO, NO, SWITCHES, NO)),
    "brake": ("全部暂停", "/brake", "/brake", (NO, NO, BRAKED, NO)),
    "unbrake": ("全部恢复", "/unbrake", "/unbrake", (NO, NO, NOT_BRAKED, NO)),
    "due": ("时限 4-1", "/due 4-1", "/due #9", (NO, NO, DUE, NO)),
    "snooze": ("稍后 4-1 昨天", "/snooze 4-1 someday", "/snooze #9 x", (LATER, THEIRS, NO, NO)),
    "remind": ("催办", "/remind", "/remind", (NO, NO, URGE, NO)),
    "slip": ("督办单", "/slip", "/slip", (NO, NO, NO_SLIP, NO)),
    "release": ("制发 999", "/release 999", "/release 999", (NO, NO, SLIP, NO)),
    "shelve": ("搁置 999", "/shelve 999", "/shelve 999", (NO, NO, SLIP, NO)),
}


def test_the_table_leaves_no_command_out():
    assert TABLE.keys() == COMMANDS.keys()


def sayings() -> Iterator[tuple[str, dict[str, str]]]:
    for name, (word, latin, button, _) in TABLE.items():
        yield name, {"text": word}
        yield name, {"text": latin}
        yield name, {"button": button}


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("who", CAST)
def test_everybody_gets_what_the_role_allows(house: House, who: str, locale: str):
    house.locale = locale
    language = ("zh", "en").index(locale)
    got = {}
    for name, said in sayings():
        expected = UNBOUND if who == STRANGER else TABLE[name][3][CAST.index(who)]
        answer = house.say(who, **said)
        got[name, *said.values()] = (answer.text, expected[language])
        house.store.do(forget)
        house.later(minutes=who == STRANGER)  # a stranger's hour has its limit
    assert {said: pair for said, pair in got.items() if not pair[0].startswith(pair[1])} == {}


def forget(session: Session) -> None:
    """Each saying meets the same facts."""
    session.execute(delete(Report))
    session.execute(delete(Act))
    session.execute(delete(Row).where(col(Row.name) == BRAKE))
    session.execute(update(Assignment).values(signed_at=None))


def test_what_was_refused_changed_nothing(house: House):
    for who in (OTHER, READER, STRANGER):
        for _, said in sayings():
            house.say(who, **said)
            house.later(minutes=who == STRANGER)
    assert house.reports() == []
    assert house.stands("4-1").signed_at is None
