"""The school rule: no address that only looks like the school's is taken, wherever one is asked for."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.allauth_adapter import AccountAdapter
from accounts.models import SchoolDomain, User
from accounts.tests.browsing import sign_up
from accounts.tests.hostile_addresses import HOSTILE
from clubs.imports.forms import ClubLineForm
from clubs.imports.school_data import SchoolData
from clubs.models import ClubInvitation
from kclub.text.normalization import composed
from tests.factories import PASSWORD, make_user

hostile = pytest.mark.parametrize("address", HOSTILE, ids=ascii)


@pytest.fixture(autouse=True)
def school(db, allow):
    SchoolDomain.objects.create(name="saebom.example")


PLAIN = "kim@saebom.example"


def becomes_plain(address):
    """Whether it is a plain address by the time a form looks at it: as every text, it is composed."""
    return composed(address).lower() == PLAIN


def addresses():
    """Every address that somebody has."""
    rows = (User.objects, EmailAddress.objects)
    return {email for each in rows for email in each.values_list("email", flat=True)}


def test_the_table_is_long_and_says_nothing_twice():
    assert len(HOSTILE) == len(set(HOSTILE)) >= 60


@hostile
def test_the_rule_itself(address):
    with pytest.raises(ValidationError):
        AccountAdapter().clean_email(address)


@hostile
def test_at_sign_up(client, address):
    answer = sign_up(client, email=address)
    if becomes_plain(address):
        assert addresses() == {PLAIN}
        return
    assert answer.status_code == 422
    assert 'id="errors"' in answer.text
    assert addresses() == set()
    assert mail.outbox == []


@hostile
def test_at_a_change(client, address):
    user = make_user()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    before = addresses()
    answer = client.post("/accounts/email/", {"email": address, "action_add": ""})
    if becomes_plain(address):
        assert addresses() - before <= {PLAIN}
        return
    assert answer.status_code == 422
    assert addresses() == before
    assert mail.outbox == []


@hostile
def test_on_the_admin_site(client, address):
    """There nobody's address is changed, and one that is added by hand makes nobody a student."""
    client.force_login(make_user(is_staff=True, is_superuser=True))
    other = make_user(verified=False)
    before = other.email
    client.post(f"/admin/accounts/user/{other.pk}/change/", {"email": address, "is_active": "on"})
    EmailAddress.objects.bulk_create([EmailAddress(user=other, email=address[:190], verified=True)])
    other.refresh_from_db()
    other.update_verification()
    assert (other.email, other.is_verified) == (before, False)


@hostile
def test_in_an_import(address):
    cells = {"name": "필름부", "category": "사진", "summary": "함께해요", "email": address}
    form = ClubLineForm(cells, SchoolData())
    assert not form.is_valid()
    assert "email" in form.errors


def test_a_plain_address_passes_everywhere(client):
    assert AccountAdapter().clean_email(PLAIN) == PLAIN
    cells = {"name": "필름부", "category": "사진", "summary": "함께해요", "email": PLAIN}
    assert "email" not in ClubLineForm(cells, SchoolData()).errors
    assert sign_up(client, email=PLAIN).status_code == 302
    assert [message.to for message in mail.outbox] == [[PLAIN]]
    assert not ClubInvitation.objects.exists()


@pytest.mark.parametrize(
    "name",
    ["s\u0430ebom.example", "새봄.example", "saebom", "", "@", "\uff53aebom.example"],
    ids=ascii,
)
def test_a_domain_that_looks_like_another_is_no_school(client, name):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    client.post("/admin/accounts/schooldomain/add/", {"name": name})
    assert SchoolDomain.objects.count() == 1


def test_answers_to_a_known_and_an_unknown_address_are_alike():
    make_user(email="known@saebom.example")
    answers = [
        sign_up(Client(), email=address)
        for address in ("known@saebom.example", "new@saebom.example")
    ]
    assert len({(answer.status_code, answer.url) for answer in answers}) == 1
    assert len({frozenset(answer.cookies) for answer in answers}) == 1
