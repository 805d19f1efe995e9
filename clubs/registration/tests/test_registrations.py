"""A club writes its registration and its president files it."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification
from clubs.models import BannedWord, Registration, Rules, Submission, Window
from clubs.registration.models.rules import Kind
from clubs.registration.tests.registrations import (
    NUMBERS,
    confirm,
    make_filing,
    make_registration,
    open_window,
)
from clubs.term.tests.terms import make_window
from kclub.errors import Refused
from tests.factories import make_club, make_member, make_officer, make_staff
from tests.races import at_once

pytestmark = pytest.mark.django_db
TEXTS = {"purpose": "사진을 찍어요", "plan": "한 달에 한 번 출사", "changes": ""}


@pytest.fixture
def club():
    return make_club("필름로그")


@pytest.fixture
def term():
    return make_filing()


@pytest.fixture
def ready(club, term):
    """A registration that is written and lacks nothing."""
    confirm(club, term)
    registration = Registration.objects.begin(club, term)
    registration.edit(club.president, **TEXTS)
    return registration


def test_filing_freezes_the_texts_and_numbers_without_a_name(ready, club, term):
    submission = ready.submit(club.president)
    assert (submission.number, submission.receipt) == (1, f"{term}-{ready.pk}-1")
    assert (submission.members, submission.on_leave, submission.largest_share) == (2, 0, 100)
    assert submission.colleges == {"공과대학": 2}
    assert submission.plan == TEXTS["plan"]
    assert ready.state == Registration.State.SUBMITTED
    stored = str(Submission.objects.values().get())
    for member in club.memberships.all():
        assert member.user.display_name not in stored
    assert "컴퓨터공학과" not in stored


def test_filing_twice_returns_the_same_receipt(ready, club):
    assert ready.submit(club.president) == ready.submit(club.president)
    assert Submission.objects.count() == 1


def test_the_union_is_told_once(ready, club):
    union = make_staff()
    ready.submit(club.president)
    ready.submit(club.president)
    told = Notification.objects.filter(user=union, kind="registration-filed")
    assert told.count() == 1
    assert told.get().url == ready.review_url


def test_only_the_president_files_and_only_those_who_run_the_club_write(ready, club):
    officer, member = make_officer(club), make_member(club)
    for user in [officer, member, make_staff()]:
        with pytest.raises(Refused, match="회장만"):
            ready.submit(user)
    ready.edit(officer, plan="고쳤어요")
    for user in [member, make_staff()]:
        with pytest.raises(Refused, match="운영진만"):
            ready.edit(user, plan="남이 고쳐요")
    assert Registration.objects.get().plan == "고쳤어요"


def test_the_president_of_the_day_files_not_the_one_before(ready, club):
    before, after = club.president, make_officer(club)
    club.president = after
    club.save()
    with pytest.raises(Refused, match="회장만"):
        ready.submit(before)
    assert ready.submit(after).by == after


@pytest.mark.parametrize("missing", ["purpose", "plan"])
def test_what_has_to_be_written_is_asked_for(ready, club, missing):
    ready.edit(club.president, **{missing: "  "})
    with pytest.raises(Refused, match="먼저 적어 주세요"):
        ready.submit(club.president)


def test_a_rule_that_is_not_met_is_said_with_what_would_help(ready, club, term):
    Rules.objects.filter(applies_to=Kind.NEW).update(min_members=3)
    with pytest.raises(Refused, match="부원 2 / 3: 한 명만 더 확인하면 돼요"):
        ready.submit(club.president)
    confirm(club, term, count=1)
    assert ready.submit(club.president).members == 3


def test_who_lost_the_verification_or_left_counts_no_more(ready, club):
    member = club.memberships.exclude(user=club.president).first()
    member.delete()
    with pytest.raises(Refused, match="부원 1 / 2"):
        ready.submit(club.president)


def test_nothing_is_filed_before_the_rules_are_published(club):
    term = make_window().term
    open_window(term, Window.Kind.FILE)
    Rules.objects.set(term, Kind.NEW, NUMBERS)
    registration = make_registration(club, term)
    registration.edit(club.president, **TEXTS)
    with pytest.raises(Refused, match="아직 등록 기준"):
        registration.submit(club.president)


def test_outside_of_the_windows_nothing_is_filed_and_nothing_is_lost(ready, club, term):
    with time_machine.travel(timezone.now() + timedelta(days=11), tick=False):
        with pytest.raises(Refused, match="쓴 것은 그대로"):
            ready.submit(club.president)
        assert Registration.objects.get().plan == TEXTS["plan"]
        open_window(term, Window.Kind.LATE)
        ready.submit(club.president)
    assert ready.is_late


def test_who_files_in_time_and_mends_later_is_not_late(ready, club, term):
    ready.submit(club.president)
    with time_machine.travel(timezone.now() + timedelta(days=9), tick=False):
        ready.send_back(make_staff(), {"plan": "더 자세히"})
    with time_machine.travel(timezone.now() + timedelta(days=12), tick=False):
        open_window(term, Window.Kind.LATE)
        assert ready.submit(club.president).number == 2
    assert not ready.is_late


def test_a_submission_is_never_changed(ready, club):
    submission = ready.submit(club.president)
    submission.members = 99
    with pytest.raises(TypeError):
        submission.save()
    assert Submission.objects.get().members == 2
    with pytest.raises(Refused, match="이미 제출해서"):
        ready.edit(club.president, plan="몰래")


def test_a_club_has_one_registration_a_term(ready, club, term):
    assert Registration.objects.begin(club, term) == ready
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.create(club=club, term=term, kind=Kind.NEW)


def test_a_club_registers_as_what_it_can_become(ready, club):
    with pytest.raises(Refused):
        ready.edit(club.president, kind=Kind.RENEWAL)
    club.set_standing("provisional")
    ready.edit(club.president, kind=Kind.PROMOTION)
    assert Registration.objects.get().kind == Kind.PROMOTION


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_are_one_submission(club):
    ready = make_registration(club, make_filing())
    confirm(club, ready.term)
    ready.edit(club.president, **TEXTS)
    president = club.president

    def submit():
        return Registration.objects.get(pk=ready.pk).submit(president).receipt

    assert len(set(at_once(submit, submit))) == 1
    assert Submission.objects.count() == 1


# Pages


def url(name, club):
    return reverse(f"clubs:{name}", args=[club.slug])


def test_an_officer_writes_and_the_president_files(client, club, term):
    confirm(club, term)
    client.force_login(make_officer(club))
    page = client.get(url("registration", club)).text
    assert "부원 2 / 2" in page
    assert "연합회에 제출하기" not in page
    assert client.post(url("registration", club), TEXTS).status_code == 303
    client.force_login(club.president)
    page = client.get(url("registration", club)).text
    assert TEXTS["plan"] in page
    response = client.post(url("registration-submit", club), follow=True)
    assert Submission.objects.get().receipt in response.text
    assert "연합회에 제출하기" not in response.text


def test_what_is_missing_is_said_on_the_page_of_the_registration(client, club, term):
    client.force_login(club.president)
    client.post(url("registration", club), TEXTS)
    response = client.post(url("registration-submit", club), follow=True)
    assert response.redirect_chain == [(make_registration(club, term).get_absolute_url(), 303)]
    assert "부원 0 / 2: 2명이 더 확인하면 돼요" in response.text
    assert TEXTS["plan"] in response.text
    assert not Submission.objects.exists()


def test_looking_begins_nothing(client, club, term):
    client.force_login(club.president)
    assert client.get(url("registration", club)).status_code == 200
    assert not Registration.objects.exists()


def test_outside_of_a_term_the_page_says_so(client, club):
    client.force_login(club.president)
    assert "지금은 학기 중이 아니에요." in client.get(url("registration", club)).text
    assert client.post(url("registration-submit", club)).status_code == 403
    assert not Registration.objects.exists()


def test_a_banned_word_comes_back_beside_its_field(client, club, term):
    BannedWord.objects.create(word="나쁜말")
    client.force_login(club.president)
    response = client.post(url("registration", club), TEXTS | {"plan": "나쁜말 대회"})
    assert response.status_code == 422
    assert "나쁜말 대회" in response.text
    assert not Registration.objects.exists()


def test_the_checks_alone_are_what_a_confirmation_brings_anew(client, club, term):
    client.force_login(club.president)
    part = {"HX-Request": "true", "HX-Request-Type": "partial"}
    text = client.get(url("registration", club), headers=part).text
    assert "부원 0 / 2" in text
    assert "<form" not in text


def test_a_changed_rule_is_read_with_its_reason(client, club, term):
    Rules.objects.set(term, Kind.NEW, NUMBERS | {"min_members": 1}, reason="부원이 줄어서")
    client.force_login(club.president)
    assert "부원이 줄어서" in client.get(url("registration", club)).text
