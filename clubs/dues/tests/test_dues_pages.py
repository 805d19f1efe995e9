"""The pages of dues: what members and officers read, what nobody else does, and the export."""

import csv

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import notification_kinds as kinds
from accounts.models import Notification
from clubs.dues.tests.dues import set_dues
from clubs.models import AuditLogEntry, BannedWord, Dues, PaidDues
from clubs.term.tests.terms import make_window
from tests.factories import make_club, make_member, make_officer, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def club():
    make_window()
    return make_club("필름로그")


@pytest.fixture
def member(club):
    return make_member(club, "한도윤")


@pytest.fixture
def officer(club):
    return signed_in(make_officer(club, "정유나"))


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def url(name, club, *args):
    return reverse(f"clubs:{name}", args=[club.slug, *args])


def form(**more):
    return {"amount": "20000", "due_on": f"{timezone.localdate()}", "note": "수리에 써요"} | more


def test_a_member_reads_their_own_and_nobody_elses(club, member):
    dues = set_dues(club)
    other = make_member(club, "오하늘")
    dues.mark(club.membership_of(other), club.president, is_paid=True)
    page = signed_in(member).get(url("dues", club)).text
    assert "20,000원" in page
    assert "아직 내지 않았어요" in page
    assert "오하늘" not in page
    assert url("dues-manage", club) not in page
    assert "냈어요" in signed_in(other).get(url("dues", club)).text


def test_before_they_are_set_the_page_says_so(club, member, officer):
    assert "아직 정하지 않았어요" in signed_in(member).get(url("dues", club)).text
    assert url("dues-manage", club) in officer.get(url("dues", club)).text
    for name in ("dues-remind", "dues-csv"):
        assert officer.post(url(name, club)).status_code == 404


def test_an_officer_sets_them_and_notes_who_has_paid(club, member, officer):
    assert officer.post(url("dues-manage", club), form()).status_code == 303
    membership = club.membership_of(member)
    mark = url("dues-mark", club, membership.pk)
    page = officer.get(f"{url('dues-manage', club)}?unpaid=1").text
    assert mark in page
    officer.post(mark, {"paid": "1"})
    assert mark not in officer.get(f"{url('dues-manage', club)}?unpaid=1").text
    assert mark in officer.get(url("dues-manage", club)).text
    officer.post(mark, {"paid": "0"})
    assert not PaidDues.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"amount": ""}, "여기를 채워"),
        ({"amount": "-1"}, "0"),
        ({"amount": "만 원"}, "숫자만"),
        ({"amount": "10000001"}, "10000000"),
        ({"due_on": "언젠가"}, "날짜"),
        ({"due_on": "2001-01-01"}, "이번 학기 안에"),
        ({"note": "국민 123456-78-901234"}, "계좌번호처럼"),
        ({"note": "가" * 201}, "200"),
        ({"note": "못된말이에요"}, "못된말"),
    ],
)
def test_bad_input_is_told_and_kept(club, officer, fields, sentence):
    word = BannedWord(word="못된말")
    word.full_clean()
    word.save()
    answer = officer.post(url("dues-manage", club), form(**fields))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert next(iter(fields.values())) in answer.text
    assert not Dues.objects.exists()


def test_a_member_of_another_club_is_not_there(club, officer):
    set_dues(club)
    other = make_club()
    foreign = url("dues-mark", club, other.memberships.get().pk)
    assert officer.post(foreign, {"paid": "1"}).status_code == 404


def test_the_button_to_remind_is_there_once_in_three_days(club, member, officer):
    set_dues(club)
    remind = url("dues-remind", club)
    assert remind in officer.get(url("dues-manage", club)).text
    assert "명에게 알렸어요" in officer.post(remind, follow=True).text
    assert "지금은 알릴 사람이 없어요" in officer.post(remind, follow=True).text
    assert remind not in officer.get(url("dues-manage", club)).text
    [told] = Notification.objects.of_kind(kinds.DUES_ASKED).filter(user=member)
    assert told.url == url("dues", club)


def test_the_export_says_who_has_paid_and_is_in_the_log(club, member, officer):
    dues = set_dues(club)
    dues.mark(club.membership_of(member), club.president, is_paid=True)
    answer = officer.post(url("dues-csv", club))
    assert answer["Cache-Control"] == "private, no-store"
    head, *rows = csv.reader(answer.content.decode("utf-8-sig").splitlines())
    assert head == ["이름", "냈음"]
    assert dict(rows)["한도윤"] == "O"
    assert dict(rows)["정유나"] == ""
    assert AuditLogEntry.objects.get(action="exported").detail == "dues.csv · 3"
    assert Notification.objects.of_kind(kinds.LIST_EXPORTED).filter(user=member).exists()


def test_the_union_reads_nothing_of_it(club, member):
    dues = set_dues(club, note="우리끼리만 아는 말")
    dues.mark(club.membership_of(member), club.president, is_paid=True)
    union = signed_in(make_staff())
    for page in (url("dues", club), url("dues-manage", club)):
        assert union.get(page).status_code == 403
    for page in (club.get_absolute_url(), reverse("union:club", args=[club.slug])):
        text = union.get(page).text
        assert "우리끼리만" not in text
        assert "20,000" not in text
    assert not AuditLogEntry.objects.filter(club=club, detail__contains="20000").exists()


def test_a_list_costs_as_much_for_many_members(club, officer, django_assert_max_num_queries):
    dues = set_dues(club)
    for _each in range(12):
        dues.mark(club.membership_of(make_member(club)), club.president, is_paid=True)
    with django_assert_max_num_queries(18):
        officer.get(url("dues-manage", club))
