from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Notification, SchoolDomain
from clubs.imports.club_import import ClubImport
from clubs.imports.lines import Outcome
from clubs.models import (
    AuditLogEntry,
    BannedWord,
    Club,
    ClubInvitation,
    MemberInvitation,
    Membership,
)
from kclub.daily_tasks import tasks
from kclub.errors import Conflict, Gone, Refused
from tests.factories import (
    make_category,
    make_club,
    make_staff,
    make_user,
    unverified,
)

pytestmark = pytest.mark.django_db

HEAD = "동아리,학교 메일,이름,역할\n"
LINE = "필름부,kim@saebom.example,김필름,부원\n"
CLUBS = "동아리 이름,분야,한 줄 소개,회장 학교 메일\n필름부,사진,찍어요,film@saebom.example\n"


@pytest.fixture(autouse=True)
def union():
    SchoolDomain.objects.get_or_create(name="saebom.example")
    make_category("사진")
    return make_staff()


@pytest.fixture
def club():
    return make_club("필름부")


def read(text, union, clubs=None):
    return ClubImport(clubs and clubs.encode(), union, text.encode())


def imported(text, union, clubs=None):
    report = read(text, union, clubs)
    report.run()
    return report


def outcomes(text, union):
    return [line.outcome for line in read(text, union).lines]


@pytest.mark.parametrize(
    ("line", "role", "name"),
    [
        ("필름부,kim@saebom.example,김필름,부원", "member", "김필름"),
        ("필름 부,KIM@saebom.example,,", "member", ""),
        ("필름부,kim@saebom.example,김필름,운영진", "officer", "김필름"),
        ("필름부,kim@saebom.example,=1+1,Officer", "officer", "=1+1"),
        ("필름부,kim@saebom.example", "member", ""),
    ],
)
def test_a_line_invites_somebody_and_makes_nobody_a_member(line, role, name, club, union):
    imported(HEAD + line, union)
    invitation = MemberInvitation.objects.get()
    assert (invitation.club, invitation.email) == (club, "kim@saebom.example")
    assert (invitation.role, invitation.name) == (role, name)
    assert not club.memberships.exclude(user=club.president).exists()
    assert [sent.to for sent in mail.outbox] == [["kim@saebom.example"]]
    assert invitation.token in mail.outbox[0].body


def test_other_headings_are_understood(club, union):
    imported("Role;Year;Email;Club\nofficer;2026;kim@saebom.example;필름부\n", union)
    assert MemberInvitation.objects.get().role == "officer"


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ("필름뷰,kim@saebom.example", ["‘필름부’인가요?"]),
        ("합창단,kim@saebom.example", ["동아리 파일에 먼저"]),
        (",kim@saebom.example", ["동아리:"]),
        ("필름부,kim@gmail.com", ["학교 메일 주소가 아니에요"]),
        ("필름부,", ["학교 메일:"]),
        ("필름부,kim", ["메일 주소가 아니에요"]),
        ("필름부,kim@saebom.example,,회장", ["‘회장’ 역할이 없어요"]),
        (f"필름부,kim@saebom.example,{'가' * 41}", ["이름:"]),
        ("합창단,kim,,왕", ["동아리:", "학교 메일:", "역할:"]),
    ],
)
def test_a_wrong_line_names_all_its_faults_and_nobody_is_invited(line, faults, club, union):
    report = read(HEAD + LINE.replace("kim", "lee") + line, union)
    good, wrong = report.lines
    assert (good.outcome, wrong.outcome, wrong.number) == (Outcome.NEW, Outcome.WRONG, 3)
    assert len(wrong.faults) == len(faults)
    for fault in faults:
        assert any(fault in said for said in wrong.faults), wrong.faults
    with pytest.raises(Refused, match="아무것도 하지 않았어요"):
        report.run()
    assert not MemberInvitation.objects.exists()
    assert mail.outbox == []


