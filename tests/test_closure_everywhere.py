"""Of somebody who has gone for good no table keeps name or mail, whatever they did in a term."""

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db import connection, models

from accounts.closure import CLOSED_ACCOUNT_NAME
from accounts.models import (
    Enrolment,
    Export,
    PersonFollow,
    ProfileVisibility,
    PushSubscription,
    Session,
    ShownTo,
)
from accounts.tests.exports import make_export
from clubs.bylaws.tests.bylaws import TEXT
from clubs.certificates.tests.certificates import confirm_as, make_certificate
from clubs.dues.tests.dues import set_dues
from clubs.marks.tests.marks import give_mark
from clubs.models import (
    ActivityReportPerson,
    AuditLogEntry,
    Ban,
    Booking,
    Bylaws,
    Case,
    Certificate,
    Claim,
    Confirmation,
    Consent,
    MarkAppeal,
    MemberInvitation,
    PaidDues,
    Paper,
    Replacement,
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
from kclub.db.search_index import indexes, pairs_of
from kclub.files.logos import reencode_avatar
from rooms.models import Ban as RoomBan
from rooms.models import HelperQuestion, Message
from tests.factories import (
    make_club,
    make_device,
    make_member,
    make_officer,
    make_post,
    make_room,
    make_staff,
    make_user,
)
from tests.pictures import upload

pytestmark = pytest.mark.django_db
NAME, HANDLE = "이서연", "seoyeon"
MESSAGES = "rooms_message_search"  # the index of the search in SQLite
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
    HelperQuestion.objects.ask(seoyeon, f"{NAME} 지원 어떻게 됐어?")
    seoyeon.close_account()
    assert places_of(NAME, HANDLE) == set()
    kept = {"Attendance.user", "AuditLogEntry.by", "AuditLogEntry.about"}  # of nobody's name
    assert links_to(seoyeon) <= kept


# Free texts, mails, files and indexes


def everything():
    """Return all that the database holds in any of its tables, but the indexes of the search."""
    held = []
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for table in tables - {index.name for index in indexes}:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            held += [str(row) for row in cursor.fetchall()]
    return "\n".join(held)


def indexed(name):
    """Return the numbers of rows in which the index of messages, where it is a table, has a name."""
    if connection.vendor != "sqlite":
        return []
    pairs = " AND ".join(f'"{pair}"' for pair in pairs_of(name))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid FROM {MESSAGES} WHERE {MESSAGES} MATCH %s", [pairs])
        return [number for (number,) in cursor.fetchall()]


def stored_files(folder):
    return set(default_storage.listdir(folder)[1]) if default_storage.exists(folder) else set()


def texts_about(user, name):
    """Write the name in every free text that others keep about a user. Return the rows."""
    staff = make_staff()
    club = make_club()
    post = make_post(club, make_member(club), body=f"{name} 나빠요")
    post.report(user, "spam", f"{name}입니다")
    case = Case.objects.get()
    case.evidence_accesses.create(by=staff, reason=f"{name} 확인")
    Case.objects.filter(pk=case.pk).update(author=user, note=f"{name}님께 알림")
    club.record(AuditLogEntry.Action.REMOVED, staff, user, f"{name}(@{user.handle}) 내보냄")
    Ban.objects.create(club=club, user=user, by=staff, reason=f"{name}씨가 광고함")
    Claim.objects.create(club=club, claimant=user, reason=f"저는 {name}이에요", note=f"{name} 반려")
    Replacement.objects.create(club=club, successor=user, asked_by=staff, reason=f"{name}에게")
    RoomBan.objects.create(room=make_room(), user=user, by=staff, reason=f"{name} 도배")
    return club


def test_no_free_text_of_logs_and_reports_keeps_the_name(seoyeon):
    texts_about(seoyeon, NAME)
    seoyeon.close_account()
    named = places_of(NAME, HANDLE)
    assert named == {"Post.body", "Post.folded_text"}  # what others have published is theirs
    assert AuditLogEntry.objects.get(action="removed").detail == (
        f"{CLOSED_ACCOUNT_NAME}({CLOSED_ACCOUNT_NAME}) 내보냄"
    )
    assert Claim.objects.get().reason == f"저는 {CLOSED_ACCOUNT_NAME}이에요"


def test_the_texts_about_a_namesake_keep_the_name(seoyeon):
    texts_about(make_user(NAME), NAME)
    seoyeon.close_account()
    assert {"AuditLogEntry.detail", "Ban.reason", "Claim.reason"} <= places_of(NAME)


def test_a_text_that_would_be_too_long_is_cut(seoyeon):
    club = make_club()
    club.record(AuditLogEntry.Action.REMOVED, club.president, seoyeon, f"{NAME} " * 125)
    seoyeon.close_account()
    detail = AuditLogEntry.objects.get(action="removed").detail
    assert len(detail) == 500
    assert NAME not in detail


def test_an_invitation_forgets_who_it_was_for(seoyeon):
    club, union = make_club(), make_staff()
    MemberInvitation.objects.create(
        club=club, invited_by=union, email=seoyeon.email, name=NAME, token="a1"
    )
    seoyeon.close_account()
    kept = MemberInvitation.objects.get()
    assert (kept.name, kept.email) == ("", f"{seoyeon.username}@closed.invalid")


def test_the_log_of_the_admin_site_forgets_them_too(seoyeon):
    content_type = ContentType.objects.get_for_model(seoyeon)
    fields = {"user": make_staff(), "content_type": content_type, "action_flag": 2}
    LogEntry.objects.create(object_id=seoyeon.pk, object_repr=str(seoyeon), **fields)
    seoyeon.close_account()
    assert LogEntry.objects.get().object_repr == CLOSED_ACCOUNT_NAME


def test_of_profile_and_export_neither_row_nor_file_is_left(
    seoyeon, django_capture_on_commit_callbacks
):
    before = stored_files("avatars") | stored_files("exports")
    club = make_club()
    mate = make_member(club)
    club.admit(seoyeon)
    make_device(seoyeon)
    seoyeon.change_avatar(reencode_avatar(upload()))
    seoyeon.choose_visibility(bio=ShownTo.STUDENTS)
    seoyeon.follow(mate)
    mate.follow(seoyeon)
    make_post(club, seoyeon, title="첫 글")
    make_export(seoyeon)
    assert stored_files("avatars") | stored_files("exports") > before
    with django_capture_on_commit_callbacks(execute=True):
        seoyeon.close_account()
    assert stored_files("avatars") | stored_files("exports") == before
    for model in (Export, PersonFollow, ProfileVisibility, PushSubscription, Session):
        assert not model.objects.exists(), model
    assert places_of(NAME, HANDLE) == set()


def test_no_table_and_no_index_has_the_name_or_the_address(president):
    room = make_room()
    room.admit(president)
    message = room.post(room.owner, f"@{NAME} 어디예요?")
    assert indexed(NAME) == [message.pk] * (connection.vendor == "sqlite")
    assert list(Message.objects.containing(NAME)) == [message]
    president.handle = HANDLE
    president.save(update_fields=["handle"])
    assert HANDLE in everything()
    president.close_account()
    held = everything()
    assert indexed(NAME) == []
    assert not Message.objects.containing(NAME).exists()
    assert NAME not in held
    assert HANDLE not in held
