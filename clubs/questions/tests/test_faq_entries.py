"""The FAQ of a club: who writes it, its order, its end."""

import pytest
from django.urls import reverse

from clubs.models import BannedWord, FAQEntry
from clubs.questions.club import MAX_FAQ_ENTRIES
from kclub.errors import Conflict, Refused
from tests.factories import make_club, make_member, make_officer, make_staff, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(club):
    return make_officer(club)


@pytest.fixture
def entries(club, officer):
    return [club.add_faq_entry(officer, f"질문 {n}", f"답 {n}") for n in range(3)]


def questions(club):
    return [entry.question for entry in club.faq_entries.all()]


def url(club, name="faq-entries", *more):
    return reverse(f"clubs:{name}", args=[club.slug, *more])


def test_entries_stand_in_the_order_in_which_they_were_added(club, entries):
    assert questions(club) == ["질문 0", "질문 1", "질문 2"]
    entries[1].remove(club.president)
    club.add_faq_entry(club.president, "질문 3", "답 3")
    assert questions(club) == ["질문 0", "질문 2", "질문 3"]


@pytest.mark.parametrize(
    ("moved", "step", "order"),
    [(0, 1, "102"), (2, -1, "021"), (0, -1, "012"), (2, 1, "012"), (1, -1, "102"), (1, 1, "021")],
)
def test_an_entry_moves_up_and_down_and_not_beyond_the_ends(club, entries, moved, step, order):
    entries[moved].move(club.president, step)
    assert questions(club) == [f"질문 {n}" for n in order]


def test_the_same_again_adds_nothing_and_another_answer_is_a_conflict(club, officer, entries):
    assert club.add_faq_entry(officer, " 질문 0", "답 0 ") == entries[0]
    with pytest.raises(Conflict, match="이미 있어요"):
        club.add_faq_entry(officer, "질문 0", "다른 답")
    with pytest.raises(Conflict, match="이미 있어요"):
        entries[1].edit(officer, "질문 0", "답 1")
    assert questions(club) == ["질문 0", "질문 1", "질문 2"]
    assert make_club().faq_entries.count() == 0


def test_there_are_twenty_at_most(club, officer):
    for n in range(MAX_FAQ_ENTRIES):
        last = club.add_faq_entry(officer, f"질문 {n}", "답")
    with pytest.raises(Refused, match="스무 개까지예요"):
        club.add_faq_entry(officer, "하나 더", "답")
    assert club.add_faq_entry(officer, last.question, "답") == last
    last.remove(officer)
    club.add_faq_entry(officer, "하나 더", "답")
    assert club.faq_entries.count() == MAX_FAQ_ENTRIES


def test_only_officers_write_it(club, entries):
    for user in [make_member(club), make_user(), make_club().president, make_staff()]:
        for verb in [
            lambda by: club.add_faq_entry(by, "질문", "답"),
            lambda by: entries[0].edit(by, "질문", "답"),
            lambda by: entries[0].move(by, 1),
            lambda by: entries[0].remove(by),
        ]:
            with pytest.raises(Refused, match="운영진만"):
                verb(user)
    assert questions(club) == ["질문 0", "질문 1", "질문 2"]


def test_a_closed_club_keeps_its_faq_as_it_is(club, officer, entries):
    club.suspend(make_staff(), "이유")
    entry = FAQEntry.objects.first()
    for verb in [
        lambda: entry.club.add_faq_entry(officer, "질문", "답"),
        lambda: entry.edit(officer, "질문", "답"),
        lambda: entry.move(officer, 1),
        lambda: entry.remove(officer),
    ]:
        with pytest.raises(Refused):
            verb()
    assert questions(club) == ["질문 0", "질문 1", "질문 2"]


def test_what_was_deleted_meanwhile_is_a_conflict(officer, entries):
    FAQEntry.objects.filter(pk=entries[0].pk).delete()
    for verb in [
        lambda: entries[0].edit(officer, "질문", "답"),
        lambda: entries[0].move(officer, 1),
        lambda: entries[0].remove(officer),
    ]:
        with pytest.raises(Conflict, match="이미 지웠어요"):
            verb()


def test_what_officers_do_is_in_the_log_for_members(club, officer, entries):
    entries[0].edit(officer, "회비가 있나요?", "만 원이에요")
    entries[1].remove(officer)
    log = club.audit_log_entries.visible_to_members().filter(action="faq")
    assert [(entry.by, entry.detail) for entry in log] == [
        (officer, "질문 1"),
        (officer, "회비가 있나요?"),
        (officer, "질문 2"),
        (officer, "질문 1"),
        (officer, "질문 0"),
    ]


# Pages


