"""The union gives one club longer to file."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification
from clubs.models import AuditLogEntry, Club, Extension, Registration, Window
from clubs.registration.models.closing import close_term, unfiled_clubs
from clubs.registration.tests.registrations import confirm, make_filing, make_registration
from kclub.errors import Refused
from tests.factories import make_club, make_staff
from tests.races import at_once

pytestmark = pytest.mark.django_db
REASON = "회장이 다쳤어요"


@pytest.fixture
def club():
    club = make_club("필름로그")
    club.set_standing("regular")
    return club


@pytest.fixture
def term():
    return make_filing()


@pytest.fixture
def union():
    return make_staff()


def days_after_closing(term, days):
    """Return the moment so many days after the last window to file has closed."""
    closes_at = term.windows.filter(kind=Window.Kind.FILE).get().closes_at
    return closes_at + timedelta(days=days)


def give(club, term, union, days=3, reason=REASON):
    """Let the club file until so many days after the windows have closed."""
    return Extension.objects.give(club, term, union, days_after_closing(term, days), reason)


def test_a_club_with_an_extension_files_after_the_windows_and_is_not_late(club, term, union):
    confirm(club, term)
    registration = Registration.objects.begin(club, term)
    registration.edit(club.president, purpose="사진", plan="출사")
    give(club, term, union)
    too_late = time_machine.travel(days_after_closing(term, 4), tick=False)
    with too_late, pytest.raises(Refused, match="제출하는 때가"):
        registration.submit(club.president)
    with time_machine.travel(days_after_closing(term, 2), tick=False):
        registration.submit(club.president)
    assert (registration.state, registration.is_late) == ("submitted", False)


def test_it_is_recorded_and_the_president_told(club, term, union):
    give(club, term, union)
    told = Notification.objects.get(user=club.president, kind="registration-extended")
    assert told.params["reason"] == REASON
    entry = AuditLogEntry.objects.get(club=club, action="extended")
    assert (entry.by, entry.detail) == (union, REASON)


def test_giving_the_same_again_changes_nothing_and_less_is_refused(club, term, union):
    assert give(club, term, union) == give(club, term, union)
    assert Notification.objects.filter(kind="registration-extended").count() == 1
    with pytest.raises(Refused, match="더 늦은 때까지"):
        give(club, term, union, days=2)
    give(club, term, union, days=5)
    assert Extension.objects.count() == 2


@pytest.mark.parametrize("reason", ["", "  "])
def test_it_needs_a_reason(club, term, union, reason):
    with pytest.raises(Refused, match="이유"):
        give(club, term, union, reason=reason)
    assert not Extension.objects.exists()


def test_it_lies_ahead_and_within_the_term(club, term, union):
    for until in [timezone.now(), timezone.now() + timedelta(days=400)]:
        with pytest.raises(Refused, match="학기 안에"):
            Extension.objects.give(club, term, union, until, REASON)


def test_nobody_extends_the_time_of_a_club_they_run(club, term):
    president = club.president
    president.is_staff = True
    president.save()
    with pytest.raises(Refused, match="다른 사람이 결정"):
        give(club, term, president)
    with pytest.raises(Refused, match="연합회만"):
        give(make_club(), term, make_club().president)


def test_what_is_filed_is_not_extended(club, term, union):
    make_registration(club, term, filed=True)
    with pytest.raises(Refused, match="이미 제출했거나"):
        give(club, term, union)


def test_what_was_returned_is_due_no_sooner_than_the_extension(club, term, union):
    registration = make_registration(club, term, filed=True)
    registration.send_back(union, {"plan": "더"})
    extension = give(club, term, union, days=9)
    registration.refresh_from_db()
    assert registration.due_at == extension.until


def test_what_is_returned_is_due_when_the_window_to_amend_closes(club, term, union):
    opens_at = timezone.now() + timedelta(days=1)
    amend = Window.objects.set(term, Window.Kind.AMEND, opens_at, opens_at + timedelta(days=12))
    registration = make_registration(club, term, filed=True)
    registration.send_back(union, {"plan": "더"})
    assert registration.due_at == amend.closes_at


def test_an_earlier_end_of_the_window_to_amend_leaves_a_week(club, term, union):
    opens_at = timezone.now()
    Window.objects.set(term, Window.Kind.AMEND, opens_at, opens_at + timedelta(days=2))
    registration = make_registration(club, term, filed=True)
    registration.send_back(union, {"plan": "더"})
    assert registration.due_at > timezone.now() + timedelta(days=6)


def test_closing_leaves_a_club_with_a_running_extension_out(club, term, union):
    other = make_club()
    other.set_standing("regular")
    give(club, term, union)
    with time_machine.travel(days_after_closing(term, 1), tick=False):
        assert close_term(term, union) == [other]
    club.refresh_from_db()
    assert club.status == Club.Status.ACTIVE
    with time_machine.travel(days_after_closing(term, 4), tick=False):
        assert list(unfiled_clubs(term)) == [club]
        assert close_term(term, union) == [club]


@pytest.mark.django_db(transaction=True)
def test_of_closing_and_extending_at_once_one_wins():
    club, union, other = make_club(), make_staff(), make_staff()
    club.set_standing("regular")
    term = make_filing()
    until = days_after_closing(term, 3)
    with time_machine.travel(days_after_closing(term, 1), tick=False):
        closed, given = at_once(
            lambda: close_term(term, union),
            lambda: Extension.objects.give(club, term, other, until, REASON),
        )
    club.refresh_from_db()
    is_resting = club.status == Club.Status.DORMANT
    assert isinstance(given, Refused) == is_resting
    assert bool(closed) == is_resting


# Pages


def test_the_union_gives_it_on_a_page_and_all_read_the_reason(client, club, term, union):
    client.force_login(union)
    url = reverse("extension", args=[term.code, club.slug])
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": REASON}).status_code == 422
    until = timezone.localtime(days_after_closing(term, 3))
    sent = {"until": until.strftime("%Y-%m-%dT%H:%M"), "reason": REASON}
    assert client.post(url, sent).status_code == 303
    assert REASON in client.get(url).text
    client.logout()
    assert REASON in client.get(reverse("registered-clubs", args=[term.code])).text
    client.force_login(club.president)
    with time_machine.travel(days_after_closing(term, 1), tick=False):
        page = client.get(reverse("clubs:registration", args=[club.slug])).text
    assert REASON in page


def test_the_term_of_an_extension_is_the_one_to_register_for(client, club, union):
    """The windows of a term may close before it begins."""
    term = make_filing()
    give(club, term, union)
    term.windows.update(closes_at=timezone.now() - timedelta(minutes=1))
    tomorrow = timezone.localdate() + timedelta(days=1)
    type(term).objects.filter(pk=term.pk).update(starts_on=tomorrow)
    client.force_login(club.president)
    page = client.get(reverse("clubs:registration", args=[club.slug]))
    assert page.context["term"] == term
