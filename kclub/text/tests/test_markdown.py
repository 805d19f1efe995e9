from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kclub.text.markdown import ATTRIBUTES, SCHEMES, TAGS, excerpt, render


class Elements(HTMLParser):
    """What a browser would build: (tag, attributes) of each element."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<div hx-get='/me/delete/' hx-trigger='load'>",
    '<hx-partial hx-target="#flash">',
    '<a hx-on:click="x" data-hx-post="/x" href="javascript:alert(1)">',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&#58;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://example.com/x.png)",
    '[x](https://e.example "t\\" hx-get=\\"/x")',
    "`<b hx-post=/x>`",
    "<p id=main class=flash style=position:fixed>",
    "&lt;script&gt;",
    "<svg><use href=data:x></svg>",
    "```html\n<form action=/x>\n```",
    "<!-- --><?php ?>",
]


@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=12), max_size=6).map("".join))
def test_nothing_that_acts_comes_out(text):
    for tag, attributes in Elements(render(text)).found:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set())
        scheme, colon, _ = attributes.get("href", "").partition(":")
        assert not colon or scheme in SCHEMES or "/" in scheme or "#" in scheme or "?" in scheme


@pytest.mark.parametrize("text", HOSTILE)
def test_htmx_finds_nothing_of_its_own(text):
    for tag, attributes in Elements(render(text)).found:
        assert not tag.startswith("hx-")
        assert not any("hx-" in name or name.startswith("on") for name in attributes)


def test_links_are_made_and_vouch_for_nothing():
    html = render("지도는 https://map.example/서울숲 이에요")
    assert 'rel="nofollow noopener ugc"' in html
    assert 'href="https://map.example/' in html


def test_lines_break_where_they_were_broken():
    assert render("한 줄\n두 줄") == "<p>한 줄<br>\n두 줄</p>\n"


def test_headings_stay_below_those_of_the_page():
    assert render("# 가\n##### 나") == "<h3>가</h3>\n<h4>나</h4>\n"
    assert render("## 가\n# 나\n## 다", below=1) == "<h2>가</h2>\n<h2>나</h2>\n<h3>다</h3>\n"


def test_an_excerpt_is_one_line_without_markup():
    assert excerpt("# 출사\n\n**내일** <b>10시</b>\n\n- 필름\n- [지도](/map)", 80) == (
        "출사 내일 <b>10시</b> 필름 지도"
    )
    assert excerpt("가나다라마바사", 5) == "가나다라…"
