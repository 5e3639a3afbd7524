"""The old office forms are read through an office suite where there is one."""

from pathlib import Path

import pytest

from data.reader.document import parse
from data.refusal import Refusal
from tests.data.reader.papers import office, paragraphs, plan, typed_docx, xlsx

LEDGER = (("序号", "工作任务", "责任单位"), ("1", "推进资源共享", "科技司"))


@pytest.mark.slow
@pytest.mark.parametrize("form", ["doc", "rtf", "odt"])
def test_a_plan_comes_back_whole_from_an_old_form(form: str, soffice: Path, tmp_path: Path) -> None:
    text = plan(2018)
    old = office(soffice, typed_docx(text), "docx", form, tmp_path)
    assert paragraphs(parse(f"plan.{form}", old).text) == paragraphs(text)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["xls", "ods"])
def test_a_ledger_comes_back_from_an_old_form(form: str, soffice: Path, tmp_path: Path) -> None:
    old = office(soffice, xlsx(LEDGER), "xlsx", form, tmp_path)
    assert parse(f"plan.{form}", old).rows == LEDGER


@pytest.mark.slow
def test_an_old_form_under_a_wrong_name_is_known_by_what_it_holds(
    soffice: Path, tmp_path: Path
) -> None:
    old = office(soffice, typed_docx("推进资源共享"), "docx", "doc", tmp_path)
    assert parse("plan.docx", old).text == "推进资源共享"


def test_without_an_office_suite_a_newer_form_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refusal, match="file-needs-docx"):
        parse("plan.doc", b"{\\rtf1 plan}")
