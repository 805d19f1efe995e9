"""The pages of marks: what they show, to whom, what they offer, and what they say to bad input."""

import pytest
from django.test import Client
from django.urls import reverse

from clubs.marks.tests.marks import REASON, give_mark
from clubs.models import BannedWord, Mark, MarkAppeal
from clubs.registration.tests.registrations import make_filing, make_registration
from clubs.term.tests.terms import make_window
from tests.factories import make_club, make_officer, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    return make_window().term


@pytest.fixture
def club(term):
    return make_club("필름로그")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def of_officers(club):
    return reverse("clubs:marks", args=[club.slug])


def of_union(club):
    return reverse("marks-of-club", args=[club.slug])


def appeal_of(mark):
    return reverse("clubs:mark-appeal", args=[mark.club.slug, mark.pk])


# Officers ----------------------------------------------------------------------------------


def test_officers_read_the_marks_and_not_who_gave_them(club):
    union = make_staff("감사위원 박")
    mark = give_mark(club, by=union)
    give_mark(make_club(), reason="다른 동아리의 일")
    page = signed_in(make_officer(club)).get(of_officers(club)).text
    assert REASON in page
    assert "경고 0회 · 주의 1회 · 가점 0점" in page
    assert "주의 두 번은 경고 한 번으로" in page
    assert "감사위원 박" not in page
    assert "다른 동아리의 일" not in page
    assert appeal_of(mark) not in page


def test_the_president_appeals_from_the_list_once(club):
    mark, president = give_mark(club), signed_in(club.president)
    assert appeal_of(mark) in president.get(of_officers(club)).text
    answer = president.post(appeal_of(mark), {"text": "있었어요"}, follow=True)
    assert "이의를 신청했어요" in answer.text
    assert appeal_of(mark) not in answer.text
    again = president.get(appeal_of(mark)).text
    assert 'name="text"' not in again


@pytest.mark.parametrize("text", ["", "  ", "가" * 1001, "못된말이에요"])
def test_a_bad_appeal_is_told_and_kept(club, text):
    word = BannedWord(word="못된말")
    word.full_clean()
    word.save()
    mark = give_mark(club)
    answer = signed_in(club.president).post(appeal_of(mark), {"text": text})
    assert answer.status_code == 422
    assert text.strip() in answer.text
    assert not MarkAppeal.objects.exists()


def test_a_mark_is_of_its_club(club):
    mark, other = give_mark(club), make_club()
    foreign = reverse("clubs:mark-appeal", args=[other.slug, mark.pk])
    assert signed_in(other.president).get(foreign).status_code == 404
    theirs = reverse("mark", args=[other.slug, mark.pk])
    assert signed_in(make_staff()).get(theirs).status_code == 404


def test_an_empty_list_says_so_even_between_terms():
    club = make_club()
    assert "아직 받은 것이 없어요" in signed_in(club.president).get(of_officers(club)).text


# The union ---------------------------------------------------------------------------------


def test_the_union_gives_a_mark_on_the_page_of_the_club(club):
    union = signed_in(make_staff())
    form = {"kind": "credit", "points": "4", "reason": "축제를 도왔어요", "nonce": "a"}
    for _click in range(2):
        answer = union.post(of_union(club), form, follow=True)
    assert "축제를 도왔어요" in answer.text
    assert "가점 4점" in answer.text
    assert club.marks.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": ""}, "여기를 채워"),
        ({"kind": "praise"}, "고를 수 없는"),
        ({"reason": "  "}, "여기를 채워"),
        ({"reason": "가" * 501}, "500"),
        ({"points": "0"}, "1"),
        ({"points": "11"}, "10"),
        ({"points": "많이"}, "숫자만"),
    ],
)
def test_bad_input_gives_nothing(club, fields, sentence):
    form = {"kind": "credit", "points": "1", "reason": "축제를 도왔어요"} | fields
    answer = signed_in(make_staff()).post(of_union(club), form)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Mark.objects.exists()


def test_no_form_is_offered_to_an_interested_person_nor_between_terms(club):
    interested = make_staff()
    club.admit(interested)
    club.memberships.filter(user=interested).update(role="officer")
    page = signed_in(interested).get(of_union(club)).text
    assert 'name="kind"' not in page
    assert "다른 사람이 결정해야 해요" in page
    form = {"kind": "caution", "reason": "사유"}
    assert signed_in(interested).post(of_union(club), form).status_code == 403
    assert not Mark.objects.exists()


def test_between_terms_the_page_says_so():
    club = make_club()
    page = signed_in(make_staff()).get(of_union(club)).text
    assert "지금은 학기 중이 아니에요" in page
    assert 'name="kind"' not in page


def test_a_club_that_waits_to_be_opened_gets_no_marks(term):
    waiting = make_club(opened=False)
    assert signed_in(make_staff()).get(of_union(waiting)).status_code == 404


def test_the_list_of_a_term_has_what_each_club_comes_to(club, term):
    for _mark in range(2):
        give_mark(club)
    give_mark(make_club("새벽세시"), "credit", points=3)
    page = signed_in(make_staff()).get(reverse("marks-of-term", args=[term.code])).text
    assert "경고 1회 · 주의 0회 · 가점 0점" in page
    assert "경고 0회 · 주의 0회 · 가점 3점" in page
    assert page.index("새벽세시") < page.index("필름로그")


def test_a_second_person_is_offered_the_decision_and_the_first_is_not(club):
    mark, second = give_mark(club), signed_in(make_staff())
    assert "다른 사람이 결정해야" in signed_in(mark.by).get(mark.review_url).text
    page = second.get(mark.review_url).text
    assert 'value="lift"' in page
    assert 'value="keep"' not in page  # nobody has appealed
    MarkAppeal.objects.make(mark, club.president, "있었어요")
    page = second.get(mark.review_url).text
    assert 'value="keep"' in page
    assert "있었어요" in page
    form = {"verb": "keep", "reason": "명단에 없었어요"}
    assert "결정했어요" in second.post(mark.review_url, form, follow=True).text
    assert 'name="verb"' not in second.get(mark.review_url).text
    assert "명단에 없었어요" in signed_in(club.president).get(of_officers(club)).text


@pytest.mark.parametrize(
    "form", [{"verb": "lift"}, {"verb": "keep", "reason": "왜"}, {"verb": "burn", "reason": "왜"}]
)
def test_a_bad_decision_changes_nothing(club, form):
    mark = give_mark(club)
    assert signed_in(make_staff()).post(mark.review_url, form).status_code == 422
    assert Mark.objects.counted().exists()


def test_the_review_of_a_registration_and_the_club_see_what_the_marks_come_to():
    term, club = make_filing(), make_club()
    registration = make_registration(club, term, filed=True)
    give_mark(club, "warning")
    for user, url in [
        (make_staff(), registration.review_url),
        (club.president, registration.get_absolute_url()),
    ]:
        assert "경고 1회 · 주의 0회 · 가점 0점" in signed_in(user).get(url).text
