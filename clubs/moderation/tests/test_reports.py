"""What is out of place: reporting it, deciding about it, and who never may."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clubs.board.tests.test_pictures import upload
from clubs.models import AuditLogEntry, Case, Report
from kclub.errors import Conflict, Gone, Refused
from tests.factories import make_club, make_member, make_officer, make_post, make_staff, make_user

pytestmark = pytest.mark.django_db
SPAM = Report.Reason.SPAM


@pytest.fixture
def officer(club):
    return make_officer(club)


@pytest.fixture
def author(club):
    return make_member(club, "조은서")


@pytest.fixture
def comment(club, author):
    return make_post(club).comment(author, "눈이 있으면 좀 봐라")


@pytest.fixture
def case(comment, club):
    return comment.report(make_member(club), SPAM).case


def test_reports_of_one_thing_are_one_case(comment, club):
    for _each in range(3):
        comment.report(make_member(club), SPAM)
    case = Case.objects.get()
    assert case.reports.count() == 3
    assert (case.club, case.author, case.kind) == (club, comment.author, "댓글")


def test_reporting_twice_is_reporting_once(comment, user):
    comment.report(user, SPAM)
    comment.report(user, Report.Reason.FRAUD, "또")
    assert Report.objects.get().reason == SPAM


def test_nobody_reports_what_they_wrote_or_what_is_gone(comment, author, user):
    with pytest.raises(Refused):
        comment.report(author, SPAM)
    with pytest.raises(Refused):
        comment.report(make_user(verified=False), SPAM)
    comment.delete_by(author)
    comment.refresh_from_db()
    with pytest.raises(Gone):
        comment.report(user, SPAM)


def test_the_evidence_outlives_what_was_reported(client, comment, case, officer, club):
    comment.delete_by(comment.author)
    client.force_login(officer)
    assert "눈이 있으면" in client.get(reverse("clubs:cases", args=[club.slug])).text


def test_a_hidden_comment_is_read_by_nobody_until_it_is_shown_again(client, comment, case, officer):
    page = comment.post.get_absolute_url()
    case.hide(officer, "무례해요")
    client.force_login(make_member(case.club))
    assert "눈이 있으면" not in client.get(page).text
    case.reveal(officer)
    assert "눈이 있으면" in client.get(page).text


def test_a_hidden_post_is_gone_from_board_and_feed(client, club, author, officer, user):
    post = make_post(club, author, title="카메라 급처", visibility="public")
    case = post.report(user, SPAM).case
    case.hide(officer)
    client.force_login(make_member(club))
    assert "카메라 급처" not in client.get(reverse("clubs:posts", args=[club.slug])).text
    assert "카메라 급처" not in client.get("/").text
    assert client.get(post.get_absolute_url()).status_code == 410


def test_who_wrote_it_is_told_why_and_who_reported_is_thanked(case, officer):
    case.hide(officer, "무례해요")
    assert "무례해요" in str(case.author.notifications.first())
    reporter = case.reports.get().reporter
    assert reporter.notifications.count() == 1


def test_deciding_twice_is_deciding_once_and_a_late_one_is_told(case, officer, club):
    case.hide(officer)
    case.hide(officer)
    assert club.audit_log_entries.filter(action=AuditLogEntry.Action.REPORT).count() == 1
    with pytest.raises(Conflict):
        Case.objects.get(pk=case.pk).clear(make_officer(club))


def test_nobody_decides_about_themselves(case, club):
    club.memberships.filter(user=case.author).update(role="officer")
    with pytest.raises(Refused):
        case.clear(case.author)
    assert not Case.objects.decidable_by(case.author).exists()


def test_what_an_officer_wrote_goes_to_the_union(club, officer, user):
    case = make_post(club, officer, title="선입금").report(user, Report.Reason.FRAUD).case
    with pytest.raises(Refused):
        case.hide(club.president)
    case.hide(make_staff())
    assert case.status == Case.Status.HIDDEN


def test_officers_of_another_club_decide_nothing(case):
    with pytest.raises(Refused):
        case.hide(make_officer(make_club()))


def test_the_union_gets_what_officers_pass_on_or_let_lie(case, officer):
    union = make_staff()
    assert not Case.objects.decidable_by(union).exists()
    Case.objects.update(created_at=timezone.now() - timedelta(days=8))
    assert Case.objects.decidable_by(union).exists()
    assert Case.objects.decidable_by(officer).exists()
    case.escalate(officer)
    assert not Case.objects.decidable_by(officer).exists()
    assert Case.objects.decidable_by(union).exists()


def test_who_is_restrained_writes_nothing_for_a_week(case, officer, club, time_machine):
    post = make_post(club)
    case.mute_author(officer)
    for write in (
        lambda: post.comment(case.author, "그래도"),
        lambda: make_post(club, case.author),
    ):
        with pytest.raises(Refused):
            write()
    time_machine.move_to(timezone.now() + timedelta(days=7, minutes=1))
    make_post(club, case.author)


def test_a_case_may_come_again_after_it_was_decided(case, comment, officer, user):
    case.clear(officer)
    again = comment.report(user, SPAM).case
    assert again != case
    assert again.is_undecided


def test_the_reporter_is_named_nowhere(client, comment, officer, club):
    comment.report(make_member(club, "신고한사람"), SPAM, "보기 싫어요")
    for person in (officer, comment.author):
        client.force_login(person)
        page = client.get(reverse("clubs:cases", args=[club.slug]))
        assert "신고한사람" not in page.text


def test_the_page_to_report_asks_why_and_leads_back(client, comment, user):
    club, post = comment.post.club, comment.post
    post.visibility = "public"
    post.save()
    client.force_login(user)
    url = reverse("clubs:comment-report", args=[club.slug, post.pk, comment.pk])
    assert "눈이 있으면" in client.get(url).text
    assert client.post(url, {"note": ""}).status_code == 422
    done = client.post(url, {"reason": "spam", "note": "도배예요"})
    assert (done.status_code, done["Location"]) == (303, comment.get_absolute_url())
    assert Report.objects.get().note == "도배예요"


def test_the_union_looks_around_only_with_a_reason_the_club_can_read(client, case, officer, club):
    case.escalate(officer)
    union = make_staff("연합회 김")
    client.force_login(union)
    url = reverse("union:case", args=[case.pk])
    assert "안녕하세요" not in client.get(url).text
    assert client.post(url, {"reason": " "}).status_code == 422
    page = client.post(url, {"reason": "앞말을 봐야 알겠어요"}, follow=True)
    assert "안녕하세요" in page.text
    entry = club.audit_log_entries.get(action=AuditLogEntry.Action.CONTEXT_READ)
    assert (entry.by, entry.detail) == (union, "앞말을 봐야 알겠어요")
    client.force_login(make_staff())
    assert "안녕하세요" not in client.get(url).text


def test_the_queue_costs_the_same_for_many_cases(
    client, club, officer, django_assert_max_num_queries
):
    post = make_post(club)
    for n in range(12):
        post.comment(make_member(club), f"댓글 {n}").report(make_user(), SPAM)
    client.force_login(officer)
    with django_assert_max_num_queries(14):
        page = client.get(reverse("clubs:cases", args=[club.slug]))
    assert len(page.context["waiting"]) == 12


def test_a_reported_picture_is_kept_for_those_who_decide(client, club, author, officer, user):
    client.force_login(author)
    post = make_post(club, author, visibility="public")
    fields = {"kind": "free", "title": "사진", "body": "봐요", "visibility": "public"}
    edit = reverse("clubs:post-edit", args=[club.slug, post.pk])
    assert client.post(edit, fields | {"pictures": upload()}).status_code == 303
    case = post.report(user, SPAM).case
    post.pictures.get().delete_with_files()
    shown = reverse("evidence", args=[case.evidence.get().pk])
    assert client.get(shown).status_code == 404
    client.force_login(officer)
    assert client.get(shown).status_code == 200


def test_a_picture_that_is_lost_hinders_no_report(client, club, author, officer, user):
    client.force_login(author)
    post = make_post(club, author, visibility="public")
    fields = {"kind": "free", "title": "사진", "body": "봐요", "visibility": "public"}
    edit = reverse("clubs:post-edit", args=[club.slug, post.pk])
    client.post(edit, fields | {"pictures": [upload(), upload()]})
    lost, _kept = (picture.thumbnail for picture in post.pictures.all())
    lost.storage.delete(lost.name)
    evidence = post.report(user, SPAM).case.evidence.get()
    evidence.file.storage.delete(evidence.file.name)
    client.force_login(officer)
    assert client.get(reverse("evidence", args=[evidence.pk])).status_code == 404
