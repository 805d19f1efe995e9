"""The pages of inquiries: what each person is shown of them, and what is sent back."""

import pytest
from django.urls import reverse

from clubs.models import BannedWord, Inquiry, InquiryAnswer
from tests.factories import make_member, make_officer, make_staff, make_user

pytestmark = pytest.mark.django_db
ASKED = "카메라가 없어도 되나요?"


@pytest.fixture
def asker():
    return make_user("궁금이")


@pytest.fixture
def officer(club):
    return make_officer(club, "운영이")


@pytest.fixture
def inquiry(club, asker):
    return club.inquire(asker, ASKED)


def url(name, subject, *more):
    """Return the address of that name, of a club or of an Inquiry."""
    if isinstance(subject, Inquiry):
        return reverse(f"clubs:{name}", args=[subject.club.slug, subject.pk, *more])
    return reverse(f"clubs:{name}", args=[subject.slug, *more])


def main_of(response):
    assert response.status_code == 200
    return response.text.partition("<main")[2]


def test_somebody_asks_and_comes_to_what_they_asked(client, club, asker):
    client.force_login(asker)
    page = main_of(client.get(url("inquiries", club)))
    assert "이름은 운영진에게만 보여요." in page  # said where one asks
    sent = client.post(url("inquiries", club), {"text": ASKED}, follow=True)
    assert sent.redirect_chain == [(Inquiry.objects.get().get_absolute_url(), 303)]
    assert "물어봤어요. 답이 달리면 알려 드려요." in sent.text
    assert ASKED in sent.text
    assert "나와 운영진만 볼 수 있어요" in sent.text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "궁금한 것을 적어 주세요."),
        (" \n ", "궁금한 것을 적어 주세요."),
        ("가" * 501, "가" * 501),
        ("못.된 말인가요?", "쓸 수 없는 말이에요"),
    ],
)
def test_what_cannot_be_asked_is_sent_back(client, club, asker, text, sentence):
    BannedWord.objects.create(word="못된말", word_key="못된말")
    client.force_login(asker)
    response = client.post(url("inquiries", club), {"text": text})
    assert response.status_code == 422
    assert sentence in response.text
    assert not Inquiry.objects.exists()


def test_the_longest_question_and_answer_are_taken(client, club, asker, officer):
    client.force_login(asker)
    assert client.post(url("inquiries", club), {"text": "가" * 500}).status_code == 303
    inquiry = Inquiry.objects.get()
    client.force_login(officer)
    assert client.post(url("inquiry-answer", inquiry), {"text": "나" * 2000}).status_code == 303
    assert "나" * 2000 in main_of(client.get(inquiry.get_absolute_url()))


def test_the_fourth_that_waits_is_refused_with_the_reason(client, club, asker):
    client.force_login(asker)
    for n in range(3):
        assert client.post(url("inquiries", club), {"text": f"질문 {n}"}).status_code == 303
    refused = client.post(url("inquiries", club), {"text": "하나 더"})
    assert refused.status_code == 403
    assert "답을 기다리는 질문이 벌써 세 개예요" in refused.text


def test_who_may_not_ask_reads_why_in_place_of_the_form(client, club, asker, officer):
    club.inquire(make_user(), ASKED).reply(officer, "빌려 드려요")
    club.ban(asker, by=club.president)
    client.force_login(asker)
    page = main_of(client.get(url("inquiries", club)))
    assert "이 동아리에는 물어볼 수 없어요." in page
    assert 'id="ask"' not in page
    assert "빌려 드려요" in page


def test_members_of_a_closed_club_still_read(client, club, officer):
    member = make_member(club)
    inquiry = club.inquire(member, ASKED)
    club.suspend(make_staff(), "회계를 확인하고 있어요")
    client.force_login(member)
    assert 'id="ask"' not in main_of(client.get(url("inquiries", club)))
    client.force_login(officer)
    assert 'id="answer"' not in main_of(client.get(inquiry.get_absolute_url()))
    client.force_login(make_user())
    assert client.get(inquiry.get_absolute_url()).status_code == 404


def test_only_officers_see_who_asks(client, inquiry, asker, officer):
    inquiry.reply(officer, "빌려 드려요")
    for address in (url("inquiries", inquiry.club), inquiry.get_absolute_url()):
        for reader in (make_user(), make_member(inquiry.club), make_staff()):
            client.force_login(reader)
            page = main_of(client.get(address))
            assert ASKED in page
            assert "학생" in page
            assert "궁금이" not in page
            assert asker.username not in page
            assert "운영이" not in page
        client.force_login(officer)
        assert "궁금이" in main_of(client.get(address))
        client.force_login(asker)
        assert "내가 물어봤어요" in main_of(client.get(address))


def test_who_reports_it_does_not_learn_who_asked(client, inquiry, asker, officer):
    inquiry.reply(officer, "빌려 드려요")
    client.force_login(make_user())
    for name in ("inquiry-report", "inquiry-answer-report"):
        page = main_of(client.get(url(name, inquiry)))
        for secret in ("궁금이", asker.username, asker.handle or "궁금이", officer.username):
            assert secret not in page


def test_readers_who_have_blocked_the_asker_are_not_told_by_a_fold(client, inquiry, asker, officer):
    inquiry.reply(officer, "빌려 드려요")
    reader = make_user()
    reader.block(asker)
    client.force_login(reader)
    assert ASKED in main_of(client.get(url("inquiries", inquiry.club)))
    assert "차단한" not in main_of(client.get(inquiry.get_absolute_url()))


