"""What has changed between two versions of a text."""

from time import perf_counter

from kclub.components.text import changed_to
from kclub.text.changes import changes


def test_words_are_removed_and_added_where_they_stood():
    assert list(changes("토요일 3시에 봐요", "일요일 3시에 봐요 꼭")) == [
        ("removed", "토요일"),
        ("added", "일요일"),
        ("same", " 3시에 봐요"),
        ("added", " 꼭"),
    ]


def test_what_people_wrote_stays_text_and_lines_stay_lines():
    assert changed_to("<b>\n하나", "<b>\n둘") == "&lt;b&gt;<br><del>하나</del><ins>둘</ins>"


def test_the_longest_texts_are_compared_while_a_page_waits():
    started = perf_counter()
    list(changes("가 나 " * 1250, "나 가 다 " * 830))
    assert perf_counter() - started < 1
