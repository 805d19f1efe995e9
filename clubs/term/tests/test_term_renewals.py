"""Where the school asks for it, a member counts only when they have shown again that they study here."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from accounts import verification_renewals
from accounts.models import SchoolDomain, User
from clubs.models import Confirmation
from clubs.term.reminders import remind_to_confirm
from clubs.term.roster import rosters
from clubs.term.tests.terms import enrol, make_window
from kclub.errors import Gone
from tests.factories import make_member, make_staff, make_user, unverified

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def renewal(settings):
    settings.RENEW_VERIFICATION = True
    SchoolDomain.objects.create(name="saebom.example")


@pytest.fixture
def window():
    make_staff()
    return make_window()


@pytest.fixture
def member(club, window):
    """A member of whom the last term knew, and who has confirmed in this one."""
    member = make_member(club)
    User.objects.filter(pk=member.pk).update(verified_at=timezone.now() - timedelta(days=90))
    member.refresh_from_db()
    enrol(member, window.term)
    Confirmation.objects.confirm(club, member)
    return member


def address_of(user):
    return user.emailaddress_set.get().email


def link_to(user, term):
    return verification_renewals.url_for(user, address_of(user), term)


def counted(club, window):
    return rosters(window.term, [club])[club.pk].confirmed


def test_one_press_from_the_mail_lets_a_member_count(client, club, member, window):
    assert counted(club, window) == 0
    remind_to_confirm()
    assert mail.outbox == []  # who has confirmed is not reminded
    client.force_login(member)
    assert "학교 메일 다시 확인" in client.get("/me/term/").text
    client.post("/me/term/renew/")
    (sent,) = mail.outbox
    assert sent.to == [address_of(member)]
    client.logout()

    link = re.search(r"/accounts/renew/\S+", sent.body)[0]
    assert "학생이면 눌러 주세요" in client.get(link).text
    assert counted(club, window) == 0  # a scanner of mails changes nothing
    assert client.post(link).url == "/me/term/"
    assert client.post(link).url == "/me/term/"
    assert counted(club, window) == 1

    client.force_login(member)
    assert "학교 메일 다시 확인" not in client.get("/me/term/").text


def test_without_the_setting_nobody_is_asked(client, club, member, window, settings):
    settings.RENEW_VERIFICATION = False
    client.force_login(member)
    assert "학교 메일 다시 확인" not in client.get("/me/term/").text
    assert counted(club, window) == 1


def test_the_reminder_of_the_term_brings_the_link(club, member, window):
    Confirmation.objects.all().delete()
    fresh = make_member(club)
    User.objects.filter(pk=fresh.pk).update(verified_at=window.opens_at + timedelta(hours=1))
    remind_to_confirm()
    remind_to_confirm()
    assert address_of(member) in [sent.to[0] for sent in mail.outbox]
    assert address_of(fresh) not in [sent.to[0] for sent in mail.outbox]
    assert len({sent.to[0] for sent in mail.outbox}) == len(mail.outbox)


def test_officers_see_who_does_not_count_yet(client, club, member, window):
    client.force_login(club.president)
    page = client.get(f"{club.get_absolute_url()}manage/term/").text
    assert member.display_name in page.partition("인증 전인 부원")[2]
    member.verify()
    page = client.get(f"{club.get_absolute_url()}manage/term/").text
    assert member.display_name not in page.partition("인증 전인 부원")[2]


def changed_token(link):
    return f"{link[:-2]}x/"


def test_a_link_is_good_until_it_ends(client, member, window):
    assert client.get(link_to(member, window.term)).status_code == 200


@pytest.mark.parametrize("end", ["term", "address", "domain", "account", "token"])
def test_a_link_ends_with_what_it_stands_for(client, member, window, end):
    link, later = link_to(member, window.term), timezone.now()
    if end == "term":
        later += timedelta(days=100)
    elif end == "address":
        member.emailaddress_set.all().delete()
    elif end == "domain":
        SchoolDomain.objects.all().delete()
    elif end == "account":
        member.close_account()
    else:
        link = changed_token(link)
    before = User.objects.get(pk=member.pk).verified_at
    with time_machine.travel(later, tick=False):
        assert client.get(link).status_code == 410
        assert client.post(link).status_code == 410
    assert User.objects.get(pk=member.pk).verified_at == before


def test_an_address_of_another_is_no_proof(member, window):
    link = verification_renewals.url_for(member, "someone@saebom.example", window.term)
    with pytest.raises(Gone):
        verification_renewals.renew(link.split("/")[-2])


def test_the_link_verifies_who_has_lost_nothing_but_the_mark(client, window):
    user = unverified(make_user())
    user.emailaddress_set.update(verified=False)
    assert client.post(link_to(user, window.term)).status_code == 410  # it was never confirmed
    assert not User.objects.get(pk=user.pk).is_verified


def test_the_page_lets_nobody_keep_its_address(client, member, window):
    page = client.get(link_to(member, window.term))
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex"


def test_mails_are_limited(client, member, allow):
    allow({"mail-by": (2, 600)})
    client.force_login(member)
    answers = [client.post("/me/term/renew/").status_code for _n in range(3)]
    assert answers == [303, 303, 429]
    assert len(mail.outbox) == 2