def test_somebody_stands_once_in_a_club_but_may_be_in_two(club, union):
    make_club("합창단")
    twice = read(
        HEAD + LINE + LINE.replace("필름부", "필름 부") + LINE.replace("필름부", "합창단"), union
    )
    assert [line.faults for line in twice.lines] == [[], ["2번째 줄과 같은 사람이에요."], []]


@pytest.mark.parametrize("verb", ["pause", "suspend", "archive"])
def test_nobody_is_invited_to_a_club_that_takes_nobody(verb, club, union):
    getattr(club, verb)(union, *["이유"][: verb != "pause"])
    assert "새 부원을 받지 않는" in read(HEAD + LINE, union).lines[0].faults[0]


def test_a_banned_word_is_looked_for_in_names(club, union, django_assert_max_num_queries):
    BannedWord.objects.create(word="나쁜말", word_key="나쁜말")
    assert (
        "쓸 수 없는 말" in read(HEAD + LINE.replace("김필름", "나쁜말"), union).lines[0].faults[0]
    )
    many = "".join(LINE.replace("kim", f"kim{n}") for n in range(50))
    with django_assert_max_num_queries(12):
        assert read(HEAD + many, union).is_valid


def test_importing_again_mails_nobody_twice_and_a_longer_list_adds_who_is_new(club, union):
    imported(HEAD + LINE, union)
    before = MemberInvitation.objects.values().get()
    assert outcomes(HEAD + LINE, union) == [Outcome.SAME]
    more = imported(HEAD + LINE + LINE.replace("kim", "lee"), union)
    assert [line.outcome for line in more.lines] == [Outcome.SAME, Outcome.NEW]
    assert MemberInvitation.objects.values().get(pk=before["id"]) == before
    assert len(mail.outbox) == 2
    changed = imported(HEAD + LINE.replace("부원", "운영진"), union)
    assert changed.lines[0].outcome == Outcome.CHANGED
    assert MemberInvitation.objects.get(pk=before["id"]).role == "officer"
    assert len(mail.outbox) == 2


def test_who_is_a_member_or_has_answered_is_not_invited_again(club, union):
    club.admit(make_user(email="kim@saebom.example"))
    assert outcomes(HEAD + LINE, union) == [Outcome.SAME]
    imported(HEAD + LINE.replace("kim", "lee"), union)
    lee = make_user(email="lee@saebom.example")
    MemberInvitation.objects.get().decline(lee)
    assert outcomes(HEAD + LINE.replace("kim", "lee"), union) == [Outcome.SAME]
    imported(HEAD + LINE + LINE.replace("kim", "lee"), union)
    assert len(mail.outbox) == 1


def test_an_import_is_in_the_audit_log_once(club, union):
    for _again in range(2):
        imported(HEAD + LINE, union)
    entry = AuditLogEntry.objects.get(action="imported")
    assert (entry.by, entry.club, entry.detail) == (union, None, "1")


# Clubs that have no president yet ----------------------------------------------------------


def test_members_of_a_club_to_be_are_mailed_when_it_opens(union):
    report = imported(HEAD + LINE + "필름부,film@saebom.example,,운영진\n", union, CLUBS)
    assert [line.outcome for line in report.lines] == [Outcome.NEW, Outcome.NEW, Outcome.SAME]
    invitation = MemberInvitation.objects.get()
    assert invitation.status == MemberInvitation.Status.WAITING
    assert [sent.to for sent in mail.outbox] == [["film@saebom.example"]]
    imported(HEAD + LINE, union, CLUBS)
    assert len(mail.outbox) == 1

    club = ClubInvitation.objects.get().accept(make_user(email="film@saebom.example"))
    assert [sent.to for sent in mail.outbox][1:] == [["kim@saebom.example"]]
    invitation.refresh_from_db()
    assert (invitation.club, invitation.is_pending) == (club, True)
    imported(HEAD + LINE, union, CLUBS)
    assert len(mail.outbox) == 2
    assert MemberInvitation.objects.count() == 1


