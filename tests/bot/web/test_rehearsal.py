"""The rehearsed year on the board: by unit and week, with nobody and with everybody answering."""

import re

from sqlmodel import Session, select

from data.kinds import PlanState
from data.models import Plan
from tests.bot.web.served import Served
from tests.bot.web.test_board import html

CELL = re.compile(r'<td class="n(\d)"(?: title="[^"]*" tabindex="-1")?>(\d*)</td>')


def _into_draft(session: Session) -> str:
    plan = session.exec(select(Plan)).one()
    plan.state = PlanState.DRAFT
    return plan.key


async def test_the_year_is_a_table_of_units_by_weeks(board: Served) -> None:
    page = await html(board, "/")
    assert '<a href="/rehearsal?plan=2018">' in page
    silent = await html(board, "/rehearsal?plan=2018")
    speaking = await html(board, "/rehearsal?plan=2018&answers=all")
    for shown, total in ((silent, 666), (speaking, 591)):
        cells = [int(number or 0) for _, number in CELL.findall(shown)]
        assert sum(cells) == total
        assert f"<li><b>{total}</b><span>条消息，发给37个单位</span></li>" in shown
        assert max(cells) == 3
        assert shown.count('<th scope="row">') == 37
        assert shown.count('<th scope="col" class="week"') == 47
    assert 'title="2月12日 任务交办 29 项' in silent
    assert "<b>79</b><span>条发给单位负责人</span>" in silent
    assert "<b>45</b><span>条发给督办员</span>" in silent


async def test_a_draft_is_rehearsed_and_linked_before_it_is_confirmed(board: Served) -> None:
    key = board.store.do(_into_draft)
    page = await html(board, "/")
    assert f'<a href="/rehearsal?plan={key}">' in page
    assert "待确认" in await html(board, f"/rehearsal?plan={key}")


async def test_a_plan_that_is_not_there_has_no_year(board: Served) -> None:
    answer = await board.client.get("/rehearsal?plan=1999")
    assert answer.status_code == 404
