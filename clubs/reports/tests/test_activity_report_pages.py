"""The pages of activity reports: what they offer, to whom, and what they say to bad input."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import notification_kinds as kinds
from accounts.models import Notification
from clubs.models import ActivityReport, BannedWord, Window
from clubs.reports.tests.activity_reports import (
    activity_fields,
    make_activity_report,
    make_past_event,
)
from clubs.term.tests.terms import make_window
from tests.factories import make_club, make_member, make_officer, make_staff
from tests.pictures import upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def club():
    make_window()
    return make_club("필름로그")


@pytest.fixture
def officer(club):
    client = Client()
    client.force_login(make_officer(club))
    return client


@pytest.fixture
def union():
    client = Client()
    client.force_login(make_staff())
    return client


def new(club, event=None):
    url = reverse("clubs:activity-report-new", args=[club.slug])
    return f"{url}?event={event if isinstance(event, str) else event.pk}" if event else url


def manage(club):
    return reverse("clubs:activity-reports-manage", args=[club.slug])


def reviews(report):
    return reverse("activity-reports", args=[report.term.code])


# Officers ----------------------------------------------------------------------------------


def test_the_list_offers_the_past_events_that_have_no_report(club, officer):
    event = make_past_event(club)
    assert new(club, event) in officer.get(manage(club)).text
    make_activity_report(club, event=event, title="야간 출사")
    page = officer.get(manage(club)).text
    assert new(club, event) not in page
    assert "야간 출사" in page


@pytest.mark.parametrize("change", ["cancelled", "upcoming", "last term"])
def test_the_list_offers_no_other_events(club, officer, change):
    event, now = make_past_event(club), timezone.now()
    match change:
        case "cancelled":
            event.cancelled_at = now
        case "upcoming":
            event.ends_at = now + timedelta(days=1)
        case "last term":
            event.starts_at = now - timedelta(days=200)
            event.ends_at = event.starts_at + timedelta(hours=1)
    event.save()
    assert new(club, event) not in officer.get(manage(club)).text


def test_the_list_says_until_when_reports_are_filed(club, officer):
    assert "지금은 내는 때가 아니에요" in officer.get(manage(club)).text
    now = timezone.now()
    Window.objects.create(
        term=make_window().term,
        kind="report",
        number=2,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=1),
    )
    assert "활동보고서 2차:" in officer.get(manage(club)).text


def test_the_list_is_read_by_few_queries(club, officer, django_assert_max_num_queries):
    for number in range(12):
        make_activity_report(club, title=f"출사 {number}")
    officer.get(manage(club))
    with django_assert_max_num_queries(10):
        page = officer.get(manage(club)).text
    assert page.count("쓰는 중") == 12


def test_the_public_page_has_pages(club, union):
    for number in range(21):
        report = make_activity_report(club, title=f"출사 {number}")
        report.submit(club.president)
        report.accept(make_staff("연합회"))
    url = reverse("clubs:activity-reports-of-club", args=[club.slug])
    pages = [Client().get(url, {"page": number}).text for number in (1, 2)]
    assert [page.count("<article") for page in pages] == [20, 1]


def test_only_officers_find_the_way_from_a_past_event(club, officer):
    event = make_past_event(club)
    member = Client()
    member.force_login(make_member(club))
    pages = [client.get(event.get_absolute_url()).text for client in (officer, member)]
    assert [new(club, event) in page for page in pages] == [True, False]


@pytest.mark.parametrize("event", ["0", "x", "-1", "9" * 30, "²"])
def test_an_event_that_is_none_is_not_found(club, officer, event):
    assert officer.get(new(club, event)).status_code == 404


def test_an_event_of_another_club_is_not_found(club, officer):
    foreign = make_past_event(make_club())
    assert officer.get(new(club, foreign)).status_code == 404
    assert officer.post(new(club, foreign), activity_fields()).status_code == 404


def test_a_report_without_an_event_begins_with_the_place_of_the_club(club, officer):
    club.edit(place="학생회관 304호")
    assert "학생회관 304호" in officer.get(new(club)).text
    assert officer.post(new(club), activity_fields()).status_code == 303
    assert officer.post(new(club), activity_fields()).status_code == 303
    assert club.activity_reports.get().event is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": ""}, "필수"),
        ({"title": "가" * 61}, "60"),
        ({"starts_at": "언젠가"}, "올바른"),
        ({"ends_at": "2001-01-01T00:00"}, "시작보다 늦어야 해요"),
        ({"guests": "-1"}, "0"),
        ({"guests": "10001"}, "10000"),
        ({"purpose": "가" * 201}, "200"),
        ({"text": "가" * 2001}, "2000"),
        ({"alts": "가" * 201}, "200자"),
        ({"text": "못된말이에요"}, "못된말"),
    ],
)
def test_bad_input_is_told_and_nothing_is_lost(club, officer, fields, sentence):
    word = BannedWord(word="못된말")
    word.full_clean()
    word.save()
    form = activity_fields(place="한강 공원 여의도 지구") | fields
    response = officer.post(new(club), form)
    assert response.status_code == 422
    assert "한강 공원 여의도 지구" in response.text
    assert not ActivityReport.objects.exists()


def test_a_file_that_is_no_picture_is_refused(club, officer):
    broken = upload()
    broken.seek(0)
    broken.truncate(20)
    response = officer.post(new(club), activity_fields() | {"pictures": broken})
    assert response.status_code == 422
    assert not ActivityReport.objects.exists()


def test_pictures_are_encoded_anew_and_described(club, officer):
    form = activity_fields() | {"pictures": [upload(), upload()], "alts": "단풍\n강가"}
    officer.post(new(club), form)
    pictures = club.activity_reports.get().pictures.all()
    assert [picture.alt for picture in pictures] == ["단풍", "강가"]
    for picture in pictures:
        for url in (picture.get_absolute_url(), picture.thumbnail_url):
            response = officer.get(url)
            assert response.headers["Content-Type"] == "image/webp"
            assert b"".join(response.streaming_content)[8:12] == b"WEBP"


def test_removed_pictures_leave_no_file(club, officer, django_capture_on_commit_callbacks):
    report = make_activity_report(club)
    picture = report.pictures.get()
    storage, names = picture.file.storage, [picture.file.name, picture.thumbnail.name]
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(report.get_absolute_url(), activity_fields() | {"removed": picture.pk})
    assert not report.pictures.exists()
    assert [storage.exists(name) for name in names] == [False, False]


def test_a_submitted_one_has_no_form(club, officer):
    report = make_activity_report(club)
    assert "연합회에 제출하기" in officer.get(report.get_absolute_url()).text
    report.submit(club.president)
    page = officer.get(report.get_absolute_url()).text
    assert "연합회에 제출하기" not in page
    assert 'name="purpose"' not in page
    response = officer.post(report.get_absolute_url(), activity_fields(title="다른 제목"))
    assert response.status_code == 422
    report.refresh_from_db()
    assert report.title == "가을 출사"


# The union ---------------------------------------------------------------------------------


def test_a_draft_is_nothing_the_union_reads(club, union):
    report = make_activity_report(club)
    assert report.title not in union.get(reviews(report)).text
    assert union.get(report.review_url).status_code == 404
    assert union.get(report.pictures.get().thumbnail_url).status_code == 404


def test_the_union_needs_a_remark_to_return_one(club, union):
    report = make_activity_report(club)
    report.submit(club.president)
    for remark in ("", "   "):
        response = union.post(report.review_url, {"verb": "return", "remark": remark})
        assert response.status_code == 422
        assert "무엇을 고쳐야 하는지" in response.text
    assert union.post(report.review_url, {"verb": "burn"}).status_code == 422
    report.refresh_from_db()
    assert report.state == "submitted"
    form = {"verb": "return", "remark": "날짜가 달라요"}
    assert "돌려보냈어요" in union.post(report.review_url, form, follow=True).text
    assert "날짜가 달라요" in union.get(report.review_url).text


def test_the_other_of_two_is_told_that_it_is_decided(club, union):
    report = make_activity_report(club)
    report.submit(club.president)
    report.accept(make_staff())
    response = union.post(report.review_url, {"verb": "return", "remark": "날짜가 달라요"})
    assert response.status_code == 409
    assert "다른 사람이 결정했거나" in response.text


def test_a_report_is_of_its_term(club, union):
    report = make_activity_report(club)
    report.submit(club.president)
    url = reverse("activity-report-review", args=["2001-1", report.pk])
    assert union.get(url).status_code == 404
    assert union.get(reverse("activity-reports", args=["2001-1"])).status_code == 404


def test_the_union_and_the_officers_are_told(club, union):
    outsider = make_member(club)
    report = make_activity_report(club)
    report.submit(club.president)
    form = {"verb": "accept"}
    assert "인정했어요" in union.post(report.review_url, form, follow=True).text
    told = Notification.objects.about(report)
    assert all(row.user.is_staff for row in told.of_kind(kinds.ACTIVITY_FILED))
    accepted = told.of_kind(kinds.ACTIVITY_ACCEPTED)
    assert club.president in {row.user for row in accepted}
    assert not any(row.user.is_staff for row in accepted)
    assert not told.filter(user=outsider).exists()


# Everybody ---------------------------------------------------------------------------------


def test_members_do_not_see_what_is_not_on_the_club_page(club):
    report = make_activity_report(club, public=False)
    report.submit(club.president)
    report.accept(make_staff())
    member = Client()
    member.force_login(make_member(club))
    picture = report.pictures.get()
    assert member.get(picture.get_absolute_url()).status_code == 404
    assert member.get(report.get_absolute_url()).status_code == 403


def test_a_picture_is_found_in_its_own_club_alone(club, officer):
    picture = make_activity_report(club).pictures.get()
    foreign = reverse("clubs:activity-report-picture", args=[make_club().slug, picture.pk])
    assert officer.get(picture.get_absolute_url()).status_code == 200
    assert officer.get(foreign).status_code == 404


def test_a_closed_club_shows_nothing(club):
    report = make_activity_report(club)
    report.submit(club.president)
    report.accept(make_staff())
    picture = report.pictures.get().get_absolute_url()
    assert Client().get(picture).status_code == 200
    type(club).objects.filter(pk=club.pk).update(status="archived")
    assert Client().get(picture).status_code == 404
