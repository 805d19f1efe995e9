"""The club's log: what is written down, who reads what of it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from clubs.models import Application, AuditLogEntry
from tests.factories import (
    make_application,
    make_club,
    make_member,
    make_officer,
    make_post,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2090, 11, 20, 12, tzinfo=ZoneInfo("Asia/Seoul"))
Action = AuditLogEntry.Action


def address(club):
    return reverse("clubs:audit-log", args=[club.slug])


def written(club):
    """What the log says, oldest first: (action, by, about, detail)."""
    entries = club.audit_log_entries.exclude(action=Action.OPENED).order_by("pk")
    return [(e.action, e.by, e.about, e.detail) for e in entries.select_related("by", "about")]


# What is written


def test_every_decision_about_an_application_is_written_once(club):
    officer, approved, rejected = make_officer(club), make_application(club), make_application(club)
    same = Application.objects.get(pk=rejected.pk)

    approved.approve(by=officer)
    approved.approve(by=officer)
    rejected.reject(by=officer, note="3월에 또 모집해요")
    same.reject(by=club.president)

    assert written(club) == [
        (Action.APPROVED, officer, approved.applicant, ""),
        (Action.REJECTED, officer, rejected.applicant, "3월에 또 모집해요"),
    ]


def test_roles_and_removals_are_written(club):
    member = make_member(club)

    club.memberships.get(user=member).appoint(club.president, "officer", "총무")
    club.remove(member, by=club.president, reason="졸업")
    club.remove(member, by=club.president)

    assert written(club) == [
        (Action.APPOINTED, club.president, member, "officer 총무"),
        (Action.REMOVED, club.president, member, "졸업"),
    ]
    assert [entry.detail_text for entry in club.audit_log_entries.all()[:2]] == [
        "졸업",
        "운영진 총무",
    ]


def test_an_edit_names_the_fields_that_changed(club):
    club.edit(club.president, summary="새 소개", place=club.place)
    club.edit(club.president, summary="새 소개")

    assert written(club) == [(Action.EDITED, club.president, None, "summary")]
    assert club.audit_log_entries.first().detail_text == "한 줄 소개"


def test_what_officers_take_off_the_board_is_written_and_what_authors_do_is_not(club):
    author, officer = make_member(club), make_officer(club)
    own, post = make_post(club, author), make_post(club, author, title="팔아요")
    comment = post.comment(author, "싸요")

    own.delete_by(author)
    comment.delete_by(officer)
    post.delete_by(officer)
    post.delete_by(officer)

    assert written(club) == [
        (Action.COMMENT_DELETED, officer, author, "싸요"),
        (Action.POST_DELETED, officer, author, "팔아요"),
    ]


def test_an_event_is_written_once(club):
    for _ in range(2):
        club.plan(club.president, title="출사", starts_at=NOON, ends_at=NOON + timedelta(hours=2))

    assert written(club) == [(Action.EVENT, club.president, None, "출사")]


def test_the_union_s_decisions_are_written():
    staff, club = make_staff(), make_club(opened=False)

    club.send_back(by=staff, reason="소개를 적어 주세요")
    club.submit(club.president)
    club.approve(by=staff)

    entries = club.audit_log_entries.order_by("pk").values_list("action", "by", "detail")
    assert list(entries) == [
        (Action.RETURNED, staff.pk, "소개를 적어 주세요"),
        (Action.SUBMITTED, club.president_id, ""),
        (Action.OPENED, staff.pk, ""),
    ]


# Reading it


def test_officers_read_all_of_it_and_members_nothing_of_applicants(client, club):
    make_application(club, make_user("이서연")).approve(by=make_officer(club, "김민지"))
    club.edit(club.president, summary="새 소개")

    client.force_login(make_officer(club))
    assert "이서연" in client.get(address(club)).text
    client.force_login(make_member(club))
    page = client.get(address(club))
    assert "이서연" not in page.text
    assert "동아리 고치기" in page.text
    assert client.get(address(club), {"action": "approved"}).context["action"] == "approved"
    assert "이서연" not in client.get(address(club), {"action": "approved"}).text
    assert "이서연" not in client.get(address(club), {"person": "이서연"}).context["entries"]


def test_it_is_found_by_action_and_by_person(client, club):
    officer = make_officer(club, "김민지")
    make_application(club, make_user("이서연")).approve(by=officer)
    make_application(club, make_user("최하늘")).reject(by=club.president)
    client.force_login(officer)

    def found(**query):
        page = client.get(address(club), query)
        return [(entry.action, str(entry.about)) for entry in page.context["entries"]]

    assert found(action="approved") == [("approved", "이서연")]
    assert found(person="민지") == [("approved", "이서연")]
    assert found(person="하늘", action="approved") == []
    assert found(person="하늘") == [("rejected", "최하늘")]
    assert len(found(action="nonsense")) == 3
    assert len(found(before="x")) == 3


def test_the_next_page_begins_where_this_one_ends(client, club):
    for number in range(60):
        club.record(Action.EVENT, club.president, detail=f"모임 {number}")
    client.force_login(club.president)

    first = client.get(address(club), {"action": "event"})
    last = first.context["entries"][-1]
    second = client.get(address(club), {"action": "event", "before": last.pk})

    shown = [entry.detail for page in (first, second) for entry in page.context["entries"]]
    assert shown == [f"모임 {number}" for number in reversed(range(60))]
    assert f"?action=event&amp;before={last.pk}" in first.text
    assert second.context["older"] == ""


@pytest.mark.parametrize("count", [3, 30])
def test_it_costs_the_same_at_any_length(client, club, django_assert_num_queries, count):
    for _ in range(count):
        club.record(Action.REMOVED, make_user(), make_user())
    client.force_login(club.president)
    client.get(address(club))

    # session and user, club, membership, entries with their people, counts; the frame
    with django_assert_num_queries(9):
        client.get(address(club))


def test_nobody_changes_it_in_the_admin(client, club):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    entry = club.record(Action.EDITED, club.president)
    change = reverse("admin:clubs_auditlogentry_change", args=[entry.pk])

    assert client.get(change).status_code == 200
    assert client.post(change, {"detail": "x"}).status_code == 403
    delete = reverse("admin:clubs_auditlogentry_delete", args=[entry.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    assert client.get(reverse("admin:clubs_auditlogentry_add")).status_code == 403


def test_why_somebody_claims_the_club_is_for_the_union_alone(client, club):
    officer = make_officer(club)
    club.president.unverify()
    club.refresh_from_db()
    club.claim(officer, "회장이 회비를 들고 사라졌어요")
    client.force_login(make_member(club))
    page = client.get(reverse("clubs:audit-log", args=[club.slug])).text
    assert "회장 맡기 신청" in page
    assert "사라졌어요" not in page
