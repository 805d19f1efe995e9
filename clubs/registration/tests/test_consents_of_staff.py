"""Which addresses are of staff, so that a club may write to them at once."""

import pytest

from accounts.models import SchoolDomain
from clubs.models import StaffAddress
from clubs.registration.models.staff_addresses import has_account, is_of_staff_domain
from tests.factories import make_staff, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def domains(settings):
    settings.STAFF_EMAIL_DOMAINS = ["staff.saebom.example", "hospital.example"]
    SchoolDomain.objects.create(name="saebom.example")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("kim@staff.saebom.example", True),
        ("kim@hospital.example", True),
        ("kim@saebom.example", False),
        ("kim@lab.staff.saebom.example", False),
        ("kim@evilstaff.saebom.example", False),
        ("kim@staff.saebom.example.evil.example", False),
        ("staff.saebom.example@evil.example", False),
        ("kim@elsewhere.example", False),
    ],
)
def test_only_the_very_domains_of_staff_are_trusted(address, expected):
    assert is_of_staff_domain(address) is expected
    assert StaffAddress.objects.trusts(address) is expected


def test_without_staff_domains_nobody_is_trusted(settings):
    settings.STAFF_EMAIL_DOMAINS = []
    assert not StaffAddress.objects.trusts("kim@staff.saebom.example")


def test_a_domain_below_one_of_students_is_theirs_where_they_have_subdomains():
    assert is_of_staff_domain("kim@staff.saebom.example")
    SchoolDomain.objects.update(with_subdomains=True)
    assert not is_of_staff_domain("kim@staff.saebom.example")
    assert is_of_staff_domain("kim@hospital.example")


def test_an_approved_address_is_trusted_and_its_neighbours_are_not():
    StaffAddress.objects.create(email="kim@elsewhere.example", approved_by=make_staff())
    assert StaffAddress.objects.trusts("kim@elsewhere.example")
    assert not StaffAddress.objects.trusts("lee@elsewhere.example")


def test_an_approval_outlives_the_account_of_who_gave_it():
    approved = StaffAddress.objects.create(email="kim@elsewhere.example", approved_by=make_staff())
    approved.approved_by.delete()
    assert StaffAddress.objects.trusts("kim@elsewhere.example")
    assert str(StaffAddress.objects.get()) == "kim@elsewhere.example"


def test_only_who_has_confirmed_an_address_has_an_account_with_it():
    user = make_user(email="kim@staff.saebom.example")
    assert has_account("kim@staff.saebom.example")
    user.emailaddress_set.update(verified=False)
    assert not has_account("kim@staff.saebom.example")
