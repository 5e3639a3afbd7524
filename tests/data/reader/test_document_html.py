"""A web page gives its text: decoded rightly, without menus, a block a line."""

from email.encoders import encode_base64
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from data.reader.document import html as page
from data.reader.document import parse
from tests.data.reader.papers import html, paragraphs, plan


@pytest.mark.parametrize("year", [2016, 2018])
@pytest.mark.parametrize("encoding", ["utf-8", "gb2312"])
def test_a_plan_comes_back_whole_from_a_page(year: int, encoding: str) -> None:
    text = plan(year)
    assert paragraphs(parse("plan.html", html(text, encoding)).text) == paragraphs(text)


def lines(body: str) -> list[str]:
    return page.read(f"<html><body>{body}</body></html>".encode()).text.split("\n")


PAGES = {
    "blocks and breaks": ("<div>一<p>二<br>三</p>四</div>", ["一", "二", "三", "四"]),
    "inline marks": ("<p>推进<b>资源</b><span>共享</span></p>", ["推进资源共享"]),
    "a wrapped source": ("<p>推进\n  资源共享 of\n work</p>", ["推进资源共享 of work"]),
    "an indent": ("<p>　　推进&nbsp;2.0 </p>", ["　　推进 2.0"]),
    "preformatted text": ("<pre>一\n\n二</pre>", ["一", "二"]),
    "a numbered list": ("<ol start=3><li>一</li><li>二</li></ol>", ["3. 一", "4. 二"]),
    "scripts": ("<script>x</script><style>y</style><p>一</p>", ["一"]),
    "hidden parts": ('<p style="display: none">藏</p><p>一</p>', ["一"]),
    "a page's frame": ("<header>头</header><p>一</p><footer>尾</footer>", ["一"]),
    "an article's head": ("<article><header><h1>题</h1></header><p>一</p></article>", ["题", "一"]),
    "a menu": ("<ul><li><a>首页</a></li><li><a>机构</a></li></ul><p>一</p>", ["一"]),
    "one link in a text": ('<div><p>附件：<a href="x">分工表</a></p></div>', ["附件：分工表"]),
    "an imprint": ('<div class="page-footer">备</div><p>推进资源共享</p>', ["推进资源共享"]),
    "a layout table": ("<table><tr><td><p>一</p><p>二</p></td></tr></table>", ["一", "二"]),
    "a comment": ("<p>一<!-- 二 -->三</p>", ["一三"]),
}


@pytest.mark.parametrize("case", PAGES)
def test_a_page_reads_as_it_is_shown(case: str) -> None:
    body, shown = PAGES[case]
    assert lines(body) == shown


def test_a_page_that_is_a_ledger_gives_its_rows() -> None:
    found = page.read(
        """<table><tr><th>序号</th><th>工作任务</th><th>责任单位</th></tr>
        <tr><td>1</td><td>推进资源共享</td><td rowspan=2>科技司</td></tr>
        <tr><td>2</td><td>开展专项培训</td></tr></table>""".encode()
    )
    assert found.rows == (
        ("序号", "工作任务", "责任单位"),
        ("1", "推进资源共享", "科技司"),
        ("2", "开展专项培训", "科技司"),
    )


WRITTEN = {
    "as it declares": ('<meta charset="big5">', "big5"),
    "in the larger set than declared": ('<meta charset="gb2312">', "gb18030"),
    "in another than declared": ('<meta charset="ascii">', "utf-8"),
    "in one that nobody knows": ('<meta charset="klingon">', "gb18030"),
    "in one that it does not declare": ("", "gb18030"),
    "with a declaration of XML": ('<?xml version="1.0" encoding="utf-8"?>', "utf-8"),
    "with a mark": ("", "utf-16"),
}


@pytest.mark.parametrize("case", WRITTEN)
def test_a_page_is_decoded_however_it_is_written(case: str) -> None:
    head, encoding = WRITTEN[case]
    text = "國家體系" if encoding == "big5" else "國家镕体系，推进资源共享"
    content = f"{head}<html><body><p>{text}</p></body></html>".encode(encoding)
    assert parse("plan.html", content).text == text


def test_a_page_saved_with_its_pictures_is_read_under_words_own_name() -> None:
    whole = MIMEMultipart("related")
    body = MIMEText("", "html")
    body.set_payload(html("推进资源共享", "gb2312"))
    encode_base64(body)
    del body["Content-Transfer-Encoding"]
    body["Content-Transfer-Encoding"] = "base64"
    whole.attach(body)
    assert parse("plan.doc", whole.as_bytes()).text == "推进资源共享"
