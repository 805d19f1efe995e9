"""Who of the union takes care of a registration; anybody of the union may still decide."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from clubs.models import Registration
from clubs.registration.models.decisions import is_away
from clubs.registration.tests.registrations import make_filing, make_registration
from kclub.errors import Refused
from tests.factories import make_club, make_officer, make_staff, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def registration():
    return make_registration(make_club("가"), make_filing(), filed=True)


@pytest.fixture
def union():
    return present(make_staff("union"))


@pytest.fixture
def other():
    return present(make_staff("other"))


def present(user):
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    user.refresh_from_db()
    return user


def send(client, registration, **fields):
    client.force_login(fields.pop("by"))
    args = [registration.term.code, registration.club.slug]
    return client.post(reverse("registration-assign", args=args), fields, follow=True)


def board(client, union, registration, **query):
    client.force_login(union)
    response = client.get(reverse("registrations", args=[registration.term.code]), query)
    return response, [row.club.name for row in response.context["rows"]]


def test_one_of_the_union_takes_it_and_gives_it_back(client, registration, union):
    page = send(client, registration, by=union, assigned_to=union.pk)
    assert "저장했어요." in page.text
    assert f'<option value="{union.pk}" selected>' in page.text
    registration.refresh_from_db()
    assert registration.assigned_to == union

    send(client, registration, by=union, assigned_to="")
    registration.refresh_from_db()
    assert registration.assigned_to is None
    assert not union.notifications.filter(kind="registration-assigned").exists()


def test_whoever_gets_it_of_another_is_told_once(registration, union, other):
    registration.assign(union, other)
    registration.assign(union, other)
    [told] = other.notifications.filter(kind="registration-assigned")
    assert "가 등록 신청을 맡게 됐어요." in str(told)
    assert told.url == registration.review_url


def test_nobody_takes_care_of_a_club_they_run(client, registration, union, other):
    officer = make_officer(registration.club)
    User.objects.filter(pk=officer.pk).update(is_staff=True)
    officer.refresh_from_db()
    for by, to in [(officer, other), (union, officer), (officer, None)]:
        with pytest.raises(Refused):
            registration.assign(by, to)
    page = send(client, registration, by=union, assigned_to=officer.pk)
    assert page.status_code == 403
    registration.refresh_from_db()
    assert registration.assigned_to is None


@pytest.mark.parametrize("who", ["student", "", "999999", "<b>"])
def test_only_people_of_the_union_can_be_chosen(client, registration, union, who):
    who = make_user().pk if who == "student" else who
    page = send(client, registration, by=union, assigned_to=who)
    assert page.status_code == (403 if who else 200)
    registration.refresh_from_db()
    assert registration.assigned_to is None


def test_whoever_decides_first_has_it_and_another_may_decide_too(registration, union, other):
    registration.send_back(union, {"plan": "날짜가 없어요"})
    assert registration.assigned_to == union

    registration.submit(registration.club.president)
    registration.accept(other)
    assert (registration.decided_by, registration.assigned_to) == (other, union)


def test_mine_are_those_in_my_hands(client, registration, union, other):
    registration.assign(union, union)
    page, names = board(client, union, registration, mine=1)
    assert names == ["가"]
    assert "맡은 사람" in page.text
    assert board(client, other, registration, mine=1)[1] == []


@pytest.mark.parametrize("how", ["nobody", "away", "never", "left", "closed"])
def test_those_left_alone_can_be_found(client, registration, union, other, how):
    make_club("나")  # it has begun nothing
    registration.assign(union, other)
    assert board(client, union, registration, unassigned=1)[1] == []

    changes = {
        "away": {"last_login": timezone.now() - timedelta(days=31)},
        "never": {"last_login": None},
        "left": {"is_staff": False},
        "closed": {"is_active": False},
    }
    if how == "nobody":
        registration.assign(union, None)
    else:
        User.objects.filter(pk=other.pk).update(**changes[how])

    page, names = board(client, union, registration, unassigned=1)
    assert names == ["가"]
    assert ("요즘 오지 않음" in page.text) == (how != "nobody")
    assert Registration.objects.get(pk=registration.pk).is_left_alone
    if how != "nobody":
        assert is_away(User.objects.get(pk=other.pk))


def test_in_a_term_that_is_over_nobody_takes_it(registration, union):
    term = registration.term
    term.starts_on -= timedelta(days=400)
    term.ends_on = timezone.localdate() - timedelta(days=1)
    term.save()
    with pytest.raises(Refused):
        registration.assign(union, union)


def test_the_spreadsheet_says_who_has_it(client, registration, union):
    registration.assign(union, union)
    client.force_login(union)
    response = client.post(reverse("registrations-csv", args=[registration.term.code]))
    heading, row = response.getvalue().decode("utf-8-sig").split("\r\n")[:2]
    assert heading.endswith("맡은 사람")
    assert row.endswith(str(union))
