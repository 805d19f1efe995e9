"""Emphasis as Koreans write it, and marks that nobody meant as marks."""

import pytest

from kclub.text.markdown import excerpt, render
from tests.growth import grows_evenly


def line(text):
    """What stands in the one paragraph that `text` is."""
    return render(text).removeprefix("<p>").removesuffix("</p>\n")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**동아리(사진)**는", "<strong>동아리(사진)</strong>는"),
        ('**"출사"**입니다', '<strong>"출사"</strong>입니다'),
        ("**50%**를", "<strong>50%</strong>를"),
        ("오늘은**(목)**이에요", "오늘은<strong>(목)</strong>이에요"),
        ("**「필름」**을", "<strong>「필름」</strong>을"),
        ("*'출사'*는", "<em>'출사'</em>는"),
        ("***정말!***이에요", "<em><strong>정말!</strong></em>이에요"),
        ("~~(취소)~~는 아니에요", "<s>(취소)</s>는 아니에요"),
        ("**가**는 **나**를", "<strong>가</strong>는 <strong>나</strong>를"),
        ("**「가」**는 (**나**)를", "<strong>「가」</strong>는 (<strong>나</strong>)를"),
        ("이것은**중요**해요", "이것은<strong>중요</strong>해요"),
        ("**写真(夏)**の", "<strong>写真(夏)</strong>の"),
        ("_강조_ **굵게** *기울여*", "<em>강조</em> <strong>굵게</strong> <em>기울여</em>"),
    ],
)
def test_emphasis_closes_before_a_particle(text, html):
    assert line(text) == html
    assert "*" not in excerpt(text, 80)


@pytest.mark.parametrize(
    "text",
    [
        "가로*세로*높이",
        "2*3*4 = 24",
        "2**3**4",
        "좋아요~~내일 봐요~~",
        "10~12시, 14~16시",
        "네~~ 알겠어요~~",
        "^_^ 안녕 ^_^",
        "-_- 졸려 -_-",
        "(ㅠ_ㅠ) 가지 마 (ㅠ_ㅠ)",
        "snake_case_name",
        "** 굵게 **",
    ],
)
def test_marks_that_nobody_meant_stay_as_typed(text):
    assert line(text) == text
    assert excerpt(text, 80) == text


def test_a_line_under_text_makes_no_heading():
    assert render("출사 안내\n-----\n내일") == "<p>출사 안내</p>\n<hr>\n<p>내일</p>\n"
    assert render("출사 안내\n=====") == "<p>출사 안내<br>\n=====</p>\n"


def test_a_picture_is_a_link_and_leaves_no_exclamation_mark():
    html = line("![포스터](https://a.kr/b.png)예요!")
    assert html == '<a href="https://a.kr/b.png" rel="nofollow noopener ugc">포스터</a>예요!'
    assert excerpt("![포스터](https://a.kr/b.png)", 80) == "포스터"
    assert line("![제목] 그리고 ![끝") == "![제목] 그리고 ![끝"


@pytest.mark.parametrize("text", ["![](https://a.kr/b.png)", "[](https://a.kr/b)", "[ ](/c)"])
def test_a_link_without_words_is_shown_as_typed(text):
    assert excerpt(text, 80) == text


@pytest.mark.parametrize("text", ["**가(" * 1000, "![" * 1500, "*가" * 2000, "~~가" * 1500])
def test_no_text_takes_long_to_emphasize(text):
    assert grows_evenly(render, text)
