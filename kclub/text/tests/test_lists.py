"""Numbers at the start of lines: what is typed is shown."""

import pytest

from kclub.text.markdown import excerpt, render
from tests.growth import grows_evenly

DATES = "11. 28. 출사\n11. 30. 회비 마감\n12. 5. 송년회\n\n2026. 12. 24. 쉬어요"


def test_dates_are_shown_as_they_were_typed():
    assert render(DATES) == (
        "<p>11. 28. 출사<br>\n11. 30. 회비 마감<br>\n12. 5. 송년회</p>\n<p>2026. 12. 24. 쉬어요</p>\n"
    )


def test_an_excerpt_keeps_dates_and_the_numbers_of_lists():
    assert excerpt(DATES, 80) == DATES.replace("\n\n", " ").replace("\n", " ")
    assert excerpt("1. 신청\n2. 면접\n\n- 필름", 80) == "1. 신청 2. 면접 필름"


@pytest.mark.parametrize(
    "text",
    [
        "1. 5. 월요일",
        "1. 31. 마감\n2. 1. 개강",
        "3. 셋\n4. 넷",
        "0. 영\n1. 하나",
        "2026. 새해",
        "- 가\n\n7) 일곱",
    ],
)
@pytest.mark.parametrize("before", ["", "일정\n", "일정\n\n"])
def test_numbers_that_do_not_count_from_one_are_text(text, before):
    html = render(before + text)
    for line in text.splitlines():
        assert line.removeprefix("- ") in html or line == "1. 하나"


@pytest.mark.parametrize(
    "text", ["1. 가\n2. 나\n3. 다", "1) 가\n2) 나\n3) 다", "1. 가\n\n2. 나\n\n3. 다"]
)
@pytest.mark.parametrize("before", ["", "순서\n", "- 점\n\n"])
def test_numbers_that_count_make_one_list(text, before):
    html = render(before + text)
    assert html.count("<ol>") == 1
    assert html.partition("<ol>")[2].count("<li>") == 3


def test_a_list_ends_where_its_numbers_stop_counting():
    assert render("1. 신청\n11. 30. 회비\n12. 1. 끝") == (
        "<ol>\n<li>신청</li>\n</ol>\n<p>11. 30. 회비<br>\n12. 1. 끝</p>\n"
    )
    assert render("1. 가\n2. 나\n5. 마") == "<ol>\n<li>가</li>\n<li>나</li>\n</ol>\n<p>5. 마</p>\n"
    assert render("1. 신청\n2. 14. 마감") == "<ol>\n<li>신청</li>\n</ol>\n<p>2. 14. 마감</p>\n"
    assert render("1. 가\n1. 나").count("<ol>\n<li>") == 2


def test_lists_within_lists_count_for_themselves():
    html = render("1. 가\n   1. 하나\n   2. 둘\n2. 나\n   - 점\n3. 다")
    assert html.count("<ol>") == 2
    assert html.count("<li>") == 6
    assert "start" not in html


@pytest.mark.parametrize(
    "text", ["1. " * 3000, "1. 가\n" * 1000, "11. 28. 가\n" * 1000, "- 1. 가\n" * 1000]
)
def test_no_text_takes_long_to_count(text):
    assert grows_evenly(render, text)
