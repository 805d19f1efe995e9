"""The pages of notices: choosing, checking, sending, reading, and who has read."""

import re
from html import unescape

import pytest
from django.urls import reverse

from accounts.tests.browsing import browser_of
from clubs.models import Notice
from tests.factories import make_member, make_post, make_staff, make_user

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def desk(officer):
    return browser_of(officer)


@pytest.fixture
def address(club):
    return reverse("clubs:notice-new", args=[club.slug])


def hidden(page):
    """Return {name: value} of the hidden fields of the form that sends."""
    fields = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text)
    return {name: unescape(value) for name, value in fields}


def test_an_officer_sees_exactly_who_gets_it_and_sends_it(desk, club, member, address):
    namesakes = [make_member(club, "김민재") for _ in range(2)]
    left_out = make_member(club, "박봄이")
    step = desk.post(address, {"to": "chosen", "pick": [member.pk, namesakes[1].pk]})
    assert step.status_code == 200
    assert "2명에게 공지를 보내요" in step.text
    assert f"김민재 @{namesakes[1].handle}" in step.text
    assert step.text.count("김민재 @") + step.text.count("김민재</li>") == 1
    assert "박봄이" not in step.text

    words = {"title": "출사", "text": "토요일"}
    sent = desk.post(address, hidden(step) | words, follow=True)
    assert "2명에게 보냈어요" in sent.text
    notice = Notice.objects.get()
    assert {each.user for each in notice.recipients.all()} == {member, namesakes[1]}
    assert not left_out.notifications.exists()


def test_the_officer_is_told_the_real_number_when_somebody_has_left(desk, club, member, address):
    stays = make_member(club)
    step = desk.post(address, {"to": "everyone"})
    assert "3명에게" in step.text  # the president, too
    club.leave(member)
    make_member(club)  # who comes in meanwhile was not shown
    sent = desk.post(address, hidden(step) | {"title": "출사", "text": "토요일"}, follow=True)
    assert "2명에게 보냈어요" in sent.text
    assert "그 사이에 받을 수 없게 된 1명은 뺐어요" in sent.text
    assert {each.user for each in Notice.objects.get().recipients.all()} == {stays, club.president}


def test_a_form_with_errors_keeps_its_recipients_and_words(desk, member, address):
    step = desk.post(address, {"pick": member.pk})
    wrong = desk.post(address, hidden(step) | {"title": "", "text": "토요일"})
    assert wrong.status_code == 422
    assert "제목을 적어 주세요." in wrong.text
    assert "한도윤" in wrong.text
    right = desk.post(address, hidden(wrong) | {"title": "출사", "text": "토요일"})
    assert right.status_code == 303


def test_a_preview_sends_nothing_and_keeps_everything(desk, member, address):
    step = desk.post(address, {"pick": member.pk})
    typed = hidden(step) | {"title": "", "text": "**토요일**", "preview": "1"}
    page = desk.post(address, typed)
    assert page.status_code == 200
    assert "<strong>토요일</strong>" in page.text
    assert "제목을 적어 주세요." not in page.text
    assert hidden(page)["nonce"] == hidden(step)["nonce"]
    part = desk.post(address, typed, headers=HTMX).text
    assert part.strip().startswith('<div id="preview"')
    assert not Notice.objects.exists()
    assert desk.post(address, hidden(page) | {"title": "출사", "text": "네"}).status_code == 303


def test_nobody_and_forged_recipients_lead_back_to_the_choice(desk, club, member, address):
    for form in [{"pick": make_user().pk}, {}, {"to": "students"}]:
        back = desk.post(address, form)
        assert back.status_code == 422
        assert "받을 사람을 먼저 골라 주세요." in back.text
    forged = desk.post(address, {"recipients": f"[{member.pk}]", "title": "출사", "text": "a"})
    assert forged.status_code == 422
    assert "받을 사람을 다시 골라 주세요." in forged.text
    assert not Notice.objects.exists()


def test_all_members_can_be_ticked_at_once_without_scripts(desk, club, member, address):
    assert "checked" not in desk.get(address).text
    page = desk.get(address, {"all": "1"}).text
    assert page.count(" checked") == club.memberships.count() - 1  # not the officer themself


def test_the_page_of_the_members_leads_there(desk, club, address):
    assert address in desk.get(reverse("clubs:members-manage", args=[club.slug])).text
    assert address in desk.get(reverse("clubs:dashboard", args=[club.slug])).text


