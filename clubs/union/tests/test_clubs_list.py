"""Clubs, cases and overdue applications on the pages of the union."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clubs.models import Application, Club, Report
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
CLUBS = "/union/clubs/"
LATE = "/union/late/"
PAGES = [
    "dashboard", "cases", "claims", "overdue-applications", "clubs", "people", "categories",
    "banned-words", "school-domains",
]  # fmt: skip


@pytest.fixture
def staff(client):
    staff = make_staff("연합회 김")
    client.force_login(staff)
    return staff


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_the_union_refuses_students_with_a_sentence(client, user, name):
    client.force_login(user)
    response = client.get(reverse(f"union:{name}"))
    assert response.status_code == 403
    assert "동아리연합회만 볼 수 있는 곳이에요." in response.text


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_the_union_marks_its_own_tab(client, staff, name):
    page = client.get(reverse(f"union:{name}"))
    tabs = page.text.split('class="tabs"')[1].split("</nav>")[0]
    assert tabs.count('aria-current="page"') == 1
    marked = next(item for item in tabs.split("<li>") if "aria-current" in item)
    assert f'href="{reverse(f"union:{name}")}"' in marked


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_the_union_leads_strangers_to_log_in(client, name):
    response = client.get(reverse(f"union:{name}"))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_clubs_are_listed_by_name_and_filtered_by_status(client, staff):
    clubs = [make_club("나비"), make_club("가람"), make_club("다온", opened=False)]
    clubs[0].suspend(staff, "이유")

    def listed(**query):
        return [str(club) for club in client.get(CLUBS, query).context["page"]]

    assert listed() == ["가람", "나비", "다온"]
    assert listed(status="suspended") == ["나비"]
    assert listed(status="submitted") == ["다온"]
    assert listed(status="nonsense") == ["가람", "나비", "다온"]
    assert listed(q="가람", status="suspended") == []


def test_a_list_without_clubs_says_so(client, staff):
    assert "그런 동아리는 없어요" in client.get(CLUBS, {"q": "없는 이름"}).text


@pytest.mark.parametrize(("page", "number"), [("abc", 1), ("0", 2), ("99", 2), ("2", 2)])
def test_clubs_turn_their_pages_and_nonsense_is_a_page(client, staff, monkeypatch, page, number):
    monkeypatch.setattr("clubs.union.views.clubs.CLUBS_PER_PAGE", 2)
    for _each in range(3):
        make_club()
    assert client.get(CLUBS, {"page": page}).context["page"].number == number


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        ("active", ["pause", "suspend", "archive"]),
        ("dormant", ["resume", "suspend", "archive"]),
        ("suspended", ["restore", "archive"]),
        ("archived", ["restore"]),
    ],
)
def test_only_verbs_that_follow_are_offered(client, staff, club, status, offered):
    Club.objects.filter(pk=club.pk).update(status=status)
    page = client.get(reverse("union:club", args=[club.slug])).text
    for verb in ["pause", "resume", "suspend", "restore", "archive"]:
        assert (f'value="{verb}"' in page) is (verb in offered)


@pytest.mark.parametrize(
    ("before", "verb", "after", "sentence"),
    [
        ("active", "archive", "archived", "보관했어요."),
        ("suspended", "archive", "archived", "보관했어요."),
        ("suspended", "restore", "active", "다시 열었어요."),
        ("archived", "restore", "active", "다시 열었어요."),
    ],
)
def test_a_club_is_archived_and_restored_by_page(
    client, staff, club, before, verb, after, sentence
):
    Club.objects.filter(pk=club.pk).update(status=before)
    sent = {"verb": verb, "reason": "이유예요"}
    response = client.post(reverse("union:club", args=[club.slug]), sent, follow=True)
    assert sentence in response.text
    club.refresh_from_db()
    assert club.status == after
    assert club.closure_reason == ("" if verb == "restore" else "이유예요")


def test_an_archived_club_is_not_suspended(client, staff, club):
    club.archive(make_staff("연합회 박"), "끝났어요")
    sent = {"verb": "suspend", "reason": "이유"}
    response = client.post(reverse("union:club", args=[club.slug]), sent)
    assert response.status_code == 409
    assert "연합회 박님이 먼저 결정했어요." in response.text


def test_a_club_that_waits_is_decided_on_the_dashboard(client, staff):
    club = make_club(opened=False)
    page = client.get(reverse("union:club", args=[club.slug])).text
    assert "아직 열지 않은 동아리예요." in page
    assert 'name="verb"' not in page


def test_the_longest_wait_stands_first_among_overdue_applications(client, staff):
    sooner, later, fresh = make_club("먼저"), make_club("나중"), make_club("방금")
    for club, days in [(sooner, 20), (sooner, 15), (later, 16), (fresh, 13)]:
        application = make_application(club)
        moment = timezone.now() - timedelta(days=days)
        Application.objects.filter(pk=application.pk).update(submitted_at=moment)
    clubs = client.get(LATE).context["clubs"]
    assert [(club.name, club.overdue_count) for club in clubs] == [("먼저", 2), ("나중", 1)]


def test_nothing_overdue_says_what_would_stand_there(client, staff, club):
    make_application(club)
    assert "늦은 지원서가 없어요" in client.get(LATE).text


def test_a_reminder_reaches_every_officer_and_no_member(client, staff, club):
    officer, member = make_officer(club), make_member(club)
    client.post(reverse("union:overdue-applications-remind", args=[club.slug]))
    sentence = f"{club}에 오래 기다린 지원서가 있어요. 오늘 살펴봐 주세요."
    for user, count in {club.president: 1, officer: 1, member: 0}.items():
        assert [str(each) for each in user.notifications.all()].count(sentence) == count


def test_the_union_decides_a_case_on_its_own_page(client, staff, club):
    officer = make_officer(club, "운영진 이")
    case = make_post(club, officer).report(make_member(club), Report.Reason.SPAM).case
    assert case in client.get(reverse("union:cases")).context["waiting"]
    response = client.post(reverse("union:case-decide", args=[case.pk]), {"decision": "hide"})
    assert response.url == reverse("union:cases")
    case.refresh_from_db()
    assert (case.status, case.decided_by) == ("hidden", staff)


def test_a_case_that_is_still_the_officers_is_not_found_by_the_union(client, staff, club):
    case = make_post(club, make_member(club)).report(make_member(club), Report.Reason.SPAM).case
    assert client.get(reverse("union:case", args=[case.pk])).status_code == 404
    decide = reverse("union:case-decide", args=[case.pk])
    assert client.post(decide, {"decision": "hide"}).status_code == 404


def test_looking_around_a_case_needs_a_reason(client, staff, club):
    case = make_post(club, make_officer(club)).report(make_member(club), Report.Reason.SPAM).case
    url = reverse("union:case", args=[case.pk])
    response = client.post(url, {"reason": " "})
    assert response.status_code == 422
    assert "이유를 적어야 살펴볼 수 있어요." in response.text
    assert not case.evidence_accesses.exists()


def test_the_look_around_a_case_ends_after_a_day(client, staff, club):
    case = make_post(club, make_officer(club)).report(make_member(club), Report.Reason.SPAM).case
    case.access_context(staff, "앞뒤를 봐야 해요")
    assert case.may_read_context(staff)
    assert not case.may_read_context(make_staff())
    case.evidence_accesses.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    assert not case.may_read_context(staff)


def test_a_student_is_no_union_for_any_case(client, club):
    case = make_post(club, make_officer(club)).report(make_member(club), Report.Reason.SPAM).case
    client.force_login(make_user())
    assert client.get(reverse("union:case", args=[case.pk])).status_code == 403
