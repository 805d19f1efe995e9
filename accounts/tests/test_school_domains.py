"""School domains: which addresses they cover, and what their coming and going changes."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import SchoolDomain
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def domain():
    return SchoolDomain.objects.create(name="saebom.example")


def is_verified(user):
    user.refresh_from_db()
    return user.is_verified


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("saebom.ac.kr", "saebom.ac.kr"),
        (" @Saebom.AC.kr ", "saebom.ac.kr"),
        ("SAEBOM.EXAMPLE", "saebom.example"),
    ],
)
def test_a_domain_is_kept_in_one_form_however_it_is_typed(typed, kept):
    domain = SchoolDomain(name=typed)
    domain.full_clean()
    assert domain.name == kept


@pytest.mark.parametrize("typed", ["saebom", "새봄.한국", "", "@", "ѕaebom.example"])
def test_what_is_no_domain_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError) as refused:
        SchoolDomain(name=typed).full_clean()
    assert "name" in refused.value.message_dict


@pytest.mark.parametrize(
    ("address", "alone", "with_subdomains"),
    [
        ("kim@saebom.example", True, True),
        ("kim@mail.saebom.example", False, True),
        ("kim@a.b.saebom.example", False, True),
        ("kim@notsaebom.example", False, False),
        ("kim@example", False, False),
        ("kim@saebom.example.evil.com", False, False),
    ],
)
def test_a_domain_covers_its_sub_domains_only_where_it_says_so(
    domain, address, alone, with_subdomains
):
    assert SchoolDomain.objects.covers(address) is alone
    SchoolDomain.objects.update(with_subdomains=True)
    assert SchoolDomain.objects.covers(address) is with_subdomains


def test_a_domain_is_there_once(domain):
    with pytest.raises(IntegrityError), transaction.atomic():
        SchoolDomain.objects.create(name=domain.name)


def test_revoking_a_domain_takes_the_rights_it_alone_gave(domain):
    alumni = SchoolDomain.objects.create(name="alumni.example")
    only, both, other = make_user(), make_user(), make_user(email="park@alumni.example")
    both.emailaddress_set.create(email="lee@alumni.example", verified=True)

    assert domain.revoke() == 1

    assert [is_verified(user) for user in [only, both, other]] == [False, True, True]
    assert list(SchoolDomain.objects.all()) == [alumni]


def test_an_unconfirmed_address_of_another_domain_keeps_nobody_verified(domain):
    SchoolDomain.objects.create(name="alumni.example")
    user = make_user()
    user.emailaddress_set.create(email="lee@alumni.example", verified=False)
    domain.revoke()
    assert not is_verified(user)


def test_revoking_spares_a_domain_whose_name_only_ends_alike(domain):
    SchoolDomain.objects.create(name="notsaebom.example")
    neighbour = make_user(email="kim@notsaebom.example")
    SchoolDomain.objects.filter(pk=domain.pk).update(with_subdomains=True)
    domain.refresh_from_db()
    assert domain.revoke() == 0
    assert is_verified(neighbour)


def test_who_loses_their_right_loses_their_open_streams(domain, monkeypatch):
    ended = []
    monkeypatch.setattr("kclub.live.end_user", lambda user, reason: ended.append((user, reason)))
    user = make_user()
    domain.revoke()
    assert ended == [(user, "unverified")]


def test_accepting_a_domain_verifies_who_has_confirmed_an_address_there():
    confirmed, unconfirmed = make_user(), make_user(verified=False)
    confirmed.unverify()
    stranger = make_user(email="kim@elsewhere.example")
    stranger.unverify()
    SchoolDomain.objects.create(name="saebom.example").accept()
    assert [is_verified(user) for user in [confirmed, unconfirmed, stranger]] == [
        True,
        False,
        False,
    ]


def test_accepting_a_domain_leaves_the_moment_of_who_is_verified_already(domain):
    user = make_user()
    before = user.verified_at
    domain.accept()
    user.refresh_from_db()
    assert user.verified_at == before