def test_an_officer_who_has_blocked_the_asker_unfolds_it(client, inquiry, asker, officer):
    officer.block(asker)
    client.force_login(officer)
    assert ASKED not in main_of(client.get(url("inquiries", inquiry.club))).replace(
        f": {ASKED}", ""
    )
    assert "차단한 사람의 질문이에요 · 보기" in main_of(client.get(inquiry.get_absolute_url()))


def test_an_officer_answers_edits_and_deletes(client, inquiry, officer):
    client.force_login(officer)
    assert "답하기" in main_of(client.get(url("inquiries", inquiry.club)))
    sent = client.post(url("inquiry-answer", inquiry), {"text": "빌려 드려요"})
    assert (sent.status_code, sent.url) == (303, inquiry.get_absolute_url())
    page = main_of(client.get(inquiry.get_absolute_url()))
    assert "빌려 드려요" in page
    assert f"?inquiry={inquiry.pk}#add" in page
    client.post(url("inquiry-answer-edit", inquiry), {"text": "하루에 천 원이에요"})
    page = main_of(client.get(inquiry.get_absolute_url()))
    assert "하루에 천 원이에요" in page
    assert "고침" in page
    assert client.post(url("inquiry-delete", inquiry), {"reason": ""}).status_code == 422
    gone = client.post(url("inquiry-delete", inquiry), {"reason": "광고예요"})
    assert (gone.status_code, gone.url) == (303, url("inquiries", inquiry.club))
    again = client.get(inquiry.get_absolute_url())
    assert again.status_code == 410
    assert "물어본 사람이나 운영진이 지운 질문이에요." in again.text


def test_the_asker_deletes_their_own_without_a_reason(client, inquiry, asker):
    client.force_login(asker)
    assert 'name="reason"' not in main_of(client.get(url("inquiry-delete", inquiry)))
    assert client.post(url("inquiry-delete", inquiry)).status_code == 303
    inquiry.refresh_from_db()
    assert inquiry.deleted_at


def test_a_get_deletes_and_answers_nothing(client, inquiry, officer):
    client.force_login(officer)
    client.get(url("inquiry-delete", inquiry), {"reason": "광고예요"})
    client.get(url("inquiry-answer", inquiry), {"text": "네"})
    inquiry.refresh_from_db()
    assert inquiry.deleted_at is None
    assert not InquiryAnswer.objects.exists()


@pytest.mark.parametrize("text", ["", "가" * 2001, "못된말이에요"])
def test_what_is_no_answer_is_sent_back_with_the_question(client, inquiry, officer, text):
    BannedWord.objects.create(word="못된말", word_key="못된말")
    client.force_login(officer)
    response = client.post(url("inquiry-answer", inquiry), {"text": text})
    assert response.status_code == 422
    assert ASKED in response.text
    assert text in response.text
    inquiry.reply(officer, "빌려 드려요")
    assert client.post(url("inquiry-answer-edit", inquiry), {"text": text}).status_code == 422
    assert InquiryAnswer.objects.get().text == "빌려 드려요"


def test_the_second_officer_reads_that_another_was_first(client, inquiry, officer):
    inquiry.reply(officer, "빌려 드려요")
    client.force_login(inquiry.club.president)
    late = client.post(url("inquiry-answer", inquiry), {"text": "안 돼요"})
    assert late.status_code == 409
    assert "운영이님이 먼저 답했어요." in late.text


def test_there_is_no_answer_to_edit_or_report_before_there_is_one(client, inquiry, officer):
    client.force_login(officer)
    for name in ("inquiry-answer-edit", "inquiry-answer-report"):
        assert client.get(url(name, inquiry)).status_code == 404


def test_what_was_asked_and_answered_is_text_and_no_markup(client, club, officer):
    inquiry = club.inquire(make_user(), "<b>굵게</b>\n둘째 줄")
    inquiry.reply(officer, "<script>alert(1)</script>")
    client.force_login(make_user())
    for address in (url("inquiries", club), inquiry.get_absolute_url()):
        page = main_of(client.get(address))
        assert "&lt;b&gt;굵게&lt;/b&gt;<br>둘째 줄" in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_tab_is_there_for_who_may_open_it(client, club, asker):
    tab = f'<a href="{url("inquiries", club)}"'
    board = reverse("clubs:posts", args=[club.slug])
    assert tab not in client.get(board).text
    client.force_login(make_user(verified=False))
    assert tab not in client.get(board).text
    client.force_login(asker)
    assert tab in client.get(board).text


@pytest.mark.parametrize("count", [3, 15])
def test_the_list_costs_the_same_at_any_length(
    client, club, officer, django_assert_num_queries, count
):
    for n in range(count):
        club.inquire(make_user(), f"질문 {n}").reply(officer, "네")
    client.force_login(officer)
    client.get(url("inquiries", club))
    with django_assert_num_queries(LIST_QUERIES):
        client.get(url("inquiries", club))


# session and user, club; may ask?: ban, membership; member?; how many, inquiries, blocks; the header:
# members; the frame: my clubs, unread notifications and rooms
LIST_QUERIES = 13


def test_the_list_goes_on_on_the_next_page(client, club, officer, settings):
    settings.POSTS_PER_PAGE = 2
    for n in range(3):
        club.inquire(make_user(), f"질문 {n}").reply(officer, "네")
    client.force_login(make_user())
    first = main_of(client.get(url("inquiries", club)))
    second = main_of(client.get(url("inquiries", club), {"page": 2}))
    assert "질문 2" in first
    assert "질문 0" not in first
    assert "질문 0" in second