def test_who_waits_for_a_club_cannot_answer_yet(client, union):
    imported(HEAD + LINE, union, CLUBS)
    invitation = MemberInvitation.objects.get()
    user = make_user(email="kim@saebom.example")
    with pytest.raises(Refused):
        invitation.accept(user)
    client.force_login(user)
    assert invitation.get_absolute_url() not in client.get("/").text
    assert client.get(invitation.get_absolute_url()).status_code == 404


def test_a_president_who_declines_leaves_the_members_waiting_for_another(union):
    imported(HEAD + LINE, union, CLUBS)
    ClubInvitation.objects.get().decline(make_user(email="film@saebom.example"))
    assert "없는 동아리예요" in read(HEAD + LINE, union).lines[0].faults[0]
    other = CLUBS.replace("film@", "other@")
    imported(HEAD + LINE, union, other)
    ClubInvitation.objects.get().accept(make_user(email="other@saebom.example"))
    assert mail.outbox[-1].to == ["kim@saebom.example"]


def test_a_wrong_line_of_members_keeps_the_clubs_out_too(union):
    report = read(HEAD + "합창단,kim@saebom.example\n", union, CLUBS)
    with pytest.raises(Refused):
        report.run()
    assert not ClubInvitation.objects.exists()


# Answering ---------------------------------------------------------------------------------


@pytest.fixture
def invitation(club, union):
    imported(HEAD + LINE, union)
    return MemberInvitation.objects.get()


@pytest.fixture
def invited(invitation):
    return make_user(email="kim@saebom.example")


def test_one_press_makes_a_member(client, invitation, invited, club):
    client.force_login(invited)
    assert invitation.get_absolute_url() in client.get("/").text
    assert "부원 되기" in client.get(invitation.get_absolute_url()).text
    for _click in range(2):
        assert client.post(invitation.get_absolute_url()).url == club.get_absolute_url()
    assert club.memberships.get(user=invited).role == Membership.Role.MEMBER
    assert invitation.get_absolute_url() not in client.get("/").text
    assert "동아리로 가기" in client.get(invitation.get_absolute_url()).text
    joined = AuditLogEntry.objects.get(club=club, action="joined")
    assert (joined.by, joined.about) == (invitation.invited_by, invited)


def test_an_officer_of_the_list_becomes_one_and_the_log_says_so(club, union):
    imported(HEAD + LINE.replace("부원", "운영진"), union)
    user = make_user(email="kim@saebom.example")
    MemberInvitation.objects.get().accept(user)
    assert club.is_run_by(user)
    assert AuditLogEntry.objects.get(club=club, action="appointed").about == user


def test_who_has_joined_meanwhile_keeps_their_role(invitation, invited, club):
    MemberInvitation.objects.update(role="officer")
    club.admit(invited)
    invitation.accept(invited)
    assert not club.is_run_by(invited)


def test_an_application_ends_when_the_invitation_is_accepted(invitation, invited, club):
    application = club.apply(invited)
    invitation.accept(invited)
    application.refresh_from_db()
    assert application.status == "withdrawn"


def test_whoever_declines_stays_out(client, invitation, invited, club):
    client.force_login(invited)
    for _click in range(2):
        assert client.post(invitation.get_absolute_url(), {"decline": "1"}).status_code == 303
    with pytest.raises(Gone):
        invitation.accept(invited)
    assert not club.is_member(invited)


def test_nobody_else_can_answer(client, invitation, club):
    unconfirmed = make_user(email="kim@saebom.example", verified=False)
    for user in [make_user(), make_staff(), club.president, unconfirmed]:
        client.force_login(user)
        assert client.get(invitation.get_absolute_url()).status_code == 404
        assert client.post(invitation.get_absolute_url()).status_code == 404
        with pytest.raises(Refused):
            invitation.accept(user)
    assert club.memberships.count() == 1


