"""An exported ledger is edited and taken in again: what changes, who is told, what is refused."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlmodel import Session, col, select

from bot.ledger import Hand, Proposal, propose, read, take_in
from data.kinds import ActKind, Role, Standing
from data.models import Act, Contact
from data.refusal import Refusal
from data.store import members, people
from data.store.standing import open_plan, standing
from messages.ledger import COLUMNS, ledger
from messages.render import refusal
from tests.data.reader.papers import csv_rows, xlsx
from tests.people import COORDINATOR, DAYS, LEAD, OTHER, SUPPORT, House, at, bind

HEAD = 3
MEMBER = "北京市教委"  # of 地方各级教育行政部门, which supports 4-1
FOREIGN = [["编号", "任务", "责任单位", "时限"], ["1", "甲", "科技司", "11月底"]]
Sheet = Any


def export(house: House) -> bytes:
    """The ledger as it stands."""
    plan = house.store.look(open_plan, None).id or 0
    return ledger(house.store.look(standing, plan, house.now, DAYS), "zh")


def cell(sheet: Sheet, code: str, unit: str, column: str) -> Any:
    """The cell of a unit's part."""
    for row in sheet.iter_rows(min_row=HEAD + 1):
        if (row[0].value, row[3].value) == (code, unit):
            return row[[*COLUMNS].index(column)]
    raise LookupError(code, unit)


def edited(content: bytes, path: Path, edit: Callable[[Sheet], None]) -> Path:
    """The file after somebody has edited its sheet and saved it."""
    book = openpyxl.load_workbook(BytesIO(content))
    edit(book.worksheets[0])
    book.save(path)
    return path


def hand(house: House, by: str | None = COORDINATOR) -> Hand:
    return Hand(by, "督办员（命令行）", "年中调整", house.now, DAYS, "zh")


def proposed(house: House, path: Path) -> Proposal:
    return house.store.look(propose, read(path), None, hand(house))


def take(house: House, path: Path, by: str | None = COORDINATOR) -> dict[str, list[str]]:
    """Take the file in; what everybody is told of it."""
    shown = proposed(house, path)
    house.store.do(take_in, read(path), None, shown, hand(house, by))
    told: dict[str, list[str]] = {}
    for each in house.deliver():
        told.setdefault(each.chat, []).append(each.text)
    return told


def acts(house: House, kind: ActKind) -> list[Act]:
    query = select(Act).where(Act.kind == kind).order_by(col(Act.id))
    return house.store.look(lambda session: list(session.exec(query)))


def refused(house: House, path: Path) -> str:
    with pytest.raises(Refusal) as error:
        proposed(house, path)
    return refusal(error.value, "zh")


