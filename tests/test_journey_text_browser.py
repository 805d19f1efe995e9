"""All of it in w3m, which shows words alone: log in, talk, react, write, apply."""

from contextlib import contextmanager
from urllib.parse import quote

import pytest

from tests.browsing import PASSWORD
from tests.fixtures import needed
from tests.services import Server
from tests.text_browser import TextBrowser

pytestmark = pytest.mark.browser

ROOM = quote("/rooms/필름로그/")
CLUB = quote("/clubs/필름로그/")


@pytest.fixture(scope="module")
def server(campus):
    needed(TextBrowser.find)
    with Server(campus) as server:
        yield server


@pytest.fixture
def log_in(server):
    """`with log_in("member", path) as w3m`: w3m at that address, where that demo person is logged in."""

    @contextmanager
    def log_in(name, path):
        with TextBrowser(f"{server.url}/accounts/login/?next={path}") as w3m:
            w3m.fill("학교 메일", f"{name}@saebom.example")
            w3m.fill("비밀번호", PASSWORD)
            w3m.follow("로그인", nth=2)  # the first stands beside a box to tick
            yield w3m

    return log_in


def test_one_talks_and_reacts_with_words_alone(log_in):
    with log_in("member", ROOM) as w3m:
        room = w3m.page()
        for state in [
            "연결이 끊겼어요",
            "방에서 나오게 됐어요",
            "더 이어지지 않아요",
            "님이 쓰고 있어요",
        ]:
            assert state not in room

        w3m.write("사진 설명", "글자만 보이는 곳에서 보내요", step=2)  # past the field of that name
        room = w3m.follow("보내기")
        assert room.count("글자만 보이는 곳에서 보내요") == 1

        assert "👍 1 한도윤" not in room
        menu = w3m.follow_next("글자만 보이는 곳에서 보내요")
        assert "님의 메시지" in menu
        room = w3m.follow("👍")
        assert "👍 1 한도윤" in room


def test_choices_stand_below_each_other(log_in):
    with log_in("member", "/me/term/") as w3m:
        lines = [line.strip() for line in w3m.page().splitlines()]
        assert {"( ) 휴학", "( ) 졸업·수료"} <= set(lines)


def test_one_writes_a_post_with_words_alone(log_in):
    with log_in("member", f"{CLUB}board/") as w3m:
        w3m.follow("글쓰기")
        w3m.fill("제목", "w3m")
        w3m.write("나뉘어요", "글자만 보이는 곳에서 올려요")
        post = w3m.follow("올리기")
        assert "글자만 보이는 곳에서 올려요" in post


def test_one_applies_with_words_alone(log_in):
    with log_in("student", CLUB) as w3m:
        w3m.follow("가입 신청")
        w3m.write("하고 싶은 말", "글자만 보이는 곳에서 지원해요")
        assert "지원했어요" in w3m.follow("가입 신청")
