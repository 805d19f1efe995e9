"""A club files with a reason though it does not meet every rule, where the rules allow it."""

import pytest
from django.urls import reverse

from clubs.models import BannedWord, Registration, Rules, Submission
from clubs.registration.models.rules import Kind
from clubs.registration.tests.registrations import confirm, make_filing
from kclub.errors import Refused
from tests.factories import make_club, make_staff

pytestmark = pytest.mark.django_db
REASON = "한 학과에서 만든 동아리예요"


@pytest.fixture
def club():
    return make_club("필름로그")


@pytest.fixture
def term():
    """A term in which one person of another department is missing, which may be."""
    term = make_filing()
    Rules.objects.update(max_share=50, allows_exceptions=True)
    return term


@pytest.fixture
def lacking(club, term):
    confirm(club, term)
    registration = Registration.objects.begin(club, term)
    registration.edit(club.president, purpose="사진", plan="출사")
    return registration


def test_it_is_filed_and_the_reason_frozen(lacking, club):
    submission = lacking.submit(club.president, REASON)
    assert (submission.exception, submission.largest_share) == (REASON, 100)
    assert lacking.needs_resolution


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_it_is_refused(lacking, club, reason):
    with pytest.raises(Refused, match="한 학과의 비율"):
        lacking.submit(club.president, reason)
    assert not Submission.objects.exists()


def test_where_the_rules_allow_none_a_reason_does_not_help(lacking, club):
    Rules.objects.update(allows_exceptions=False)
    with pytest.raises(Refused, match="한 학과의 비율"):
        lacking.submit(club.president, REASON)


def test_what_has_to_be_written_is_asked_for_all_the_same(lacking, club):
    lacking.edit(club.president, plan=" ")
    with pytest.raises(Refused, match="먼저 적어"):
        lacking.submit(club.president, REASON)


def test_a_reason_is_dropped_where_nothing_is_lacking(lacking, club):
    Rules.objects.update(max_share=100)
    assert lacking.submit(club.president, REASON).exception == ""
    assert not lacking.needs_resolution


def test_no_single_person_accepts_it(lacking, club):
    lacking.submit(club.president, REASON)
    with pytest.raises(Refused, match="대표자회의에서"):
        lacking.accept(make_staff())
    lacking.refresh_from_db()
    assert lacking.state == Registration.State.SUBMITTED


def test_filed_again_without_lacking_anything_it_needs_no_resolution(lacking, club, term):
    lacking.submit(club.president, REASON)
    lacking.send_back(make_staff(), {"members": "다른 학과도 찾아봐요"})
    Rules.objects.update(max_share=100)
    lacking.submit(club.president, REASON)
    lacking.accept(make_staff())
    assert [each.exception for each in lacking.submissions.all()] == [REASON, ""]


@pytest.mark.parametrize(
    ("name", "looser"), [("allows_exceptions", True), ("needs_resolution", False)]
)
def test_published_rules_allow_more_and_never_less(term, name, looser):
    Rules.objects.update(**{name: not looser})
    for value in [looser, looser]:
        Rules.objects.set(term, Kind.NEW, {name: value}, reason="바꿔요")
    with pytest.raises(Refused, match="느슨하게만"):
        Rules.objects.set(term, Kind.NEW, {name: not looser}, reason="바꿔요")
    rules = Rules.objects.get(applies_to=Kind.NEW)
    assert (getattr(rules, name), rules.max_share) == (looser, 50)


# Pages


def submit(client, club, reason):
    client.force_login(club.president)
    url = reverse("clubs:registration-submit", args=[club.slug])
    return client.post(url, {"exception": reason})


def test_the_president_files_with_a_reason_on_the_page(client, lacking, club, term):
    assert submit(client, club, REASON).status_code == 303
    page = client.get(lacking.get_absolute_url()).text
    assert "기준 미달 · 사유 있음" in page
    client.force_login(make_staff())
    for url in [reverse("registrations", args=[term.code]), lacking.review_url]:
        assert "기준 미달 · 사유 있음" in client.get(url).text
    assert REASON in client.get(lacking.review_url).text


@pytest.mark.parametrize("word", ["못된말", "가" * 501])
def test_a_reason_that_cannot_be_taken_comes_back_as_it_was_written(client, lacking, club, word):
    BannedWord.objects.create(word="못된말")
    response = submit(client, club, word)
    assert response.status_code == 422
    assert word in response.text
    assert not Submission.objects.exists()


def test_a_reason_is_kept_where_filing_is_refused(client, lacking, club, term):
    lacking.edit(club.president, plan=" ")
    response = submit(client, club, REASON)
    assert response.status_code == 422
    assert REASON in response.text


def test_the_union_ticks_what_it_allows_on_the_page_of_the_rules(client, term):
    client.force_login(make_staff())
    url = reverse("rules-edit", args=[term.code, Kind.RENEWAL])
    numbers = Rules.objects.get(applies_to=Kind.RENEWAL).numbers
    sent = numbers | {"allows_exceptions": "on", "reason": "모두 같은 이유예요"}
    sent.pop("needs_resolution")
    assert client.post(url, sent).status_code == 303
    rules = Rules.objects.get(applies_to=Kind.RENEWAL)
    assert (rules.allows_exceptions, rules.needs_resolution) == (True, False)
    sent.pop("allows_exceptions")
    assert client.post(url, sent).status_code == 422