def test_dates_and_units_change_as_if_a_coordinator_had_said_so(house: House, tmp_path: Path):
    house.say(COORDINATOR, "交办 职成司 11月15日前 报送机房清单")

    def edit(sheet: Sheet) -> None:
        cell(sheet, "4-1", LEAD, "role").value = "配合"
        cell(sheet, "4-1", SUPPORT, "role").value = "牵头"
        cell(sheet, "4-1", SUPPORT, "due").value = date(2018, 11, 30)
        sheet.delete_rows(cell(sheet, "9-2", SUPPORT, "unit").row)
        cell(sheet, "1-2", LEAD, "due").value = "10月底"
        cell(sheet, "0-1", OTHER, "due").value = "2018/11/20"
        sheet.append(["1-2", None, None, "电化教育馆", "配合"])
        sheet.append(["2-1", None, None, OTHER, "配合"])
        sheet.append(["1-1", None, None, OTHER, "配合"])

    content = export(house)
    house.later(minutes=30)
    path = edited(content, tmp_path / "台账.xlsx", edit)
    before = cell(openpyxl.load_workbook(path).worksheets[0], "1-2", "电化教育馆", "unit")
    assert refused(house, path) == f"{before.coordinate}：没有认出单位“电化教育馆”，请写规范名称。"

    def mend(sheet: Sheet) -> None:
        sheet.cell(before.row, before.column).value = "人事司"

    path = edited(path.read_bytes(), path, mend)
    told = take(house, path)

    assert house.task("4-1").due_on == date(2018, 11, 30)
    assert house.task("1-2").due_on == date(2018, 10, 31)
    assert house.task("0-1").due_on == date(2018, 11, 20)
    assert house.stands("4-1", SUPPORT).role is Role.LEAD
    assert house.stands("4-1", LEAD).role is Role.SUPPORT
    assert house.stands("9-2", SUPPORT).ended_at == house.now
    assert house.stands("1-2", "人事司").role is Role.SUPPORT

    assert told.keys() == {LEAD, SUPPORT, OTHER}
    (lead,) = told[LEAD]
    assert lead.startswith("【任务调整】")
    for line in (
        "时限由12月31日调整为11月30日",
        "时限由12月31日调整为10月31日",
        "中央电教馆牵头，科技司配合",
        "理由：年中调整",
    ):
        assert line in lead
    (support,) = told[SUPPORT]
    assert "9-2 “网络学习空间人人通”专项培训：中央电教馆不再承担" in support
    moved, notice = sorted(told[OTHER], reverse=True)
    assert moved.startswith("【时限调整】0-1 报送机房清单")  # one change is told as in chat
    assert notice.startswith("【任务交办】")
    assert all(code in notice for code in ("2-1 ", "1-1 "))  # two parts in one notice

    (act,) = [act for act in acts(house, ActKind.DUE) if act.task_id == house.task("4-1").id]
    assert (act.reason, act.facts) == ("年中调整", {"from": "2018-12-31", "to": "2018-11-30"})
    assert "督办员：分工调整" in house.say(COORDINATOR, "历史 4-1").text
    assert "年中调整" in house.say(COORDINATOR, "任务 1-2").text
    assert proposed(house, path).changes == ()


def test_what_has_happened_since_the_export_is_not_put_back(house: House, tmp_path: Path):
    content = export(house)
    house.hear(COORDINATOR, "时限 4-1 2018年9月30日 提前")
    house.hear(COORDINATOR, "分工 9-2 移除 中央电教馆 另行安排")
    house.say(LEAD, "1-1 已完成30%")
    house.hear(LEAD, "确认")
    house.now = at("12-20")

    def other(sheet: Sheet) -> None:
        cell(sheet, "1-2", LEAD, "due").value = date(2018, 12, 28)

    take(house, edited(content, tmp_path / "a.xlsx", other))
    assert house.task("1-2").due_on == date(2018, 12, 28)
    assert house.task("4-1").due_on == date(2018, 9, 30)
    assert house.stands("9-2", SUPPORT).ended_at

    def same(sheet: Sheet) -> None:
        cell(sheet, "4-1", LEAD, "due").value = date(2018, 9, 30)
        sheet.delete_rows(cell(sheet, "9-2", SUPPORT, "unit").row)

    assert proposed(house, edited(content, tmp_path / "b.xlsx", same)).changes == ()

    def against(sheet: Sheet) -> None:
        cell(sheet, "4-1", LEAD, "due").value = date(2018, 12, 30)

    assert "已另有改动" in refused(house, edited(content, tmp_path / "c.xlsx", against))


def test_nothing_is_done_when_the_plan_changes_under_the_question(house: House, tmp_path: Path):
    def edit(sheet: Sheet) -> None:
        cell(sheet, "1-2", LEAD, "due").value = date(2018, 10, 31)
        cell(sheet, "4-1", LEAD, "due").value = date(2018, 11, 30)

    path = edited(export(house), tmp_path / "a.xlsx", edit)
    shown = proposed(house, path)
    house.hear(COORDINATOR, "时限 4-1 2018年11月30日 提前")
    with pytest.raises(Refusal, match="ledger-overtaken"):
        house.store.do(take_in, read(path), None, shown, hand(house))
    assert house.task("1-2").due_on == date(2018, 12, 31)
    take(house, path, by=None)
    assert house.task("1-2").due_on == date(2018, 10, 31)
    author = acts(house, ActKind.DUE)[-1].contact_id
    name = house.store.look(lambda session: session.get_one(Contact, author).name)
    assert name == "督办员（命令行）"


