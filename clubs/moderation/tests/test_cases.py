"""The officers' page of cases: what it shows, what it decides, and whom it refuses."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clubs.models import Case, Report
from tests.factories import make_club, make_member, make_officer, make_post, make_staff, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(club, client):
    officer = make_officer(club, "운영진 이")
    client.force_login(officer)
    return officer


@pytest.fixture
def case(club):
    post = make_post(club, make_member(club, "조은서"), body="눈이 있으면 좀 봐라")
    return post.report(make_member(club), Report.Reason.HARASSMENT, "너무해요").case


def list_of(club):
    return reverse("clubs:cases", args=[club.slug])


def decide(client, case, decision, note="", **options):
    url = reverse("clubs:case-decide", args=[case.club.slug, case.pk])
    return client.post(url, {"decision": decision, "note": note}, **options)


def test_only_officers_see_and_decide_cases(client, club, case):
    for viewer in [make_user(), make_member(club), make_officer(make_club())]:
        client.force_login(viewer)
        assert client.get(list_of(club)).status_code == 403
        assert decide(client, case, "hide").status_code == 403
    case.refresh_from_db()
    assert case.is_undecided


def test_the_page_shows_the_text_the_reason_and_the_note(client, club, officer, case):
    page = client.get(list_of(club)).text
    for part in [
        "눈이 있으면 좀 봐라",
        "괴롭힘이나 혐오",
        "“너무해요”",
        "조은서",
        "1명이 신고했어요",
    ]:
        assert part in page


def test_a_club_without_cases_is_told_what_would_stand_there(client, club, officer):
    page = client.get(list_of(club)).text
    assert "기다리는 신고가 없어요" in page
    assert "처리한 신고" not in page


@pytest.mark.parametrize(
    ("decision", "sentence", "status", "published"),
    [
        ("hide", "가렸어요. 언제든", Case.Status.HIDDEN, False),
        ("clear", "문제없음으로 끝냈어요.", Case.Status.CLEARED, True),
        ("pass_on", "연합회에 넘겼어요.", Case.Status.OPEN, True),
        ("restrain", "7일 동안 글쓰기를 막았어요.", Case.Status.HIDDEN, False),
    ],
)
def test_each_decision_does_what_it_says(
    client, officer, case, decision, sentence, status, published
):
    response = decide(client, case, decision, "이유예요", follow=True)
    assert sentence in response.text
    case = Case.objects.get()
    assert case.status == status
    assert case.target.is_published is published


def test_what_was_hidden_is_shown_again_from_the_page(client, club, officer, case):
    decide(client, case, "hide", "심해요")
    page = client.get(list_of(club)).text
    assert "다시 보이기" in page
    assert "심해요" in page
    assert "다시 보이게 했어요" in decide(client, case, "reveal", follow=True).text
    assert "다시 보이기" not in client.get(list_of(club)).text
    assert Case.objects.get().target.is_published


@pytest.mark.parametrize("decision", ["", "delete", "HIDE"])
def test_a_decision_nobody_offers_is_refused(client, officer, case, decision):
    response = decide(client, case, decision)
    assert response.status_code == 403
    assert "무엇을 할지 다시 골라 주세요." in response.text


def test_a_note_that_is_too_long_decides_nothing(client, officer, case):
    assert decide(client, case, "hide", "가" * 301).status_code == 422
    assert Case.objects.get().is_undecided


def test_what_was_cleared_is_not_hidden_by_the_second_officer(client, club, officer, case):
    case.clear(make_officer(club, "김먼저"))
    response = decide(client, case, "hide")
    assert response.status_code == 409
    assert "김먼저님이 먼저 결정했어요" in response.text


def test_what_was_not_hidden_is_not_revealed(client, officer, case):
    assert decide(client, case, "reveal").status_code == 409
    assert Case.objects.get().is_undecided


def test_a_case_is_not_found_below_another_club(client, case):
    other = make_club()
    client.force_login(other.president)
    url = reverse("clubs:case-decide", args=[other.slug, case.pk])
    assert client.post(url, {"decision": "hide"}).status_code == 404


def test_officers_lose_sight_of_what_they_passed_on(client, club, officer, case):
    decide(client, case, "pass_on")
    assert "조은서" not in client.get(list_of(club)).text
    assert decide(client, case, "hide").status_code == 403
    client.force_login(make_staff())
    assert "조은서" in client.get(reverse("union:cases")).text


def test_a_case_that_waits_for_a_week_is_marked(client, club, officer, case):
    assert "7일 넘음" not in client.get(list_of(club)).text
    Case.objects.update(created_at=timezone.now() - timedelta(days=7, minutes=1))
    assert "7일 넘음" in client.get(list_of(club)).text


def test_the_oldest_case_stands_first_and_the_latest_decision(client, club, officer):
    cases = [
        make_post(club, make_member(club)).report(make_member(club), Report.Reason.SPAM).case
        for _each in range(4)
    ]
    cases[3].clear(officer)
    cases[2].clear(officer)
    Case.objects.filter(pk=cases[1].pk).update(created_at=timezone.now() - timedelta(days=1))
    context = client.get(list_of(club)).context
    assert list(context["waiting"]) == [cases[1], cases[0]]
    assert list(context["decided"]) == [cases[2], cases[3]]


def test_muting_an_author_who_has_left_only_hides(client, club, officer, case):
    club.leave(case.author)
    assert decide(client, case, "restrain").status_code == 303
    assert Case.objects.get().status == Case.Status.HIDDEN


def test_a_case_outlives_what_was_deleted_meanwhile(client, club, officer, case):
    case.target.delete_by(case.author)
    assert "눈이 있으면 좀 봐라" in client.get(list_of(club)).text
    assert decide(client, case, "hide").status_code == 303


@pytest.mark.parametrize(("note", "told"), [("", "가렸어요."), ("광고예요", "이유: 광고예요")])
def test_the_author_reads_the_reason_if_there_is_one(client, officer, case, note, told):
    decide(client, case, "hide", note)
    assert str(case.author.notifications.first()).endswith(told)


def test_a_report_without_a_reason_is_sent_back_with_its_note(client, club):
    post = make_post(club, make_member(club))
    client.force_login(make_member(club))
    url = reverse("clubs:post-report", args=[club.slug, post.pk])
    response = client.post(url, {"note": "자꾸 올라와요"})
    assert response.status_code == 422
    assert "무엇이 문제인지 하나 골라 주세요." in response.text
    assert "자꾸 올라와요" in response.text
    assert client.post(url, {"reason": "boring"}).status_code == 422
    assert not Case.objects.exists()


def test_what_is_hidden_is_not_reported_again(client, club, officer, case):
    decide(client, case, "hide")
    client.force_login(make_member(club))
    url = reverse("clubs:post-report", args=[club.slug, case.object_id])
    assert client.post(url, {"reason": "spam"}).status_code == 410
