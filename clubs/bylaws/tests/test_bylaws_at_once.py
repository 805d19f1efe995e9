"""Of two officers who change the bylaws at once, the second sees what the first has written."""

import re
from functools import partial

import pytest
from django.urls import reverse

from clubs.bylaws.tests.bylaws import TEXT, write_bylaws
from clubs.models import Bylaws
from kclub.errors import Conflict
from tests.factories import make_club, make_officer
from tests.races import at_once

pytestmark = pytest.mark.django_db
MINE = TEXT.replace("사진을", "영화를")
THEIRS = TEXT.replace("만 원", "이만 원")


@pytest.fixture
def url(client, club):
    """The page on which an officer, who is signed in, writes the bylaws."""
    client.force_login(make_officer(club))
    return reverse("clubs:bylaws-write", args=[club.slug])


def base_of(page):
    return re.search(r'<input type="hidden" name="base" value="(\d+)"', page)[1]


def test_the_form_says_on_which_version_it_builds(client, club, url):
    assert base_of(client.get(url).text) == "0"
    write_bylaws(club)
    write_bylaws(club, THEIRS)
    assert base_of(client.get(url).text) == "2"


def test_the_second_is_told_keeps_what_was_typed_and_sees_what_differs(client, club, url):
    write_bylaws(club)
    base = base_of(client.get(url).text)
    write_bylaws(club, THEIRS, change="회비를 올렸어요", public=True)

    answer = client.post(url, {"text": MINE, "change": "목적을 바꿨어요", "base": base})

    assert answer.status_code == 409
    assert club.bylaws.count() == 2
    page = answer.text
    assert f"그 사이에 다른 운영진이 고쳤어요: 회칙 2판 · {club.president.display_name}" in page
    assert "영화를 찍어요." in page.partition("<textarea")[2].partition("</textarea>")[0]
    assert 'value="목적을 바꿨어요"' in page
    theirs, mine = page.partition('id="by-others-h"')[2].split('id="by-form-h"')
    assert "<del>만 원이에요.</del>" in theirs
    assert "<ins>이만 원이에요.</ins>" in theirs
    assert "회비를 올렸어요" in theirs
    assert "지금은 누구나 읽을 수 있어요." in theirs
    assert "<ins>영화를 찍어요.</ins>" in mine
    assert "<del>이만 원이에요.</del>" in mine  # which saving now would undo


def test_having_seen_it_they_save(client, club, url):
    write_bylaws(club)
    write_bylaws(club, THEIRS)
    answer = client.post(url, {"text": MINE, "base": 1})
    merged = THEIRS.replace("사진을", "영화를")
    assert client.post(url, {"text": merged, "base": base_of(answer.text)}).status_code == 303
    assert Bylaws.objects.latest_of(club).text == merged
    assert club.bylaws.count() == 3


def test_a_third_version_meanwhile_is_told_again(client, club, url):
    write_bylaws(club)
    write_bylaws(club, THEIRS)
    base = base_of(client.post(url, {"text": MINE, "base": 1}).text)
    write_bylaws(club, THEIRS + "\n끝")
    answer = client.post(url, {"text": MINE, "base": base})
    assert answer.status_code == 409
    assert "회칙 3판" in answer.text
    assert base_of(answer.text) == "3"


def test_the_first_bylaws_are_not_lost_either(client, club, url):
    write_bylaws(club)
    for query in ({"base": 0}, {}, {"base": ""}):
        answer = client.post(url, {"text": MINE} | query)
        assert answer.status_code == 409
        assert "<ins>만 원이에요.</ins>" in answer.text
    assert club.bylaws.count() == 1


def test_pressing_twice_is_no_conflict(client, club, url):
    write_bylaws(club)
    for _press in range(2):
        assert client.post(url, {"text": MINE, "base": 1}).status_code == 303
    assert club.bylaws.count() == 2


def test_what_cannot_be_saved_at_all_says_so_first(client, club, url):
    write_bylaws(club)
    answer = client.post(url, {"text": "", "base": 0})
    assert answer.status_code == 422
    assert "그 사이에" not in answer.text
    assert client.post(url, {"text": MINE, "base": "x"}).status_code == 422
    assert club.bylaws.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_saved_and_the_other_is_told():
    club = make_club()
    officers = [club.president, make_officer(club)]
    write_bylaws(club)
    write = partial(Bylaws.objects.write, club, base=1)
    results = at_once(partial(write, officers[0], MINE), partial(write, officers[1], THEIRS))
    assert sorted(club.bylaws.values_list("number", flat=True)) == [1, 2]
    assert [isinstance(result, Conflict) for result in results].count(True) == 1
    [saved] = [result for result in results if isinstance(result, Bylaws)]
    assert saved == Bylaws.objects.latest_of(club)
