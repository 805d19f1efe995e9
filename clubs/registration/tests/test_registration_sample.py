"""Whom of a club's roster the union looks at, and what the club reads of it."""

import pytest
from django.urls import reverse

from clubs.models import Window
from clubs.registration.registration_sample import look_at_roster
from clubs.registration.tests.registrations import confirm, make_filing, make_registration
from kclub.errors import Refused
from tests.factories import make_club, make_member, make_officer, make_staff

pytestmark = pytest.mark.django_db
DEPARTMENT = {"department": "희귀동물언어학과", "college": "인문대학"}


@pytest.fixture
def registration(club):
    term = make_filing()
    confirm(club, term, count=6, **DEPARTMENT)
    return make_registration(club, term, filed=True)


@pytest.fixture
def union():
    return make_staff()


def looked_at(registration, union):
    return {enrolment.user for enrolment in look_at_roster(registration, union)}


def test_three_are_shown_and_again_the_same_three(registration, union):
    first = looked_at(registration, union)
    assert len(first) == 3
    assert looked_at(registration, make_staff()) == first


def test_another_club_or_term_draws_others(registration, union):
    drawn = looked_at(registration, union)
    other = make_registration(make_club(), registration.term)
    for user in [each.user for each in registration.club.confirmations.all()]:
        other.club.admit(user)
        other.club.confirmations.create(
            user=user, term=other.term, window=Window.objects.first(), role_then="member"
        )
    other.edit(other.club.president, purpose="찍어요", plan="출사")
    other.submit(other.club.president)
    assert looked_at(other, union) != drawn


def test_all_are_shown_where_members_were_told_so(registration, union):
    Window.objects.filter(kind="confirm").update(roster_detail="names")
    assert len(looked_at(registration, union)) == 8


def test_nobody_is_shown_who_does_not_count(registration, union):
    Window.objects.filter(kind="confirm").update(roster_detail="names")
    member = registration.club.confirmations.first().user
    member.unverify()
    assert member not in looked_at(registration, union)
    assert make_member(registration.club) not in looked_at(registration, union)


def test_the_page_names_them_and_the_club_reads_that(client, registration, union):
    client.force_login(union)
    assert "명단 확인하기" in client.get(registration.review_url).text
    url = reverse("registration-sample", args=[registration.term.code, registration.club.slug])
    page = client.post(url).text
    for user in looked_at(registration, union):
        assert user.display_name in page
    officer = make_officer(registration.club)
    client.force_login(officer)
    log = client.get(reverse("clubs:audit-log", args=[registration.club.slug])).text
    assert "연합회가 명단을 확인함" in log
    assert "희귀동물언어학과" not in log


def test_who_runs_the_club_does_not_look_for_the_union(registration, union):
    registration.club.admit(union)
    registration.club.memberships.filter(user=union).update(role="officer")
    with pytest.raises(Refused, match="내가 운영하는"):
        look_at_roster(registration, union)
    with pytest.raises(Refused, match="동아리연합회만"):
        look_at_roster(registration, registration.club.president)


def test_nothing_is_shown_before_the_club_files(union):
    club, term = make_club(), make_filing()
    confirm(club, term)
    with pytest.raises(Refused, match="제출하지 않았어요"):
        look_at_roster(make_registration(club, term), union)


@pytest.mark.parametrize("detail", ["counts", "names"])
def test_members_read_what_the_union_will_see_before_they_confirm(client, detail):
    window = make_filing().windows.get(kind="confirm")
    Window.objects.filter(pk=window.pk).update(roster_detail=detail)
    client.force_login(make_member(make_club()))
    page = client.get("/me/term/").text
    assert ("이름과 학과를 봐요" in page) == (detail == "names")
    assert ("세 명의 이름과 학과" in page) == (detail == "counts")


def test_names_are_not_asked_for_once_members_confirm(registration):
    window = registration.term.windows.get(kind="confirm")
    moments = {"opens_at": window.opens_at, "closes_at": window.closes_at}
    with pytest.raises(Refused, match="더 많이 볼 수 없어요"):
        Window.objects.set(window.term, "confirm", **moments, roster_detail="names")
    Window.objects.filter(pk=window.pk).update(roster_detail="names")
    Window.objects.set(window.term, "confirm", **moments, roster_detail="counts")
    assert registration.term.windows.get(kind="confirm").roster_detail == "counts"