def test_many_changes_are_one_message_a_person(house: House, tmp_path: Path):
    def edit(sheet: Sheet) -> None:
        for row in sheet.iter_rows(min_row=HEAD + 1):
            if row[3].value == LEAD:
                row[5].value = date(2018, 11, 30)

    told = take(house, edited(export(house), tmp_path / "a.xlsx", edit))
    (lead,) = told[LEAD]
    assert lead.startswith("【任务调整】时限、分工共有 29 处调整")
    assert "…另 17 处" in lead


def says(code: str, of: str, **cells: Any) -> Callable[[Sheet], None]:
    """Edits cells of a unit's row."""

    def edit(sheet: Sheet) -> None:
        for each in [cell(sheet, code, of, column) for column in cells]:
            each.value = cells[[*COLUMNS][each.column - 1]]

    return edit


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (says("4-1", LEAD, due="2018-02-30"), "：“2018-02-30”不是日期"),
        (says("4-1", LEAD, due=date(2018, 1, 5)), "：1月5日不是今后的日期"),
        (says("4-1", LEAD, role="配合"), "：4-1 没有牵头单位"),
        (says("4-1", SUPPORT, unit=LEAD), f"：{LEAD}与 "),
        (says("1-1", LEAD, due=date(2018, 6, 1)), "：1-1 已办结、撤销或暂停"),
        (says("1-1", LEAD, unit="财务司"), "：1-1 已办结、撤销或暂停"),
    ],
)
def test_an_edit_that_cannot_be_taken_gets_one_sentence(
    house: House, tmp_path: Path, edit: Callable[[Sheet], None], sentence: str
):
    house.hear(COORDINATOR, "暂停 1-1 等待批复")
    said = refused(house, edited(export(house), tmp_path / "a.xlsx", edit))
    assert re.match(r"[A-M]\d+：", said)
    assert sentence in said


def test_another_spelling_of_a_unit_is_no_other_unit(house: House, tmp_path: Path):
    rename = says("4-1", SUPPORT, unit="电教馆")
    assert proposed(house, edited(export(house), tmp_path / "a.xlsx", rename)).changes == ()


def test_a_members_part_is_its_groups(house: House, tmp_path: Path):
    def join(session: Session) -> None:
        unit = people.find_unit(session, MEMBER).id
        bind(session, MEMBER, unit, Standing.CONTACT)
        assert members.spread(session, house.now, DAYS)

    house.store.do(join)
    content = export(house)
    moved = says("4-1", MEMBER, due=date(2018, 11, 30))
    (change,) = proposed(house, edited(content, tmp_path / "a.xlsx", moved)).changes
    assert (change.on, change.turns) == (date(2018, 11, 30), ())
    leads = says("4-1", MEMBER, role="牵头")
    said = refused(house, edited(content, tmp_path / "b.xlsx", leads))
    assert f"：{MEMBER}是随所属单位类别承担的" in said


def test_a_ledger_of_another_plan_or_an_older_wording_is_refused(house: House, tmp_path: Path):
    path = edited(export(house), tmp_path / "a.xlsx", says("4-1", LEAD, due=date(2018, 11, 30)))
    with pytest.raises(Refusal) as other:
        house.store.look(propose, read(path), "2019", hand(house))
    assert "计划 2018 的台账，不是计划 2019 的" in refusal(other.value, "zh")
    with pytest.raises(Refusal) as nobody:
        house.store.look(propose, read(path), None, hand(house, "张三"))
    assert "没有名为“张三”的督办员" in refusal(nobody.value, "zh")

    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=HEAD + 1):
            if row[0].value == "4-1":
                row[2].value = "别的任务"
    book.save(path)
    assert "4-1 与计划中现有的任务对不上" in refused(house, path)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (xlsx(FOREIGN), "ledger-foreign"),
        (csv_rows(FOREIGN), "ledger-foreign"),
        (b"PK\x03\x04 and no more", "file-broken"),
        (b"", "file-empty"),
    ],
)
def test_a_file_that_is_no_ledger_of_ours_is_refused(content: bytes, key: str, tmp_path: Path):
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(content)
    with pytest.raises(Refusal, match=key):
        read(path)
