"""Of somebody who has gone for good no table keeps name or mail, whatever they did in a term."""

import pytest
from django.apps import apps
from django.db import models

from accounts.closure import CLOSED_ACCOUNT_NAME
from accounts.models import Enrolment
from clubs.bylaws.tests.bylaws import TEXT
from clubs.certificates.tests.certificates import confirm_as, make_certificate
from clubs.dues.tests.dues import set_dues
from clubs.marks.tests.marks import give_mark
from clubs.models import (
    ActivityReportPerson,
    Booking,
    Bylaws,
    Certificate,
    Confirmation,
    Consent,
    MarkAppeal,
    PaidDues,
    Paper,
    Rules,
    Submission,
)
from clubs.places.tests.places import book, make_place
from clubs.registration.tests.registrations import (
    ask_advisor,
    confirm,
    hand_in,
    make_filing,
    make_registration,
    open_window,
)
from clubs.reports.tests.activity_reports import make_activity_report, make_past_event
from clubs.term.tests.terms import enrol
from tests.factories import make_club, make_member, make_officer, make_staff, make_user

pytestmark = pytest.mark.django_db
NAME, HANDLE = "이서연", "seoyeon"
OUR_APPS = ["accounts", "clubs", "rooms", "outbox", "sessions", "account"]


@pytest.fixture
def seoyeon():
    return make_user(NAME, email=f"{HANDLE}.lee@saebom.example")


def places_of(*words):
    """Return the fields of our tables in whose rows one of the words is, as "model.field"."""
    found = set()
    for label in OUR_APPS:
        for model in apps.get_app_config(label).get_models():
            for row in model._base_manager.values():
                found |= {
                    f"{model.__name__}.{name}"
                    for name, value in row.items()
                    if any(word in str(value) for word in words)
                }
    return found


def links_to(user):
    """Return the fields by which rows of our tables name this user, as "model.field"."""
    return {
        f"{model.__name__}.{field.name}"
        for label in ["clubs", "rooms"]
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is type(user)
        if model._base_manager.filter(**{field.name: user.pk}).exists()
    }


@pytest.fixture
def president(seoyeon):
    """Seoyeon, who has presided over a club through a term and handed it over."""
    make_staff()
    club = make_club("필름로그", president=seoyeon)
    term = make_filing()
    confirm_as(club, seoyeon)
    dues = set_dues(club)
    for membership in club.memberships.all():
        dues.mark(membership, seoyeon, is_paid=True)
    Bylaws.objects.write(club, seoyeon, TEXT)
    book(make_place(), club)
    report = make_activity_report(club, event=make_past_event(club, seoyeon, make_member(club)))
    report.submit(seoyeon)
    registration = make_registration(club, term)
    confirm(club, term)
    hand_in(registration)
    ask_advisor(registration)
    registration.edit(seoyeon, purpose="사진을 찍어요", plan="한 달에 한 번 출사")
    registration.submit(seoyeon)
    mark = give_mark(club)
    MarkAppeal.objects.make(mark, seoyeon, "허가를 받았어요")
    make_certificate(club, seoyeon)
    successor = make_officer(club)
    club.offer_presidency(successor, by=seoyeon).accept(successor)
    return seoyeon


def test_of_a_president_no_row_keeps_a_name_or_an_address(president):
    assert places_of(NAME, HANDLE) >= {"User.display_name", "User.email", "Certificate.name"}
    president.close_account()
    assert places_of(NAME, HANDLE) == set()


def test_what_they_did_for_the_club_stays_without_their_name(president):
    president.close_account()
    for model in (Bylaws, Booking, Submission, Paper, Consent, MarkAppeal, ActivityReportPerson):
        assert model.objects.exists(), model
    for row in (Bylaws.objects.get(), Submission.objects.get(), Paper.objects.get()):
        assert str(row.by) == CLOSED_ACCOUNT_NAME


def test_what_was_only_theirs_is_gone_or_nobody_s(president):
    president.close_account()
    for model in (Confirmation, Certificate, ActivityReportPerson):
        assert not model.objects.filter(user=president).exists(), model
    assert Certificate.objects.get().terms == []
    assert not PaidDues.objects.filter(membership__user=president).exists()
    assert not Enrolment.objects.filter(user=president).exists()


def test_one_of_the_union_is_forgotten_too(seoyeon):
    seoyeon.is_staff = True
    seoyeon.save()
    club, term = make_club(), make_filing()
    Rules.objects.filter(term=term).update(late_is_warned=True)
    registration = make_registration(club, term, filed=True)
    registration.send_back(seoyeon, {"plan": "더 자세히 적어 주세요"})
    registration.submit(club.president)
    registration.refuse(seoyeon, "활동이 없었어요")
    give_mark(club, by=seoyeon).lift(make_staff(), "그럴 만했어요")
    report = make_activity_report(club)
    report.submit(club.president)
    report.accept(seoyeon)
    seoyeon.close_account()
    assert places_of(NAME, HANDLE) == set()
    registration.refresh_from_db()
    assert registration.reason == "활동이 없었어요"
    assert str(registration.decided_by) == CLOSED_ACCOUNT_NAME


def test_one_who_only_was_a_member_leaves_no_link_to_dues_reports_or_certificates(seoyeon):
    make_staff()
    club = make_club()
    club.admit(seoyeon)
    dues = set_dues(club)
    dues.mark(club.membership_of(seoyeon), club.president, is_paid=True)
    enrol(seoyeon, make_filing())
    make_certificate(club, seoyeon)
    make_activity_report(club, event=make_past_event(club, seoyeon)).submit(club.president)
    open_window(dues.term, "report")
    seoyeon.close_account()
    assert places_of(NAME, HANDLE) == set()
    kept = {"Attendance.user", "AuditLogEntry.by", "AuditLogEntry.about"}  # of nobody's name
    assert links_to(seoyeon) <= kept
