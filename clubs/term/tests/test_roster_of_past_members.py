"""Who has finished, or has confirmed nothing for long, is shown apart, and stays a member."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Term
from clubs.models import Confirmation, Window
from clubs.term.roster import past_members, rosters
from clubs.term.tests.terms import enrol, make_window
from tests.factories import make_member, make_staff

pytestmark = pytest.mark.django_db
AGES = {"before": 400, "in between": 250, "new": 5}  # days since they joined


@pytest.fixture
def window():
    make_staff()
    return make_window()


@pytest.fixture
def terms(window):
    """The two terms before the running one, the older first."""
    today = timezone.localdate()
    days = [(-380, -220), (-210, -30)]
    return [
        Term.objects.create(
            code=f"2025-{number}",
            starts_on=today + timedelta(days=first),
            ends_on=today + timedelta(days=last),
        )
        for number, (first, last) in enumerate(days, 1)
    ]


def joined(club, age):
    member = make_member(club)
    since = timezone.now() - timedelta(days=AGES[age])
    club.memberships.filter(user=member).update(joined_at=since)
    return member


def confirmed_then(club, user, term):
    opens_at = timezone.now() - timedelta(days=30)
    window, _made = term.windows.get_or_create(
        kind=Window.Kind.CONFIRM,
        defaults={"opens_at": opens_at, "closes_at": opens_at + timedelta(days=1)},
    )
    Confirmation.objects.create(club=club, user=user, term=term, window=window, role_then="member")


def names_of_past(club):
    return [membership.user for membership in past_members(club)]


def test_who_has_finished_is_counted_apart(client, club, window):
    for status in ["attending", "leave", "finished", "finished"]:
        member = make_member(club)
        enrol(member, window.term, status=status)
        Confirmation.objects.confirm(club, member)
    roster = rosters(window.term, [club])[club.pk]
    assert (roster.attending, roster.on_leave, roster.finished) == (1, 1, 2)
    assert roster.confirmed == 2
    assert sum(roster.colleges.values()) == 2
    client.force_login(club.president)
    page = client.get(f"{club.get_absolute_url()}manage/term/").text
    assert "졸업·수료 2명은 세지 않아요" in page


def test_who_has_confirmed_nothing_for_two_terms_is_a_past_member(client, club, terms):
    gone, of_old, of_late, between = (
        joined(club, age) for age in ["before", "before", "before", "in between"]
    )
    joined(club, "new")
    confirmed_then(club, of_old, terms[0])
    confirmed_then(club, of_late, terms[1])
    assert names_of_past(club) == [gone]
    client.force_login(club.president)
    page = client.get(f"{club.get_absolute_url()}manage/term/").text
    waiting, _heading, past = page.partition("지난 부원")
    assert gone.display_name in past
    assert gone.display_name not in waiting
    assert between.display_name in waiting
    assert club.memberships.filter(user=gone).exists()


def test_who_confirms_again_is_a_member_like_any(club, window, terms):
    gone = joined(club, "before")
    enrol(gone, window.term)
    assert names_of_past(club) == [gone]
    Confirmation.objects.confirm(club, gone)
    assert names_of_past(club) == []


def test_nobody_is_past_before_two_terms_are_over(club, window):
    joined(club, "before")
    assert names_of_past(club) == []
