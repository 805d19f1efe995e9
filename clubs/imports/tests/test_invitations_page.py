from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import SchoolDomain
from clubs.imports import invitation_views
from clubs.models import AuditLogEntry, ClubInvitation, MemberInvitation
from tests.factories import make_category, make_club, make_staff, make_user

pytestmark = pytest.mark.django_db
PAGE = "/union/import/"
PRESIDENTS = f"{PAGE}invitations/presidents/"
MEMBERS = f"{PAGE}invitations/members/"
CLUBS_FILE = "동아리 이름,분야,한 줄 소개,회장 학교 메일\n필름부,사진,찍어요,film@saebom.example\n"
MEMBERS_FILE = "동아리,학교 메일,이름,역할\n필름부,kim@saebom.example,김필름,운영진\n"


@pytest.fixture
def desk(client):
    SchoolDomain.objects.get_or_create(name="saebom.example")
    make_category("사진")
    client.force_login(make_staff())
    return client


def upload(desk, **files):
    """Upload files, look at the report and do what it says. Returns the two pages."""
    uploaded = {
        name: SimpleUploadedFile(f"{name}.csv", text.encode("utf-16"))
        for name, text in files.items()
    }
    report = desk.post(PAGE, uploaded)
    sealed = report.context.get("sealed")
    return report, desk.post(PAGE, {"sealed": sealed}, follow=True) if sealed else None


def sent_days_ago(days):
    for model in (ClubInvitation, MemberInvitation):
        model.objects.update(invited_at=timezone.now() - timedelta(days=days))


def test_clubs_and_their_members_are_imported_together(desk):
    report, done = upload(desk, clubs=CLUBS_FILE, members=MEMBERS_FILE)
    assert "필름부 · kim@saebom.example" in report.text
    assert "2명을 초대했어요" in done.text
    assert "새로 초대할 사람이 없었어요" in upload(desk, clubs=CLUBS_FILE)[1].text


def test_members_alone_are_imported_into_a_club_that_is_there(desk):
    make_club("필름부")
    _report, done = upload(desk, members=MEMBERS_FILE)
    assert "1명을 초대했어요" in done.text


def test_a_fault_among_the_members_keeps_the_clubs_from_being_done(desk):
    report, done = upload(desk, clubs=CLUBS_FILE, members=MEMBERS_FILE + "합창단,x\n")
    assert done is None
    assert "없는 동아리예요" in report.text
    assert not ClubInvitation.objects.exists()


def test_the_file_of_members_to_begin_with_has_headings_that_are_understood(desk):
    make_club("필름부")
    headings = desk.get(f"{PAGE}members.csv").content.decode("utf-8-sig")
    assert headings.strip() == "동아리,학교 메일,이름,역할"
    report, _done = upload(desk, members=f"{headings}필름부,kim@saebom.example,,\n")
    assert "새로 초대해요" in report.text
    assert desk.get(f"{PAGE}people.csv").status_code == 404


def test_a_warning_is_shown_and_stops_nothing(desk):
    make_club("필름 부서")
    report, done = upload(desk, clubs=CLUBS_FILE)
    assert "비슷한 이름이 있어요: 필름 부서." in report.text
    assert "1명을 초대했어요" in done.text


def test_the_union_sees_whom_it_has_invited_and_what_they_said(desk):
    assert "아직 초대한 사람이 없어요" in desk.get(PRESIDENTS).text
    upload(desk, clubs=CLUBS_FILE, members=MEMBERS_FILE)
    assert PRESIDENTS in desk.get(PAGE).text
    for said in ("필름부", "film@saebom.example", "답을 기다림"):
        assert said in desk.get(PRESIDENTS).text
    for said in ("필름부", "kim@saebom.example", "김필름", "운영진", "회장을 기다림"):
        assert said in desk.get(MEMBERS).text
    ClubInvitation.objects.get().accept(make_user(email="film@saebom.example"))
    assert "받아들임" in desk.get(PRESIDENTS).text
    assert "답을 기다림" in desk.get(MEMBERS).text
    sent_days_ago(31)
    assert "기한 지남" in desk.get(MEMBERS).text
    assert desk.get(f"{PAGE}invitations/officers/").status_code == 404


def test_only_what_can_be_done_has_a_button(desk):
    upload(desk, clubs=CLUBS_FILE, members=MEMBERS_FILE)
    page = desk.get(PRESIDENTS).text
    assert ("/revoke/" in page, "/send/" in page) == (True, False)
    sent_days_ago(2)
    page = desk.get(PRESIDENTS).text
    assert ("/revoke/" in page, "/send/" in page) == (True, True)
    page = desk.get(MEMBERS).text  # they wait for the club
    assert ("/revoke/" in page, "/send/" in page) == (True, False)
    ClubInvitation.objects.get().decline(make_user(email="film@saebom.example"))
    page = desk.get(PRESIDENTS).text
    assert ("/revoke/" in page, "/send/" in page) == (False, False)


@pytest.mark.parametrize("page", [PRESIDENTS, MEMBERS])
def test_the_union_revokes_by_a_press(desk, page):
    upload(desk, clubs=CLUBS_FILE, members=MEMBERS_FILE)
    invitation = (ClubInvitation if page == PRESIDENTS else MemberInvitation).objects.get()
    for _click in range(2):
        done = desk.post(f"{page}{invitation.pk}/revoke/", follow=True)
        assert "초대를 취소했어요" in done.text
        assert "취소함" in done.text
    assert AuditLogEntry.objects.filter(action="invitation-revoked").count() == 1


def test_a_member_who_waits_and_is_revoked_is_not_mailed_when_the_club_opens(desk):
    upload(desk, clubs=CLUBS_FILE, members=MEMBERS_FILE)
    desk.post(f"{MEMBERS}{MemberInvitation.objects.get().pk}/revoke/")
    ClubInvitation.objects.get().accept(make_user(email="film@saebom.example"))
    assert MemberInvitation.objects.get().status == MemberInvitation.Status.REVOKED
    assert [sent.to for sent in mail.outbox] == [["film@saebom.example"]]


def test_a_member_who_waits_cannot_be_sent_a_link_to_no_club(desk):
    upload(desk, clubs=CLUBS_FILE, members=MEMBERS_FILE)
    sent_days_ago(2)
    address = f"{MEMBERS}{MemberInvitation.objects.get().pk}/send/"
    assert desk.post(address).status_code == 409
    desk.post(address.replace("send", "revoke"))
    desk.post(address)  # it waits again
    assert MemberInvitation.objects.get().status == MemberInvitation.Status.WAITING
    assert len(mail.outbox) == 1


def test_the_union_sends_again_by_a_press_once_a_day(desk):
    upload(desk, clubs=CLUBS_FILE)
    sent_days_ago(2)
    address = f"{PRESIDENTS}{ClubInvitation.objects.get().pk}/send/"
    assert "다시 보냈어요" in desk.post(address, follow=True).text
    assert desk.post(address).status_code == 403
    assert len(mail.outbox) == 2


def test_long_lists_have_pages_and_cost_the_same(desk, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(invitation_views, "INVITATIONS_PER_PAGE", 10)
    make_club("필름부")
    lines = "".join(f"필름부,kim{n}@saebom.example,,\n" for n in range(25))
    upload(desk, members=MEMBERS_FILE + lines)
    with django_assert_max_num_queries(12):
        first = desk.get(MEMBERS)
    assert "kim24@" in first.text
    assert "kim14@" not in first.text
    assert "kim14@" in desk.get(f"{MEMBERS}?page=2").text
