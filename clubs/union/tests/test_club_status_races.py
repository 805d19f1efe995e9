"""The union and officers deciding at the same moment, with real threads and connections."""

import pytest

from clubs.models import Case, Club, Replacement, Report
from kclub.errors import Conflict
from tests.factories import make_club, make_member, make_officer, make_post, make_staff, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_many_reports_at_once_are_one_case():
    club = make_club()
    post = make_post(club, make_member(club), visibility="public")
    people = [make_user() for _each in range(8)]
    at_once(*[lambda p=p: post.report(p, Report.Reason.SPAM) for p in people])
    assert Case.objects.get().reports.count() == 8


def test_of_two_decisions_at_once_one_counts():
    club = make_club()
    one, other = make_officer(club), make_officer(club)
    case = make_post(club, make_member(club)).report(make_user(), Report.Reason.SPAM).case
    again = Case.objects.get(pk=case.pk)
    answers = at_once(lambda: case.hide(one), lambda: again.clear(other))
    assert sum(isinstance(answer, Conflict) for answer in answers) == 1
    decided = Case.objects.get()
    assert decided.target.is_published == (decided.status == Case.Status.CLEARED)


def test_a_replacement_and_an_offer_accepted_at_once_leave_one_president():
    club = make_club()
    asked, chosen = make_member(club), make_member(club)
    offer = club.offer_presidency(asked, by=club.president)
    replacement = Replacement.ask(club, chosen, make_staff(), "이유")
    union = make_staff()
    at_once(lambda: offer.accept(asked), lambda: replacement.confirm(union))
    president = Club.objects.get(pk=club.pk).president
    assert president in (asked, chosen)
    assert club.membership_of(president).is_officer
    assert not club.offers.exists()


def test_confirming_and_dropping_at_once_do_one_of_both():
    club = make_club()
    before = club.president
    replacement = Replacement.ask(club, make_member(club), make_staff(), "이유")
    again = Replacement.objects.get(pk=replacement.pk)
    one, other = make_staff(), make_staff()
    answers = at_once(lambda: replacement.confirm(one), lambda: again.drop(other))
    assert sum(isinstance(answer, Conflict) for answer in answers) == 1
    done = Replacement.objects.get().status == Replacement.Status.DONE
    assert (Club.objects.get(pk=club.pk).president != before) == done
