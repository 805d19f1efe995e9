import time

import pytest

from kclub.text import chat, markdown


@pytest.mark.parametrize(
    ("text", "address", "after"),
    [
        ("https://a.kr에서 봐요", "https://a.kr", "에서"),
        ("https://a.kr/b, 그리고", "https://a.kr/b", ","),
        ("(https://a.kr/b).", "https://a.kr/b", ")."),
        ("지도https://a.kr/b_(c)", "https://a.kr/b_(c)", ""),
        ("HTTP://A.KR:8000/?a=1#b!", "HTTP://A.KR:8000/?a=1#b", "!"),
        ("https://a.kr/a_b_c_d", "https://a.kr/a_b_c_d", ""),
    ],
)
@pytest.mark.parametrize("render", [chat.render, markdown.render])
def test_an_address_begins_and_ends_alike_on_boards_and_in_chat(render, text, address, after):
    html = render(text)
    assert f'href="{address}"' in html
    assert f">{address}</a>{after}" in html


@pytest.mark.parametrize("text", ["README.md", "3.14예요", "www.a.kr", "ftp://a.kr", "https://"])
@pytest.mark.parametrize("render", [chat.render, markdown.render])
def test_only_what_begins_with_http_is_an_address(render, text):
    assert "<a " not in render(text)


def test_an_address_within_markdown_leaves_the_markup_around_it_alone():
    assert "<strong><a " in markdown.render("**https://a.kr/b**")
    assert markdown.render("[글](https://a.kr/b)").count("<a ") == 1
    assert markdown.render("[보기 https://a.kr/b](/c)").count("<a ") == 1
    assert "<a " not in markdown.render("`https://a.kr`")


@pytest.mark.parametrize(
    "text", [":" * 4000, "https://" * 500, "http:" * 800, "https://a.kr " * 300]
)
@pytest.mark.parametrize("render", [chat.render, markdown.render])
def test_no_text_takes_long_to_link(render, text):
    started = time.process_time()
    render(text)
    assert time.process_time() - started < 0.5
