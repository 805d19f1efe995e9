"""The union sees a term day by day, and a president how many members count by each day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Enrolment
from clubs.models import Confirmation
from clubs.registration.tests.registrations import confirm, make_filing, make_registration
from tests.factories import make_club, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    make_staff()
    return make_filing()


def page_of_union(client, term):
    client.force_login(make_staff())
    return client.get(f"/union/terms/{term}/registrations/numbers/")


def page_of_president(client, club):
    client.force_login(club.president)
    return client.get(f"{club.get_absolute_url()}manage/registration/")


def let_it_be(confirmed, days):
    """Let the confirmations be so many days old."""
    confirmations = Confirmation.objects.filter(user__in=confirmed)
    confirmations.update(at=timezone.now() - timedelta(days=days))


def test_the_union_sees_confirmations_and_filed_registrations_of_all_clubs(client, term):
    make_registration(make_club(), term, filed=True)
    let_it_be(confirm(make_club(), term, 3), days=2)
    confirmed, filed = page_of_union(client, term).context["plots"]
    assert list(confirmed.numbers.values()) == [3, 0, 2]
    assert list(filed.numbers.values()) == [0, 0, 1]


def test_a_second_submission_is_no_second_club(client, term):
    registration = make_registration(make_club(), term, filed=True)
    registration.send_back(make_staff(), {"plan": "날짜를 적어 주세요."})
    registration.submit(registration.club.president)
    _confirmed, filed = page_of_union(client, term).context["plots"]
    assert filed.total == 1


def test_a_term_in_which_nothing_has_happened_says_so(client, term):
    assert "아직 확인하거나 제출한 것이 없어요." in page_of_union(client, term).text


def test_numbers_of_members_are_without_names(client, club, term):
    members = confirm(club, term)
    page = page_of_union(client, term).text
    assert [each for each in members if each.display_name in page] == []


def test_the_president_sees_how_many_count_by_each_day(client, club, term):
    let_it_be(confirm(club, term, 1), days=2)
    confirm(club, term, 2)
    plot = page_of_president(client, club).context["plot"]
    assert (list(plot.numbers.values()), plot.goal, plot.total) == ([1, 1, 3], 2, 3)


def test_who_does_not_count_is_not_in_the_plot(client, club, term):
    finished, counts = confirm(club, term, 2)
    Enrolment.objects.filter(user=finished).update(status=Enrolment.Status.FINISHED)
    assert page_of_president(client, club).context["plot"].total == 1
    club.leave(counts)
    assert page_of_president(client, club).context["plot"] is None
