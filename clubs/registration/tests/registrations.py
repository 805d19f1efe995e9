"""A term in which clubs register, for tests."""

import re
from datetime import timedelta

from django.core import mail
from django.utils import timezone

from clubs.models import Confirmation, Consent, Paper, Registration, Rules, Window
from clubs.registration.board import clubs_with_states, rows
from clubs.registration.models.rules import Kind
from clubs.term.tests.terms import enrol, make_window
from tests.documents import PDF, document
from tests.factories import make_member

NUMBERS = {
    "min_members": 2, "min_colleges": 0, "min_departments": 0,
    "max_share": 100, "max_leave_share": 100, "advisor": 0, "min_reports": 0,
}  # fmt: skip
ADVISOR = {"name": "김교수", "title": "사진학과 교수", "email": "kim@staff.saebom.example"}


def make_filing(*, days_open=10, kind=Window.Kind.FILE):
    """Make the running term with open windows to confirm and to file, and published rules. Returns it."""
    term = make_window(days_open=days_open).term
    open_window(term, kind, days=days_open)
    for each in Kind:
        if not term.rules.filter(applies_to=each).exists():
            Rules.objects.set(term, each, NUMBERS, publish=True)
    return term


def open_window(term, kind, days=10):
    """Open a window of the term that began an hour ago. Returns it, again the same."""
    if window := term.windows.open().filter(kind=kind).first():
        return window
    opens_at = timezone.now() - timedelta(hours=1)
    return Window.objects.set(term, kind, opens_at, opens_at + timedelta(days=days))


def confirm(club, term, count=2, **enrolment):
    """Let so many new members of the club confirm it. Returns them."""
    members = [make_member(club) for _each in range(count)]
    for member in members:
        enrol(member, term, **enrolment)
        Confirmation.objects.confirm(club, member)
    return members


def rows_of(term, clubs):
    """Return the Rows of the clubs on the board of the term, the oldest club first."""
    listed = clubs_with_states(term).filter(pk__in=[club.pk for club in clubs]).order_by("pk")
    return rows(term, listed, Rules.objects.of_term(term.code)[1])


def make_registration(club, term, *, filed=False):
    """Write the registration of the club, and file it where `filed`. Returns it."""
    registration = Registration.objects.begin(club, term)
    if filed:
        confirm(club, term)
        registration.edit(club.president, purpose="사진을 찍어요", plan="한 달에 한 번 출사")
        registration.submit(club.president)
    return registration


def ask_advisor(registration, **more):
    """Let the president ask an advisor. Returns (consent, token); "" where no mail has gone out."""
    by = registration.club.president
    sent = len(mail.outbox)
    consent = Consent.objects.ask(registration, by, **ADVISOR | more)
    return consent, token_in(mail.outbox[sent:])


def ask_for_papers(registration, *kinds):
    """Let the rules of the registration's term ask for papers of these kinds; without any, a budget."""
    registration.term.rules.update(papers=list(kinds or ["budget"]))


def hand_in(registration, kind="budget", content=PDF, name="예산안.pdf", by=None):
    """Let the president hand in a paper, which the rules ask for. Returns it."""
    asked = {kind, *(registration.rules.papers if registration.rules else [])}
    ask_for_papers(registration, *sorted(asked))
    by = by or registration.club.president
    return Paper.objects.hand_in(registration, by, kind, document(content, name))


def token_in(mails):
    """Return the token of the link in the last of the mails, or ""."""
    found = [re.search(r"/advise/([\w-]+)/", each.body) for each in mails]
    return found[-1][1] if found else ""