def test_everybody_reads_it_on_the_page_of_the_club(client, club, entries):
    page = client.get(club.get_absolute_url()).text
    assert "자주 묻는 질문" in page
    assert page.index("질문 0") < page.index("답 0") < page.index("질문 1")
    assert url(club, "inquiries") in page


def test_a_club_without_one_invites_to_ask(client, club):
    page = client.get(club.get_absolute_url()).text
    assert "자주 묻는 질문" not in page
    assert "궁금한 것이 있으면 동아리에 물어보세요" in page


def test_what_is_in_it_is_text_and_no_markup(client, club, officer):
    club.add_faq_entry(officer, "<b>굵게</b>?", "<script>alert(1)</script>\n둘째 줄")
    page = client.get(club.get_absolute_url()).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>둘째 줄" in page
    assert "<b>굵게</b>?" not in page


def test_an_officer_adds_edits_moves_and_deletes(client, club, officer):
    client.force_login(officer)
    for question in ["언제 모이나요?", "회비가 있나요?"]:
        sent = client.post(url(club), {"question": question, "answer": "금요일이요"})
        entry = club.faq_entries.last()
        assert (sent.status_code, sent.url) == (303, f"{url(club)}#faq{entry.pk}")
    client.post(url(club, "faq-entry", entry.pk), {"question": "회비?", "answer": "만 원"})
    client.post(url(club, "faq-entry-move", entry.pk), {"step": "-1"})
    assert questions(club) == ["회비?", "언제 모이나요?"]
    page = client.get(url(club)).text
    assert "위로 옮기기: 언제 모이나요?" in page
    assert "위로 옮기기: 회비?" not in page
    deleted = client.post(url(club, "faq-entry-delete", entry.pk))
    assert (deleted.status_code, deleted.url) == (303, url(club))
    assert client.post(url(club, "faq-entry-delete", entry.pk)).status_code == 404
    assert questions(club) == ["언제 모이나요?"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"question": ""}, "질문을 적어 주세요."),
        ({"answer": " "}, "답을 적어 주세요."),
        ({"question": "가" * 201}, "가" * 201),
        ({"answer": "가" * 1001}, "가" * 1001),
        ({"answer": "못된말이에요"}, "쓸 수 없는 말이에요"),
        ({"question": "못 된 말?"}, "쓸 수 없는 말이에요"),
        ({"question": "질문 1"}, "자주 묻는 질문에 이미 있어요."),
    ],
)
def test_what_cannot_be_an_entry_is_sent_back(client, club, officer, entries, wrong, sentence):
    BannedWord.objects.create(word="못된말", word_key="못된말")
    client.force_login(officer)
    good = {"question": "언제 모이나요?", "answer": "금요일이요"}
    for address in [url(club), url(club, "faq-entry", entries[0].pk)]:
        response = client.post(address, good | wrong)
        assert response.status_code == 422
        assert sentence in response.text
    assert questions(club) == ["질문 0", "질문 1", "질문 2"]


def test_the_form_goes_when_it_is_full(client, club, officer):
    for n in range(MAX_FAQ_ENTRIES):
        club.add_faq_entry(officer, f"질문 {n}", "답")
    client.force_login(officer)
    assert 'id="add"' not in client.get(url(club)).text
    assert client.post(url(club), {"question": "또", "answer": "답"}).status_code == 403


def test_an_answered_inquiry_fills_the_form_in(client, club, officer):
    inquiry = club.inquire(make_user(), "카메라가\n없어도 되나요?")
    client.force_login(officer)
    assert "없어도" not in client.get(url(club), {"inquiry": inquiry.pk}).text
    inquiry.reply(officer, "빌려 드려요")
    page = client.get(url(club), {"inquiry": inquiry.pk})
    assert 'value="카메라가 없어도 되나요?"' in page.text
    assert "빌려 드려요" in page.text
    client.post(f"{url(club)}?inquiry={inquiry.pk}", {"question": "카메라?", "answer": "빌려요"})
    assert questions(club) == ["카메라?"]


@pytest.mark.parametrize("number", ["", "abc", "-1", "9" * 40, "0"])
def test_the_form_stays_empty_for_what_is_no_inquiry(client, club, officer, number):
    client.force_login(officer)
    page = client.get(url(club), {"inquiry": number})
    assert page.status_code == 200
    assert page.context["form"].initial == {}


def test_an_inquiry_of_another_club_fills_nothing_in(client, club, officer):
    other = make_club()
    inquiry = other.inquire(make_user(), "남의 질문")
    inquiry.reply(other.president, "남의 답")
    client.force_login(officer)
    assert "남의" not in client.get(url(club), {"inquiry": inquiry.pk}).text