def test_the_suspended_and_the_unverified_cannot_answer(client, invitation, invited, club, union):
    client.force_login(invited)
    invited.suspend(union, timezone.now() + timedelta(days=7), "도배")
    assert client.post(invitation.get_absolute_url()).status_code != 303
    assert not club.is_member(invited)
    with pytest.raises(Refused):
        invitation.accept(unverified(invited))


def test_the_banned_and_who_finds_no_seat_stay_out(invitation, invited, club):
    Club.objects.update(seats=0)
    with pytest.raises(Conflict, match="자리가 다 찼어요"):
        invitation.accept(invited)
    Club.objects.update(seats=None)
    club.refresh_from_db()
    club.ban(invited, by=club.president)
    with pytest.raises(Refused):
        invitation.accept(invited)
    assert not club.is_member(invited)


def test_an_invitation_ends_and_the_next_import_renews_it(client, invitation, invited, union):
    old = invitation.get_absolute_url()
    MemberInvitation.objects.update(invited_at=timezone.now() - timedelta(days=31))
    client.force_login(invited)
    assert "이 초대는 끝났어요" in client.get(old).text
    assert client.post(old).status_code == 410
    assert old not in client.get("/").text
    assert imported(HEAD + LINE, union).lines[0].outcome == Outcome.CHANGED
    assert client.get(old).status_code == 404
    assert client.post(MemberInvitation.objects.get().get_absolute_url()).status_code == 303


@pytest.mark.parametrize("is_answered", [True, False])
def test_an_invitation_is_forgotten_after_half_a_year(invitation, invited, club, is_answered):
    if is_answered:
        invitation.accept(invited)
    [task] = [task for task in tasks if "invitations of members" in task.name]
    for days, left in [(179, 1), (181, 0)]:
        MemberInvitation.objects.update(invited_at=timezone.now() - timedelta(days=days))
        task.run()
        assert MemberInvitation.objects.count() == left
    assert club.is_member(invited) is is_answered


# Who has an account ------------------------------------------------------------------------


def test_who_has_confirmed_the_address_is_notified_instead_of_mailed(club, union):
    user = make_user(email="kim@saebom.example")
    make_user(email="lee@saebom.example", verified=False)
    imported(HEAD + LINE + LINE.replace("kim", "lee"), union)
    told = Notification.objects.get(kind="member-invitation")
    assert told.user == user
    assert told.url == MemberInvitation.objects.get(email=user.email).get_absolute_url()
    assert [sent.to for sent in mail.outbox] == [["lee@saebom.example"]]


def test_the_notification_goes_with_the_answer(club, union):
    user = make_user(email="kim@saebom.example")
    imported(HEAD + LINE, union)
    MemberInvitation.objects.get().accept(user)
    assert not Notification.objects.filter(kind="member-invitation").exists()


# The command -------------------------------------------------------------------------------


def test_the_command_reads_clubs_and_members(tmp_path, union):
    clubs, members = tmp_path / "clubs.csv", tmp_path / "members.csv"
    clubs.write_text(CLUBS, encoding="cp949")
    members.write_text(HEAD + LINE, encoding="utf-16")
    out = StringIO()
    call_command("import_clubs", clubs, members=members, by=union.email, stdout=out)
    first, second = out.getvalue().splitlines()
    assert first == "2: 필름부: 새로 초대해요"
    assert second == "2: 필름부 · kim@saebom.example: 새로 초대해요"
    assert MemberInvitation.objects.count() == 1


def test_the_command_reads_members_alone_but_not_nothing(tmp_path, club, union):
    members = tmp_path / "members.csv"
    members.write_text(HEAD + LINE, encoding="utf-8")
    call_command("import_clubs", members=members, by=union.email, stdout=StringIO())
    assert MemberInvitation.objects.get().club == club
    with pytest.raises(CommandError, match="neither"):
        call_command("import_clubs", by=union.email)