def test_looking_reads_nothing_and_the_button_does(send, member):
    notice, mine = send(member), browser_of(member)
    page = mine.get(notice.get_absolute_url())
    assert "<strong>두 시</strong>" in page.text
    assert notice.recipients.get().read_at is None
    read = reverse("notices:notice-read", args=[notice.pk])
    assert f'hx-post="{read}"' in page.text
    part = mine.post(read, headers=HTMX)
    assert part.text.strip().startswith("<p")
    assert notice.recipients.get().read_at
    assert mine.post(read).url == notice.get_absolute_url()
    assert f'hx-post="{read}"' not in mine.get(notice.get_absolute_url()).text


def test_a_recipient_sees_neither_who_has_read_it_nor_the_text_to_pass_on(send, member):
    page = browser_of(member).get(send(member).get_absolute_url()).text
    assert "단톡방" not in page
    assert "읽음 0" not in page


def test_officers_see_who_has_read_it_and_who_has_not(send, desk, club, member):
    other = make_member(club, "박봄이")
    notice = send(member, other)
    notice.read(member)
    readers = reverse("notices:notice-readers", args=[notice.pk])
    unread, read = desk.get(readers).text, desk.get(readers, {"read": "1"}).text
    assert ("박봄이" in unread, "한도윤" in unread) == (True, False)
    assert ("박봄이" in read, "한도윤" in read) == (False, True)
    assert "읽음 1 / 전체 2" in desk.get(reverse("clubs:notices", args=[club.slug])).text


def test_the_text_to_pass_on_is_plain_and_has_the_link(send, desk, member):
    notice = send(member)
    page = unescape(desk.get(notice.get_absolute_url()).text)
    text = (
        "[필름로그] 출사\n\n토요일 두 시에 여기 (https://map.example/1)에서 봐요.\n\n"
        f"http://testserver{notice.get_absolute_url()}"
    )
    assert page.count(text) == 2  # to select, and for the button that copies


def test_a_notice_on_the_board_can_be_passed_on_by_officers(desk, club, officer, member):
    notice = make_post(club, officer, kind="notice", title="회비")
    post = make_post(club, officer)
    assert "[필름로그] 회비" in desk.get(notice.get_absolute_url()).text
    assert "단톡방" not in desk.get(post.get_absolute_url()).text
    assert "단톡방" not in browser_of(member).get(notice.get_absolute_url()).text


def test_the_bell_shows_the_club_beside_it(send, member):
    send(member)
    page = browser_of(member).get("/notifications/").text
    assert "필름로그에서 공지를 보냈어요." in page
    assert "emblem" in page


def test_the_union_sees_the_number_and_the_names_of_presidents(club):
    union = make_staff()
    desk, address = browser_of(union), reverse("union:notice-new")
    page = desk.get(address).text
    assert "모든 학생" in page
    assert f"{club.category} 분야의 부원" in page
    step = desk.post(address, {"to": "presidents"})
    assert "1명에게 공지를 보내요" in step.text
    assert str(club.president) in step.text
    desk.post(address, hidden(step) | {"title": "축제", "text": "부스"})
    assert Notice.objects.get().recipients.get().user == club.president
    assert "모든 회장" in desk.get(reverse("union:notices")).text


def test_the_union_writes_to_the_members_of_a_category(club, member):
    desk, address = browser_of(make_staff()), reverse("union:notice-new")
    step = desk.post(address, {"to": f"category-{club.category.pk}"})
    desk.post(address, hidden(step) | {"title": "축제", "text": "부스"})
    assert {r.user for r in Notice.objects.get().recipients.all()} == {club.president, member}
    assert desk.post(address, {"to": "category-x"}).status_code == 422
    assert desk.post(address, {"to": "category-99999999"}).status_code == 422


def test_the_recipients_of_one_sender_are_of_no_use_to_another(desk, club, member, address):
    union = browser_of(make_staff())
    step = union.post(reverse("union:notice-new"), {"to": "students"})
    taken = desk.post(address, hidden(step) | {"title": "출사", "text": "토요일"})
    assert taken.status_code == 422


@pytest.mark.parametrize("members", [3, 30])
def test_the_pages_cost_the_same_whatever_their_number(
    send, desk, club, address, members, django_assert_max_num_queries
):
    people = [make_member(club) for _ in range(members)]
    notice = send(*people)
    for url in [
        address,
        notice.get_absolute_url(),
        reverse("notices:notice-readers", args=[notice.pk]),
        reverse("clubs:notices", args=[club.slug]),
    ]:
        with django_assert_max_num_queries(14):
            assert desk.get(url).status_code == 200
