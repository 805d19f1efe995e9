"""What the template tags of messages make of them, for readers of every language."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.template import Context, Template
from django.utils import translation

from accounts.models.users import new_username
from tests.factories import make_room


def draw(source, **context):
    return Template("{% load rooms %}" + source).render(Context(context))


def test_the_time_of_a_message_is_that_of_seoul_on_a_clock_of_24_hours():
    html = draw("{% message_time at %}", at=datetime(2026, 11, 20, 15, 5, tzinfo=UTC))
    assert html == '<time datetime="2026-11-21T00:05+0900">00:05</time>'


@pytest.mark.parametrize(
    "tag", ["deleted_notice", "edited_mark", "show_more_label", "date_divider at"]
)
def test_words_beside_a_message_are_the_same_bytes_in_every_language(tag):
    moment = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
    drawn = set()
    for language in ["ko", "en"]:
        with translation.override(language), time_machine.travel(moment, tick=False):
            drawn.add(draw("{% " + tag + " %}", at=moment))
    (html,) = drawn
    korean, english = html.split('<span lang="en">')
    assert '<span class="every"><span lang="ko">' in korean
    assert english != ""
    assert not any("가" <= letter <= "힣" for letter in english)


def test_a_page_shows_its_own_language_alone():
    for language in ["ko", "en"]:
        with translation.override(language):
            style = draw("{% message_style blocked %}", blocked=[])
        assert f'.every>:not([lang="{language}"]){{display:none}}' in style
        assert "data-author" not in style


def test_every_blocked_author_is_folded_and_quoted_nowhere():
    style = draw("{% message_style blocked %}", blocked=["k1", "k2"])
    assert '[data-author="k1"]:not(.open)>.reacts,[data-author="k2"]:not(.open)>.reacts' in style
    assert '.reply[data-of="k1"],.reply[data-of="k2"]{display:none}' in style
    assert "차단한 사람의 메시지예요" in style


def test_a_username_can_never_end_the_rule_it_stands_in():
    names = "".join(new_username() for _ in range(50))
    assert names.isalnum()
    assert names.isascii()


@pytest.mark.django_db
def test_of_a_changed_message_only_the_last_copy_is_seen():
    room = make_room()
    message = room.post(room.owner, "하나")
    message.element_id = "m1-2"
    style = draw("{% changed_message_style message %}", message=message)
    assert style == '[id="m1"],[id^="m1-"]{display:none}[id="m1-2"]{display:grid}'
