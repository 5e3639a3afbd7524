"""The board: what it shows of a plan, to whom, and that nothing in it runs."""

import re
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from data.kinds import ReportState
from data.models import Assignment, Report, Task, Unit
from data.store import chats
from data.store import evidence as store
from tests.bot.web.served import START, Served

SCRIPT = "<script>alert(1)</script>{{ 7*7 }}"
STATIC = Path("bot/web/static")
SVG = "http://www.w3.org/2000/svg"  # a name, not an address: nothing is fetched from it
ADDRESS = re.compile(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}[^\s\"']*|@import|url\(", re.IGNORECASE)


async def html(served: Served, path: str) -> str:
    answer = await served.client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return answer.text


def id_of(session: Session, code: str) -> int:
    return session.exec(select(Task.id).where(Task.code == code)).one() or 0


def report(session: Session, code: str, text: str) -> None:
    """科技司 has reported on a task."""
    query = select(Assignment).join(Unit, col(Unit.id) == col(Assignment.unit_id))
    part = session.exec(
        query.where(Assignment.task_id == id_of(session, code), Unit.name == "科技司")
    ).one()
    words = Report(
        assignment_id=part.id or 0,
        contact_id=1,
        text=text,
        percent=30,
        state=ReportState.CONFIRMED,
        said_at=START,
        confirmed_at=START,
    )
    session.add(words)
    session.flush()
    part.percent, part.report_id, part.reported_at = 30, words.id, START
    session.get_one(Task, part.task_id).percent = 30


async def test_the_plan_is_seen_at_a_glance(board: Served) -> None:
    page = await html(board, "/")
    assert "<h1>2018年教育信息化和网络安全工作要点</h1>" in page
    assert "教技厅〔2018〕1号" in page
    assert page.count('class="square ') == 57
    assert page.count('<td class="c-code">') == 57
    assert page.count('<a href="/units/') == 38
    assert re.search(r"（九）</span>提高教育系统网络安全保障能力", page)


async def test_the_lights_are_counted(board: Served) -> None:
    await board.store.call(report, "4-1", "联盟已组建")
    page = await html(board, "/")
    counts = re.findall(r"<li><b>(\d+)</b>.*?</span>(\w+)</span></li>", page)
    assert counts == [
        ("0", "办结"),
        ("1", "正常"),
        ("0", "关注"),
        ("0", "逾期或受阻"),
        ("56", "尚无报送"),
    ]


async def test_every_square_and_every_unit_leads_to_its_page(board: Served) -> None:
    page = await html(board, "/")
    links = set(re.findall(r'href="(/(?:tasks|units)/\d+)"', page))
    assert len(links) == 57 + 38
    for link in links:
        await html(board, link)


async def test_a_task_shows_its_text_its_owners_and_what_they_said(board: Served) -> None:
    await board.store.call(report, "4-1", "联盟已组建")
    page = await html(board, f"/tasks/{await board.store.read(id_of, '4-1')}")
    assert "深入落实《教育部关于数字教育资源公共服务体系建设与应用的指导意见》" in page
    assert "（责任单位：科技司、中央电教馆、地方各级教育行政部门）" in page
    assert "文中未写时限：取计划年度最后一日" in page
    assert "联盟已组建" in page
    assert "科技司 · 2月12日09:00 · 30%" in page


async def test_a_unit_shows_its_own_part_of_each_task(board: Served) -> None:
    await board.store.call(report, "4-1", "联盟已组建")
    page = await html(board, "/units/1")
    assert "<h1>科技司</h1>" in page
    assert "牵头 25 项，配合 4 项" in page
    assert page.count('<td class="c-code">') == 29
    assert page.count("30%") == 1


async def test_what_somebody_wrote_is_shown_as_it_was_typed(board: Served) -> None:
    await board.store.call(report, "4-1", SCRIPT)
    page = await html(board, f"/tasks/{await board.store.read(id_of, '4-1')}")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in page
    assert "<script>alert" not in page


async def test_the_board_speaks_english(english: Served) -> None:
    page = await html(english, "/")
    assert '<html lang="en">' in page
    assert "Overdue or blocked" in page
    assert "leads 25, supports 4" in page
    assert "Mon 12 February 2018, 09:00" in page
    task = await html(english, "/tasks/1")
    assert "No date in the text: the last day of the plan year" in task


async def test_before_any_plan_is_confirmed_the_board_says_so(served: Served) -> None:
    assert "还没有已确认的计划。" in await html(served, "/")


@pytest.mark.parametrize("path", ["/tasks/999", "/tasks/x", "/units/999", "/nothing", "/static/x"])
async def test_what_is_not_there_is_a_page_with_one_sentence(board: Served, path: str) -> None:
    answer = await board.client.get(path)
    assert answer.status_code == 404
    assert "没有这个页面或地址。" in answer.text


async def test_a_live_board_is_open_to_this_machine_only(live: Served) -> None:
    assert (await live.client.get("/")).status_code == 200
    for headers in ({"host": "duban.example"}, {"x-forwarded-for": "192.0.2.1"}):
        for path in ("/", "/tasks/1", "/units/1"):
            answer = await live.client.get(path, headers=headers)
            assert answer.status_code == 403
            assert "看板只对督办员和分管领导开放。请在与机器人的单独对话中发送“看板”" in answer.text


async def test_nobody_changes_anything_on_the_board(board: Served) -> None:
    assert (await board.client.post("/")).status_code == 405


@pytest.mark.parametrize("path", ["/", "/chat", "/tasks/1", "/nothing", "/static/chat.js"])
async def test_no_page_may_run_or_load_what_is_not_ours(board: Served, path: str) -> None:
    headers = (await board.client.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/chat", "/tasks/1", "/units/1", "/nothing"])
async def test_no_page_names_an_outside_address_or_holds_a_script(board: Served, path: str) -> None:
    page = (await board.client.get(path)).text
    assert ADDRESS.findall(page) == []
    assert not re.search(r"<script(?![^>]* src=)| on\w+=| style=|<style", page)


def test_no_file_of_ours_names_an_outside_address() -> None:
    files = [path for path in STATIC.rglob("*") if path.is_file()]
    assert len(files) >= 8
    for path in files:
        assert ADDRESS.findall(path.read_text("utf-8").replace(SVG, "")) == [], path


def evidence(session: Session, code: str, digest: str, name: str) -> int:
    """科技司 has sent a file for a task."""
    query = select(Assignment).join(Unit, col(Unit.id) == col(Assignment.unit_id))
    part = session.exec(
        query.where(Assignment.task_id == id_of(session, code), Unit.name == "科技司")
    ).one()
    seen = chats.mark(session, "local", "1", "科技司", None, 1, START) or 0
    key = store.keep(session, 1, seen, digest, name, 9, START)
    store.tie(session, key, part.id or 0)
    return key


async def test_a_tasks_evidence_is_listed_and_given_out_as_a_file_in_which_nothing_runs(
    board: Served,
) -> None:
    digest = board.local.files.keep(b"%PDF-1.7 x")
    key = await board.store.call(evidence, "4-1", digest, "自查<表>.pdf")
    task = await board.store.call(id_of, "4-1")
    page = await html(board, f"/tasks/{task}")
    assert f'<a href="/evidence/{key}">自查&lt;表&gt;.pdf</a>' in page
    answer = await board.client.get(f"/evidence/{key}")
    assert answer.content == b"%PDF-1.7 x"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert (await board.client.get("/evidence/999")).status_code == 404
