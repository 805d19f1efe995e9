import pytest

from clubs.models import Notice
from tests.factories import make_club, make_member, make_officer

WORDS = {"title": "출사", "text": "토요일 **두 시**에 [여기](https://map.example/1)에서 봐요."}


@pytest.fixture
def club():
    return make_club("필름로그")


@pytest.fixture
def officer(club):
    return make_officer(club)


@pytest.fixture
def member(club):
    return make_member(club, "한도윤")


@pytest.fixture
def send(club, officer):
    """`send(user, …)` sends these users of the club a notice of its officer."""

    def send(*users, **fields):
        fields = WORDS | {"club": club, "audience": "chosen"} | fields
        return Notice.send(officer, [user.pk for user in users], **fields)

    return send
