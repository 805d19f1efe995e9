"""Reports of inquiries and of answers: who decides, and what is seen after it."""

import pytest
from django.urls import reverse

from clubs.models import Case, Report
from kclub.errors import Gone, Refused
from tests.factories import make_club, make_member, make_officer, make_staff, make_user

pytestmark = pytest.mark.django_db
SPAM = Report.Reason.SPAM


@pytest.fixture
def officer(club):
    return make_officer(club)


@pytest.fixture
def asker():
    return make_user("궁금이")


@pytest.fixture
def answered(club, asker, officer):
    inquiry = club.inquire(asker, "너희 회장 바보지?")
    inquiry.reply(officer, "아니에요")
    return inquiry


def test_an_inquiry_is_decided_by_the_officers(client, club, answered, asker, officer):
    case = answered.report(make_user(), SPAM).case
    assert (case.club, case.author, str(case.kind)) == (club, asker, "질문")
    assert case.channel == club.officers_channel
    assert case.reports.get().text == "너희 회장 바보지?"
    assert [each.text for each in answered.context_messages] == ["너희 회장 바보지?", "아니에요"]

    case.hide(officer, "놀리지 마세요")

    client.force_login(make_user())
    hidden = client.get(answered.get_absolute_url())
    assert hidden.status_code == 410
    assert "신고를 받고 가린 질문이에요." in hidden.text
    page = client.get(reverse("clubs:inquiries", args=[club.slug])).text
    assert "바보" not in page
    assert "아니에요" not in page

    case.reveal(officer)
    assert "바보" in client.get(answered.get_absolute_url()).text


def test_an_answer_is_decided_by_the_union_as_an_officer_wrote_it(client, club, answered, asker):
    case = answered.answer.report(make_user(), SPAM).case
    assert str(case.kind) == "답"
    assert case.channel is None
    assert not Case.objects.decidable_by(club.president).exists()

    case.hide(make_staff(), "욕이에요")

    client.force_login(make_user())
    assert client.get(answered.get_absolute_url()).status_code == 404
    client.force_login(asker)
    page = client.get(answered.get_absolute_url()).text
    assert "신고를 받고 가린 답이에요." in page
    assert "아니에요" not in page
    assert "답을 가렸어요" in client.get(reverse("clubs:inquiries", args=[club.slug])).text


def test_a_hidden_inquiry_waits_for_nobody(club, asker, officer):
    inquiry = club.inquire(asker, "바보지?")
    case = inquiry.report(officer, SPAM).case
    case.hide(club.president)
    assert not club.inquiries.unanswered().exists()
    case.reveal(club.president)
    assert list(club.inquiries.unanswered()) == [inquiry]


def test_who_decides_is_told_on_their_open_pages(club, asker, officer, published):
    inquiry = club.inquire(asker, "바보지?")
    inquiry.report(make_officer(club), SPAM)
    with published() as events:
        Case.objects.get().hide(officer)
    assert (club.officers_channel, "inquiries-changed") in events


def test_nobody_reports_their_own_or_what_is_gone(answered, asker, officer):
    with pytest.raises(Refused):
        answered.report(asker, SPAM)
    with pytest.raises(Refused):
        answered.answer.report(officer, SPAM)
    with pytest.raises(Refused):
        answered.report(make_user(verified=False), SPAM)
    answered.delete_by(asker)
    answered.refresh_from_db()
    for target in (answered, answered.answer):
        with pytest.raises(Gone):
            target.report(make_user(), SPAM)


def test_a_report_is_sent_from_its_form(client, club, answered):
    client.force_login(make_member(club))
    for name in ("inquiry-report", "inquiry-answer-report"):
        address = reverse(f"clubs:{name}", args=[club.slug, answered.pk])
        assert client.post(address, {"reason": ""}).status_code == 422
        sent = client.post(address, {"reason": SPAM, "note": "여러 번 그랬어요"})
        assert (sent.status_code, sent.url) == (303, answered.get_absolute_url())
    assert {str(case.kind) for case in Case.objects.all()} == {"질문", "답"}


def test_a_member_who_asked_may_be_muted_for_it(club, officer):
    member = make_member(club)
    case = club.inquire(member, "바보지?").report(officer, SPAM).case
    case.mute_author(club.president)
    with pytest.raises(Refused):
        club.inquire(member, "왜요?")


def test_an_officer_elsewhere_decides_nothing(answered):
    case = answered.report(make_user(), SPAM).case
    with pytest.raises(Refused):
        case.hide(make_club().president)
