"""The mail to an advisor: what it says, when it goes out, and when it does not."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from clubs.models import Consent, StaffAddress
from clubs.registration.tests.registrations import (
    ADVISOR,
    ask_advisor,
    make_filing,
    make_registration,
    token_in,
)
from kclub.errors import Refused
from tests.factories import make_club, make_officer, make_staff, make_user

pytestmark = pytest.mark.django_db
State = Consent.State
ELSEWHERE = "kim@elsewhere.example"


@pytest.fixture
def registration():
    return make_registration(make_club("필름로그"), make_filing())


def ask_on_the_page(client, club, **more):
    client.force_login(make_officer(club))
    return client.post(reverse("clubs:consent-new", args=[club.slug]), ADVISOR | more)


def test_it_is_korean_whoever_asks(registration):
    with override("en"):
        ask_advisor(registration)
    [sent] = mail.outbox
    assert sent.subject == "필름로그 지도교수를 맡아 주시겠어요?"
    assert "안녕하세요." in sent.body
    assert "14일 동안" in sent.body
    assert "보고 답하기" in sent.alternatives[0].content


def test_nothing_a_club_writes_is_markup_in_it(registration):
    ask_advisor(registration, title="<b>교수</b>", name="<img src=x>")
    assert "<img" not in mail.outbox[0].alternatives[0].content


def test_a_refused_form_mails_nothing(registration, client):
    response = ask_on_the_page(client, registration.club, email="누구")
    assert response.status_code == 422
    assert mail.outbox == []


def test_pressing_twice_mails_once(registration, client):
    for _press in range(2):
        assert ask_on_the_page(client, registration.club).status_code == 303
    assert len(mail.outbox) == 1


def test_a_club_mails_no_more_than_its_limit(registration, client, allow):
    allow({"consent": (1, 86_400)})
    assert ask_on_the_page(client, registration.club).status_code == 303
    response = ask_on_the_page(client, registration.club, name="이교수")
    assert (response.status_code, "이교수" in response.text) == (429, True)
    assert len(mail.outbox) == 1


def test_a_club_begins_its_registration_by_asking(client):
    club, term = make_club(), make_filing()
    assert ask_on_the_page(client, club).status_code == 303
    assert Consent.objects.get().registration == make_registration(club, term)


def test_the_union_approves_for_each_club_that_had_asked_before(registration):
    union = make_staff()
    other = make_registration(make_club(), registration.term)
    first, second = [ask_advisor(each, email=ELSEWHERE)[0] for each in (registration, other)]
    first.approve(union)
    second.approve(union)
    assert len(mail.outbox) == 2
    assert StaffAddress.objects.count() == 1


def test_it_is_not_sent_again_to_what_became_an_address_of_an_account(registration):
    consent, _token = ask_advisor(registration)
    make_user(email=ADVISOR["email"])
    later = timezone.now() + timedelta(days=2)
    with time_machine.travel(later), pytest.raises(Refused, match="계정이 있어요"):
        consent.send_again(registration.club.president)
    assert len(mail.outbox) == 1


def test_sent_again_it_lasts_two_weeks_from_then(registration, client):
    consent, _token = ask_advisor(registration)
    with time_machine.travel(timezone.now() + timedelta(days=10)):
        consent.send_again(registration.club.president)
    link = reverse("advise", args=[token_in(mail.outbox)])
    with time_machine.travel(timezone.now() + timedelta(days=23)):
        assert client.post(link, {"answer": "agreed"}).status_code == 303
    assert Consent.objects.get().state == State.AGREED
