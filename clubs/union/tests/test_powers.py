"""Powers: who is given them at the admin site or loses them is told to the union, and logged."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from accounts.models import Notification, User
from accounts.tests.browsing import browser_of
from clubs.models import AuditLogEntry
from tests.factories import make_staff, make_user

pytestmark = pytest.mark.django_db
GIVEN, TAKEN = "powers-given", "powers-taken"


@pytest.fixture
def admin():
    return make_user("박연합", is_staff=True, is_superuser=True)


@pytest.fixture
def save(admin):
    """`save(user, flag, …)` saves them at the admin site, with these flags alone."""
    browser = browser_of(admin)

    def save(user, *flags):
        user.refresh_from_db()
        sent = dict.fromkeys(flags, "on")
        if user.verified_at:
            day, clock = f"{user.verified_at:%Y-%m-%d}", f"{user.verified_at:%H:%M:%S}"
            sent |= {"verified_at_0": day, "verified_at_1": clock}
        answer = browser.post(f"/admin/accounts/user/{user.pk}/change/", sent)
        assert answer.status_code == 302
        user.refresh_from_db()

    return save


def log_of(user):
    entries = AuditLogEntry.objects.filter(club=None, about=user).order_by("pk")
    return [(each.action, str(each.by)) for each in entries]


def told(kind):
    rows = Notification.objects.filter(kind=kind).order_by("user")
    return [row.user for row in rows.select_related("user")]


def test_all_of_the_union_is_told_who_was_made_one_of_it(admin, save):
    other, person = make_staff(), make_user("이서연")
    save(person, "is_active", "is_staff")
    assert timezone.now() - person.staff_since < timedelta(minutes=1)
    assert told(GIVEN) == [admin, other, person]
    row = other.notifications.get()
    assert str(row) == "박연합님이 이서연님에게 연합회 권한을 줬어요."
    assert "연합회 권한을 받음" in browser_of(other).get(row.url).text
    assert log_of(person) == [(GIVEN, "박연합")]


def test_whoever_loses_them_is_told_too(admin, save):
    person = make_staff("이서연")
    save(person, "is_active")
    assert person.staff_since is None
    assert told(TAKEN) == [admin, person]
    assert person.notifications.get().url == f"/people/{person.username}/"
    assert str(person.notifications.get()) == "박연합님이 이서연님의 연합회 권한을 거뒀어요."
    assert log_of(person) == [(TAKEN, "박연합")]


@pytest.mark.parametrize(
    ("before", "after", "logged"),
    [
        ((), ("is_superuser",), [GIVEN]),
        (("is_staff",), ("is_staff", "is_superuser"), [GIVEN]),
        (("is_staff", "is_superuser"), ("is_staff",), [TAKEN]),
        (("is_staff",), ("is_superuser",), [GIVEN, TAKEN]),
        (("is_staff",), ("is_staff",), []),
        ((), (), []),
    ],
)
def test_each_power_counts(save, before, after, logged):
    person = make_user(**dict.fromkeys(before, True))
    since = person.staff_since
    save(person, "is_active", *after)
    assert [action for action, _by in log_of(person)] == logged
    assert person.staff_since == (since if "is_staff" in after else None)


def test_who_is_let_in_again_is_new_to_the_union(save):
    """Or an account that was shut long ago would be the second one of a recovery."""
    person = make_staff()
    save(person, "is_staff")
    assert person.staff_since is None
    save(person, "is_staff", "is_active")
    assert timezone.now() - person.staff_since < timedelta(minutes=1)
    assert [action for action, _by in log_of(person)] == [TAKEN, GIVEN]


def test_nobody_writes_the_day_by_hand(admin):
    page = browser_of(admin).get(f"/admin/accounts/user/{admin.pk}/change/").text
    assert "is_staff" in page
    assert "staff_since" not in page


def test_the_first_of_a_school_is_new_and_a_closed_account_was_never_of_it():
    first = User.objects.create_superuser("a@saebom.example", "kclub-2026", display_name="가")
    assert timezone.now() - first.staff_since < timedelta(minutes=1)
    first.close_account()
    assert User.objects.get(pk=first.pk).staff_since is None


def test_an_upgrade_believes_those_who_are_of_it_already():
    staff, student = make_staff(), make_user()
    User.objects.update(staff_since=None)
    import_module("accounts.migrations.0025_staff_since").date_staff(apps, None)
    staff.refresh_from_db()
    student.refresh_from_db()
    assert (staff.staff_since, student.staff_since) == (staff.joined_at, None)
