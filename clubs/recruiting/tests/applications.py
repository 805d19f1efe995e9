"""What the tests of recruiting share: addresses, questions, applications that got far."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    make_application,
    make_officer,
)


def url(name, club, *more):
    return reverse(f"clubs:{name}", args=[club.slug, *more])


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def ask(club, text="왜 들어오고 싶나요?", **fields):
    return club.ask(club.president, text=text, **fields)


def make_officer_without_seat(club):
    """An officer from before recruiting began."""
    officer = make_officer(club)
    club.memberships.filter(user=officer).update(joined_at=club.opened_at - timedelta(days=1))
    return officer


def offered(club):
    application = make_application(club)
    application.waitlist(by=club.president)
    application.offer(by=club.president)
    return application


def offered_answering(club):
    application = make_application(club, questionnaire=club.questionnaire)
    application.waitlist(by=club.president)
    application.offer(by=club.president)
    return application
