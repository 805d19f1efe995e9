"""Lines of Markdown that stand for pictures."""

import pytest

from kclub.text.markdown import placed_pictures, render
from kclub.text.pictures import without_pictures

PICTURES = {1: '<img src="/1" alt="바다">', 2: '<img src="/2" alt="산">'}


@pytest.mark.parametrize(
    "text",
    [
        "[사진 1]",
        "글\n[사진 1]\n글",
        "- 글\n\n  [사진1] ",
        "[photo 1]",
        "> 인용\n\n[Photo 1]",
        "1. 글\n[사진 1]",
    ],
)
def test_a_line_that_names_a_picture_is_the_picture(text):
    html = render(text, pictures=PICTURES)
    assert '<img src="/1" alt="바다">' in html
    assert "[" not in html
    assert placed_pictures(text, PICTURES) == {1}


@pytest.mark.parametrize(
    "text",
    [
        "[사진 3]",
        "[사진 0]",
        "여기 [사진 1] 봐요",
        "    [사진 1]",
        "`[사진 1]`",
        "[사진 9999]",
        "[사진]",
    ],
)
def test_what_names_none_is_text(text):
    html = render(text, pictures=PICTURES)
    assert "[사진" in html
    assert "<img" not in html
    assert placed_pictures(text, PICTURES) == set()


def test_without_pictures_such_a_line_is_text():
    assert render("[사진 1]") == "<p>[사진 1]</p>\n"


@pytest.mark.parametrize(
    "text",
    [
        "![바다](https://evil.example/a.png)",
        "![바다](/clubs/film/pictures/a.webp)",
        '<img src="https://evil.example/a.png">',
        "[사진 1](https://evil.example)",
        "[사진 1]: https://evil.example/a.png",
        '<a class="photo" href="/x">여기</a>',
    ],
)
def test_nothing_else_becomes_a_picture_beside_them(text):
    html = render(f"{text}\n\n[사진 2]", pictures=PICTURES)
    assert html.count("<img") == 1
    assert "<a class" not in html
    assert '<img src="/2" alt="산">' in html


def test_the_lines_of_a_picture_are_taken_out_of_a_text():
    assert (
        without_pictures("가\n[사진 1]\n나 [사진 1]\n[사진 2]", {1}) == "가\n나 [사진 1]\n[사진 2]"
    )
