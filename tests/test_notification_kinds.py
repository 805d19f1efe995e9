"""Who is told what: each kind of notification, by what people do."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts import notification_kinds as kinds
from accounts.management.commands import notification_docs
from accounts.models import Notification, User
from accounts.notification_kinds import KINDS
from clubs.models import Application, Case, Club, Membership, Notice, Post, Report
from kclub.daily_tasks import tasks
from rooms.messages.models import mentions
from rooms.models import Room
from tests.factories import (
    make_club,
    make_member,
    make_occupant,
    make_officer,
    make_post,
    make_room,
    make_staff,
    make_user,
)
from tests.test_docs import DOCS

pytestmark = pytest.mark.django_db


def told(kind):
    """Return the users who were notified by a Kind, and forget it."""
    rows = Notification.objects.of_kind(kind).select_related("user")
    users = sorted((row.user for row in rows), key=lambda user: user.pk)
    rows.delete()
    return users


def the_union():
    """Return the users of the union, as `told` does."""
    return list(User.objects.of_union().order_by("pk"))


def run_daily(name):
    """Run the daily task whose name has these words."""
    [task] = [task for task in tasks if name in task.name]
    return task.run()


@pytest.fixture
def club():
    return make_club("필름로그")


@pytest.fixture
def officer(club):
    return make_officer(club)


@pytest.fixture
def member(club):
    return make_member(club)


def test_the_document_is_made_of_the_table(capsys):
    call_command("notification_docs")
    assert capsys.readouterr().out == (DOCS / "notifications.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in notification_docs.document() for name in KINDS)


def test_officers_are_told_of_an_application_until_one_of_them_answers(club, officer, member):
    application = club.apply(make_user("지원이"))
    [first, second] = Notification.objects.of_kind(kinds.APPLICATION_RECEIVED)
    assert {first.user, second.user} == {club.president, officer}
    assert str(first) == "지원이님이 필름로그에 지원했어요."
    officer.notifications.read()
    application.approve(officer)
    assert told(kinds.APPLICATION_RECEIVED) == [officer]  # who had read it may find it again


def test_a_withdrawn_application_leaves_nothing_to_do(club):
    club.apply(make_user()).withdraw()
    assert told(kinds.APPLICATION_RECEIVED) == []


def test_overdue_applications_are_told_once_to_officers_and_then_to_the_union(club, officer):
    make_staff()
    application = club.apply(make_user())
    runs = []
    for days in (6, 8, 9, 15, 16):
        submitted = timezone.now() - timedelta(days=days)
        Application.objects.filter(pk=application.pk).update(submitted_at=submitted)
        Notification.objects.update(created_at=timezone.now() - timedelta(seconds=days))
        runs.append((run_daily("officers were reminded"), run_daily("union was told")))
    assert runs == [(0, 0), (1, 0), (0, 0), (0, 1), (0, 0)]
    assert told(kinds.APPLICATIONS_OVERDUE) == [club.president, officer]
    assert told(kinds.APPLICATIONS_OVERDUE_FOR_UNION) == the_union()


def test_a_new_role_is_told_and_a_new_title_is_not(club, member):
    membership = club.membership_of(member)
    membership.appoint(club.president, Membership.Role.OFFICER, "총무")
    membership.appoint(club.president, Membership.Role.OFFICER, "촬영부장")
    assert told(kinds.ROLE_OFFICER) == [member]
    membership.appoint(club.president, Membership.Role.MEMBER)
    assert told(kinds.ROLE_MEMBER) == [member]


def test_the_union_is_told_of_a_new_club_until_it_decides():
    union, founder = make_staff(), make_user()
    club = Club.found(founder, name="새동아리", category=make_club().category, summary="새로")
    assert told(kinds.CLUB_SUBMITTED) == the_union()
    club.send_back(union, "소개를 적어 주세요.")
    club.submit(founder)
    assert Notification.objects.of_kind(kinds.CLUB_SUBMITTED).count() == len(the_union())
    club.approve(union)
    assert told(kinds.CLUB_SUBMITTED) == []
    assert founder in told(kinds.CLUB_OPENED)


def test_the_union_and_the_president_are_told_of_a_claim(club, officer):
    make_staff()
    club.president.last_login = timezone.now() - timedelta(days=100)
    club.president.save()
    club.claim(officer, "회장이 연락이 안 돼요.")
    assert told(kinds.PRESIDENCY_CLAIMED) == [club.president, *the_union()]


def test_a_report_is_told_to_who_may_decide_it_until_it_is_decided(club, officer, member):
    make_staff()
    post = make_post(club, member)
    post.report(make_user(), Report.Reason.SPAM)
    post.report(make_user(), Report.Reason.SPAM)
    assert Notification.objects.of_kind(kinds.REPORT_RECEIVED).count() == 2
    case = Case.objects.get()
    case.escalate(officer)
    assert told(kinds.CASE_RECEIVED) == the_union()
    assert told(kinds.REPORT_RECEIVED) == [club.president, officer]


def test_a_report_about_an_officer_is_told_to_the_union_alone(club, officer):
    make_staff()
    make_post(club, officer).report(make_user(), Report.Reason.SPAM)
    assert told(kinds.CASE_RECEIVED) == the_union()
    assert told(kinds.REPORT_RECEIVED) == []


def test_a_decided_case_waits_for_nobody(club, officer, member):
    make_post(club, member).report(make_user(), Report.Reason.SPAM)
    Case.objects.get().clear(officer)
    assert told(kinds.REPORT_RECEIVED) == []


def write(club, author, **fields):
    fields = {"title": "출사", "body": "토요일", "visibility": "members"} | fields
    return club.post(author, **fields)


def test_members_are_told_of_notices_and_followers_of_what_everybody_may_read(
    club, officer, member
):
    follower = make_user()
    for user in (follower, member):
        club.follow(user)
    write(club, officer, kind=Post.Kind.NOTICE)
    assert told(kinds.NOTICE) == [club.president, member]
    assert told(kinds.NEW_POST) == []
    public = write(club, member, kind=Post.Kind.FREE, visibility="public")
    assert told(kinds.NOTICE) == []
    assert [str(each) for each in Notification.objects.of_kind(kinds.NEW_POST)] == [
        "필름로그에 새 글이 올라왔어요."
    ]
    public.edit(member, visibility="members")
    assert told(kinds.NEW_POST) == []  # its title is for members now


def test_who_blocked_the_author_of_a_notice_is_not_told(club, officer, member):
    member.block(officer)
    write(club, officer, kind=Post.Kind.NOTICE)
    assert told(kinds.NOTICE) == [club.president]


def test_exactly_the_chosen_are_told_of_a_clubs_notice(club, officer, member):
    for _ in range(2):
        make_member(club)
    member.block(officer)
    fields = {"title": "출사", "text": "토요일", "audience": "chosen"}
    Notice.send(officer, [club.president.pk, member.pk], club=club, **fields)
    assert [str(each) for each in Notification.objects.of_kind(kinds.CLUB_NOTICE)] == [
        "필름로그에서 공지를 보냈어요."
    ] * 2
    assert told(kinds.CLUB_NOTICE) == [club.president, member]


def test_exactly_the_chosen_are_told_of_the_unions_notice(club, officer, member):
    union = make_staff()
    fields = {"title": "축제", "text": "부스", "audience": "presidents"}
    Notice.send(union, [club.president.pk], **fields)
    assert told(kinds.UNION_NOTICE) == [club.president]


def test_a_notice_that_must_be_read_is_told_as_such_and_reminded_of_once(club, officer, member):
    late = make_user()
    post = write(club, officer, kind=Post.Kind.NOTICE, must_read=True)
    assert told(kinds.NOTICE) == []
    assert told(kinds.MUST_READ_NOTICE) == [club.president, member]
    club.admit(late)
    post.mark_read(club.president)
    runs = []
    for hours in (71, 73, 97):
        Post.objects.update(must_read_at=timezone.now() - timedelta(hours=hours))
        Membership.objects.exclude(user=late).update(joined_at=timezone.now() - timedelta(days=9))
        runs.append(run_daily("notices that must be read"))
    assert runs == [0, 1, 0]
    assert told(kinds.MUST_READ_UNREAD) == [member]


def test_a_notice_that_need_not_be_read_any_more_asks_nobody(club, officer, member):
    post = write(club, officer, kind=Post.Kind.NOTICE)
    post.edit(officer, must_read=True)
    assert told(kinds.NOTICE) == []  # one line for one notice
    post.edit(officer, title="고친 공지")
    assert Notification.objects.of_kind(kinds.MUST_READ_NOTICE).count() == 2
    post.edit(officer, kind=Post.Kind.FREE, must_read=True)
    assert told(kinds.MUST_READ_NOTICE) == []
    Post.objects.update(must_read_at=None)
    assert run_daily("notices that must be read") == 0


def plan(club, **fields):
    starts_at = timezone.now() + timedelta(days=1)
    fields = {"title": "출사", "starts_at": starts_at, "place": "서울숲"} | fields
    ends_at = fields["starts_at"] + timedelta(hours=2)
    return club.plan(club.president, ends_at=ends_at, **fields)


def make_event(club, starts_at):
    return plan(club, title=f"{starts_at}", starts_at=starts_at)


def test_members_are_told_of_events_and_followers_of_public_ones(club, member):
    follower = make_user()
    club.follow(follower)
    plan(club)
    assert told(kinds.NEW_EVENT) == [member]
    plan(club, title="전시", public=True)
    assert told(kinds.NEW_EVENT) == [member]
    assert told(kinds.NEW_PUBLIC_EVENT) == [follower]


def test_who_comes_is_reminded_the_day_before_and_once(club, member, officer):
    event = make_event(club, starts_at=timezone.now() + timedelta(days=1))
    event.accept(member)
    event.decline(officer)
    make_event(club, starts_at=timezone.now() + timedelta(days=2)).accept(member)
    for _day in range(2):
        assert run_daily("events of tomorrow") == 1
    assert told(kinds.EVENT_TOMORROW) == [member]


def test_who_comes_is_told_of_another_place_and_of_the_end(club, member, officer):
    event = make_event(club, starts_at=timezone.now() + timedelta(days=1))
    event.accept(member)
    event.decline(officer)
    event.edit(club.president, place="뚝섬")
    assert told(kinds.EVENT_CHANGED) == [member]
    event.cancel(club.president, "비가 와요")
    assert told(kinds.EVENT_CANCELLED) == [member]


def test_the_first_who_waits_is_told_of_a_seat(club, member, officer):
    event = plan(club, seats=1)
    event.accept(officer)
    event.wait(member)
    event.wait(make_member(club))
    event.decline(officer)
    assert told(kinds.EVENT_SEAT) == [member]


def test_a_like_is_told_and_taken_back(club, member):
    post, admirer = make_post(club, member), make_user()
    for user in (admirer, make_user(), member):
        post.like(user)
        post.like(user)
    assert Notification.objects.of_kind(kinds.LIKE).count() == 2
    post.unlike(admirer)
    assert told(kinds.LIKE) == [member]


def test_a_direct_message_is_told_once_to_who_is_away_until_they_read_it():
    me, friend, here = make_user("박봄이"), make_user(), make_user()
    room = Room.open_direct(me, [friend, here])
    room.occupancies.exclude(user=here).update(last_active_at=timezone.now() - timedelta(hours=1))
    room.occupancies.filter(user=here).update(last_active_at=timezone.now())
    room.post(me, "안녕")
    room.post(me, "있어?")
    [notification] = Notification.objects.of_kind(kinds.DIRECT_MESSAGE)
    assert notification.user == friend
    assert str(notification) == "박봄이님이 메시지를 보냈어요."
    room.occupancies.get(user=friend).mark_read(room.messages.last().number)
    assert not Notification.objects.of_kind(kinds.DIRECT_MESSAGE).unread().exists()
    room.occupancies.filter(user=friend).update(last_active_at=timezone.now() - timedelta(hours=1))
    room.post(me, "또 왔어")
    assert told(kinds.DIRECT_MESSAGE) == [friend, friend]


def test_who_is_on_an_exported_list_is_told(client, club, member):
    client.force_login(club.president)
    client.post(f"/clubs/{club.slug}/manage/members/csv/")
    assert told(kinds.LIST_EXPORTED) == [member]


def test_one_author_calls_no_more_people_than_sixty_an_hour(monkeypatch):
    monkeypatch.setattr(mentions, "CALLS_PER_HOUR", 3)
    room = make_room()
    names = [make_occupant(room, f"사람{n}").display_name for n in range(5)]
    room.post(room.owner, " ".join(f"@{name}" for name in names[:2]))
    room.post(room.owner, " ".join(f"@{name}" for name in names[2:]))
    assert len(told(kinds.MENTION)) == 3
    Notification.objects.all().delete()
    room.post(room.owner, f"@{names[4]}")
    assert len(told(kinds.MENTION)) == 1
