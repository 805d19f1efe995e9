"""Markdown as plain text."""

import pytest

from kclub.text.plain import message_to_paste, plain_text


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("# 제목\n\n**굵게** ~~지움~~ `코드`", "제목\n\n굵게 지움 코드"),
        ("한 줄\n두 줄", "한 줄\n두 줄"),
        ("[폼](https://form.example/a)", "폼 (https://form.example/a)"),
        ("https://form.example/a", "https://form.example/a"),
        ("<me@saebom.example>", "me@saebom.example"),
        ("준비물\n\n- 카메라\n- 필름\n  - 흑백", "준비물\n\n- 카메라\n- 필름\n  - 흑백"),
        ("1. 하나\n2. 둘", "1. 하나\n2. 둘"),
        ("> 인용\n\n---\n\n```\na\n  b\n```", "인용\n\n---\n\na\n  b"),
        ("- 하나\n\n```\na\n```\n\n- 둘\n\n끝", "- 하나\n\na\n\n- 둘\n\n끝"),
        ("<b>a & b</b>", "<b>a & b</b>"),
        ("", ""),
    ],
)
def test_a_reader_of_plain_text_misses_nothing(markdown, plain):
    assert plain_text(markdown) == plain


def test_a_message_to_paste_has_a_heading_and_an_address():
    assert message_to_paste("[필름로그] 출사", "*토요일*", "https://x.example/1") == (
        "[필름로그] 출사\n\n토요일\n\nhttps://x.example/1"
    )
