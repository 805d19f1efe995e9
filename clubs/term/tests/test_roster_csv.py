"""Officers see and take home who has confirmed, and nothing about departments."""

import pytest
from django.urls import reverse

from clubs.models import AuditLogEntry, Confirmation
from clubs.term.tests.terms import enrol, make_window
from tests.factories import make_club, make_member, make_officer, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def window():
    make_staff()
    return make_window()


def confirmed(club, window):
    member = make_member(club)
    enrol(member, window.term, department="희귀동물언어학과")
    Confirmation.objects.confirm(club, member)
    return member


def exported(client, club, user):
    client.force_login(user)
    return client.post(reverse("clubs:roster-csv", args=[club.slug]))


def test_the_table_names_who_has_confirmed(client, club, window):
    members, waiting = [confirmed(club, window) for _n in range(2)], make_member(club)
    confirmed(make_club(), window)
    answer = exported(client, club, make_officer(club))
    text = answer.getvalue().decode("utf-8-sig")
    heads, *lines = text.splitlines()
    assert heads == "이름,확인한 때"
    assert sorted(line.split(",")[0] for line in lines) == sorted(
        member.display_name for member in members
    )
    assert waiting.display_name not in text
    assert "희귀동물언어학과" not in text
    assert "no-store" in answer["Cache-Control"]


def test_the_log_and_the_members_are_told(client, club, window):
    member = confirmed(club, window)
    exported(client, club, club.president)
    (entry,) = AuditLogEntry.objects.filter(club=club, action="exported")
    assert entry.detail == "roster.csv · 1"
    assert member.notifications.filter(kind__contains="export").exists()


def test_the_page_shows_them_too(client, club, window):
    member = confirmed(club, window)
    client.force_login(club.president)
    page = client.get(reverse("clubs:roster", args=[club.slug])).text
    assert member.display_name in page.partition("확인한 부원")[2]
    assert "희귀동물언어학과" not in page


def test_a_closed_account_has_no_line(client, club, window):
    member = confirmed(club, window)
    member.close_account()
    answer = exported(client, club, club.president)
    assert len(answer.getvalue().decode("utf-8-sig").splitlines()) == 1


def test_members_cannot_take_it(client, club, window):
    member = confirmed(club, window)
    assert exported(client, club, member).status_code == 403
