"""Activity reports: made of an event, filed in a round, returned or accepted by the union."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification
from clubs.models import ActivityReport, Attendance, AuditLogEntry, Window
from clubs.reports.tests.activity_reports import (
    activity_fields,
    make_activity_report,
    make_past_event,
)
from clubs.term.tests.terms import make_window
from kclub.errors import Conflict, Refused
from tests.factories import make_club, make_member, make_officer, make_staff
from tests.pictures import upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def club():
    return make_club("필름로그")


@pytest.fixture
def union():
    return make_staff()


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def filed(club, **more):
    report = make_activity_report(club, **more)
    report.submit(club.president)
    return report


def test_an_officer_makes_it_of_an_event_and_adds_two_sentences_and_a_picture(club):
    make_window()
    event, client = make_past_event(club), signed_in(make_officer(club))
    new = reverse("clubs:activity-report-new", args=[club.slug]) + f"?event={event.pk}"
    page = client.get(new).text
    assert 'value="야간 출사"' in page
    assert 'value="남산"' in page
    fields = activity_fields(title="야간 출사") | {"pictures": upload()}
    assert client.post(new, fields).status_code == 303
    assert client.get(new).status_code == 303  # there is one already
    report = event.activity_report
    assert (report.state, report.guests, report.pictures.count()) == ("draft", 2, 1)
    assert report.people_count == 0
    client.post(reverse("clubs:activity-report", args=[club.slug, report.pk]), {
        **activity_fields(), "removed": report.pictures.get().pk,
    })  # fmt: skip
    assert not report.pictures.exists()


def test_who_was_there_is_frozen_and_never_named(club, union):
    members = [make_member(club, f"이름 {n}") for n in "가나다"]
    event = make_past_event(club, *members)
    members[2].attendances.get().strike()
    report = filed(club, event=event)
    Attendance.objects.all().delete()
    assert (report.people_count, report.state) == (2, "submitted")
    pages = signed_in(union).get(report.review_url).text
    report.accept(union)
    pages += Client().get(reverse("clubs:activity-reports-of-club", args=[club.slug])).text
    assert "출석 2명" in pages
    assert "이름" not in pages.replace("누구의 이름", "")
    members[0].close_account()
    assert sorted(person.user_id or 0 for person in report.people.all()) == [0, members[1].pk]


@pytest.mark.parametrize("closed", [True, False])
def test_it_is_filed_in_a_round_and_what_was_written_stays(club, closed):
    report = make_activity_report(club)
    now = timezone.now()
    windows = Window.objects.filter(kind="report")
    if closed:
        windows.update(opens_at=now - timedelta(days=2), closes_at=now - timedelta(days=1))
    url = reverse("clubs:activity-report-submit", args=[club.slug, report.pk])
    page = signed_in(club.president).post(url, follow=True).text
    report.refresh_from_db()
    assert ("쓴 것은 그대로 있어요" in page, report.state == "draft") == (closed, closed)
    assert report.text in page


def test_a_second_round_opens_after_the_first(club):
    report = make_activity_report(club)
    now = timezone.now()
    Window.objects.filter(kind="report").update(
        opens_at=now - timedelta(days=2), closes_at=now - timedelta(days=1)
    )
    hour = timedelta(hours=1)
    Window.objects.set(report.term, Window.Kind.REPORT, now - hour, now + hour, number=2)
    report.submit(club.president)
    assert report.state == "submitted"


def test_the_union_sets_rounds_one_after_the_other(union):
    term, client = make_window().term, signed_in(union)
    url = reverse("union:term-window", args=[term.code, "report"])
    times = {"opens_at": "2032-03-02T09:00", "closes_at": "2032-03-20T18:00"}
    assert client.get(f"{url}?number=2").status_code == 404
    assert client.post(url, times).status_code == 303
    assert client.post(f"{url}?number=2", times).status_code == 303
    assert client.get(f"{url}?number=4").status_code == 404
    assert client.get(f"{url}?number=x").status_code == 404
    page = client.get(reverse("union:term", args=[term.code])).text
    assert [f"활동보고서 {n}차" in page for n in (1, 2, 3, 4)] == [True, True, True, False]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"text": ""}, "무엇을 했는지"),
        ({"purpose": ""}, "왜 했는지"),
        ({"pictures": []}, "사진을 한 장은"),
        ({"ends_at": timezone.now() + timedelta(hours=1)}, "끝난 뒤에"),
    ],
)
def test_it_is_filed_only_when_it_is_complete(club, more, sentence):
    report = make_activity_report(club, **more)
    with pytest.raises(Refused, match=sentence):
        report.submit(club.president)


def test_it_lies_within_a_term(club):
    long_ago = timezone.now() - timedelta(days=300)
    with pytest.raises(Refused, match="한 학기 안에"):
        make_activity_report(club, starts_at=long_ago, ends_at=long_ago + timedelta(hours=1))
    make_activity_report(club)
    form = activity_fields(starts_at="2001-03-02T09:00")
    new = reverse("clubs:activity-report-new", args=[club.slug])
    response = signed_in(club.president).post(new, form)
    assert response.status_code == 422
    assert "한 학기 안에" in response.text
    assert "두 시간 동안" in response.text


def test_the_database_keeps_activities_of_the_future_from_being_filed(club):
    report = filed(club)
    later = timezone.now() + timedelta(days=1)
    for change in ({"ends_at": later}, {"submitted_at": None}, {"ends_at": report.starts_at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ActivityReport.objects.filter(pk=report.pk).update(**change)


def test_a_returned_one_is_mended_and_accepted(club, union):
    officer, other = make_officer(club), make_staff()
    report = filed(club)
    with pytest.raises(Refused, match="제출해서"):
        report.edit(club.president, starts_at=report.starts_at, ends_at=report.ends_at)
    with pytest.raises(Refused, match="고쳐야 하는지"):
        report.send_back(union, "  ")
    report.send_back(union, "사진이 흐려요")
    report.send_back(union, "사진이 흐려요")
    with pytest.raises(Conflict):
        report.accept(other)
    page = signed_in(officer).get(report.get_absolute_url()).text
    assert "사진이 흐려요" in page
    Window.objects.filter(kind="report").delete()  # within a week it needs no round
    report.submit(officer)
    report.accept(other)
    report.accept(other)
    with pytest.raises(Conflict):
        report.send_back(union, "다시")
    actions = AuditLogEntry.objects.filter(club=club, action__startswith="activity").order_by("pk")
    assert [entry.action for entry in actions] == [
        "activity-filed", "activity-returned", "activity-filed", "activity-accepted",
    ]  # fmt: skip
    kinds = set(Notification.objects.filter(user=officer).values_list("kind", flat=True))
    assert {"activity-returned", "activity-accepted"} <= kinds


def test_a_returned_one_that_is_late_waits_for_the_next_round(club, union):
    report = filed(club)
    report.send_back(union, "사진이 흐려요")
    Window.objects.filter(kind="report").delete()
    report.decided_at -= timedelta(days=8)
    report.save()
    with pytest.raises(Refused, match="내는 때가"):
        report.submit(club.president)


def test_nobody_decides_about_a_club_they_run(club, union):
    report = filed(club)
    club.memberships.create(user=union, role="officer")
    with pytest.raises(Refused, match="다른 사람이"):
        report.accept(union)
    with pytest.raises(Refused, match="동아리연합회만"):
        report.accept(make_member(club))
    assert "결정하기" not in signed_in(union).get(report.review_url).text


def test_the_union_lists_what_is_filed_with_counts_that_equal_the_lists(
    club, union, django_assert_max_num_queries
):
    first = filed(club)
    filed(club, title="같은 때의 활동")
    make_activity_report(club, title="쓰는 중인 것")
    filed(make_club(), title="다른 동아리의 활동").accept(union)
    client = signed_in(union)
    url = reverse("activity-reports", args=[first.term.code])
    client.get(url)
    with django_assert_max_num_queries(10):
        page = client.get(url).text
    assert "쓰는 중인 것" not in page
    assert page.count("같은 때의 보고서가 또 있어요") == 2
    accepted = client.get(url, {"state": "accepted"}).text
    assert "다른 동아리의 활동" in accepted
    assert "같은 때의 활동" not in accepted
    assert "다른 동아리의 활동" not in client.get(url, {"club": club.slug}).text
    assert "같은 때의 활동" in client.get(first.review_url).text


def test_the_public_page_shows_only_what_is_accepted_and_public(club, union):
    shown, hidden = filed(club), filed(club, title="우리끼리 한 활동", public=False)
    url = reverse("clubs:activity-reports-of-club", args=[club.slug])
    picture = shown.pictures.get().get_absolute_url()
    assert "가을 출사" not in Client().get(url).text
    assert Client().get(picture).status_code == 404
    assert signed_in(union).get(picture).status_code == 200
    for report in (shown, hidden):
        report.accept(union)
    page = Client().get(url).text
    assert ("가을 출사" in page, "우리끼리" in page) == (True, False)
    assert Client().get(picture).status_code == 200
    assert Client().get(hidden.pictures.get().get_absolute_url()).status_code == 404


def test_a_report_keeps_five_pictures(club):
    report = make_activity_report(club)
    url = reverse("clubs:activity-report", args=[club.slug, report.pk])
    form = activity_fields() | {"pictures": [upload() for _each in range(5)]}
    response = signed_in(club.president).post(url, form)
    assert response.status_code == 422
    assert report.pictures.count() == 1
