from datetime import timedelta
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from clubs.models import Case
from kclub.errors import Refused
from kclub.files.images import preview, reencode
from rooms.messages.views.files import MESSAGES_PER_PAGE
from rooms.models import File, Message
from tests.documents import DOCX, PDF, TEXT, document, hwp, office, upload_document
from tests.factories import make_member, make_occupant, make_room, make_staff, make_user, unverified
from tests.pictures import upload

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def room():
    return make_room(name="출사방")


def files_in(media):
    return [path for path in media.rglob("*") if path.is_file()]


def send(client, room, *files, headers=None, **fields):
    url = reverse("rooms:messages", args=[room.slug])
    return client.post(url, fields | {"attachments": list(files)}, headers=headers)


def post(room, author=None, text="", **fields):
    """A message with a file."""
    return room.post(author or room.owner, text, document=document(**fields))


# Sending ---------------------------------------------------------------------------------


def test_a_file_is_sent_with_words_or_without_or_with_pictures(client, room, media):
    client.force_login(room.owner)
    assert send(client, room, upload_document(name="회의록.pdf"), text="읽어요").status_code == 303
    answer = send(client, room, upload_document(hwp(), "신청서.hwp"), headers=PART)
    assert answer.status_code == 200
    assert "신청서.hwp" in answer.text
    assert send(client, room, upload(), upload_document(TEXT, "a.txt")).status_code == 303
    assert [message.has_attachments for message in room.messages.all()] == [True] * 3
    assert [str(file) for file in File.objects.all()] == ["회의록.pdf", "신청서.hwp", "a.txt"]
    assert room.messages.last().picture_count == 1
    assert len(files_in(media)) == 5
    page = client.get(room.get_absolute_url()).text
    for file in File.objects.all():
        assert f'href="{unescape(file.get_absolute_url())}"' in page
        assert f"{file.kind.upper()} · {file.size_label}" in page


@pytest.mark.parametrize("headers", [{}, PART])
@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"MZ\x90\0", "a.pdf", "a.pdf: 받지 않는 종류예요"),
        (TEXT, "<b>a.html", "a.html: 받지 않는 종류예요"),
        (office("docx", "x.xml", **{"word/vbaProject.bin": "x"}), "a.docx", "매크로"),
        (b"", "빈.pdf", "빈.pdf: 비어 있거나, 모두 합쳐 30MB가 넘어요"),
    ],
)
def test_what_is_not_taken_is_explained_and_the_words_are_kept(
    content, name, sentence, headers, client, room, media
):
    client.force_login(room.owner)
    response = send(
        client, room, upload_document(content, name), headers=headers, text="오래 쓴 말"
    )
    assert response.status_code == 422
    assert sentence in response.text
    assert "<b>a" not in response.text
    assert not room.messages.exists()
    assert files_in(media) == []
    if not headers:
        assert "오래 쓴 말</textarea>" in response.text


def test_two_files_are_one_too_many(client, room):
    client.force_login(room.owner)
    response = send(client, room, upload_document(), upload_document(DOCX, "b.docx"), text="둘")
    assert response.status_code == 422
    assert "한 번에 하나만" in response.text
    assert not room.messages.exists()


def test_a_form_sent_twice_is_one_message_with_its_file(client, room, media):
    client.force_login(room.owner)
    for _ in range(2):
        send(client, room, upload_document(), text="한 번", nonce="a1")
    assert room.messages.count() == 1
    assert len(files_in(media)) == 1
    send(client, room, upload_document(DOCX, "b.docx"), text="한 번", nonce="a1")
    assert room.messages.count() == 2


def test_a_refused_message_leaves_no_file(room, media):
    with pytest.raises(Refused):
        room.post(make_user(), "", document=document())
    assert files_in(media) == []
    assert not File.objects.exists()


def test_who_sends_too_many_files_waits_and_keeps_the_words(client, room, allow):
    allow({"files": (1, 3_600)})
    client.force_login(room.owner)
    send(client, room, upload_document())
    refused = send(client, room, upload_document(DOCX, "b.docx"), text="또")
    assert refused.status_code == 429
    assert "또</textarea>" in refused.text
    assert send(client, room, text="말은 돼요").status_code == 303


def test_a_file_is_sent_from_the_frame_without_script_too(client, room):
    client.force_login(room.owner)
    url = reverse("rooms:live-composer", args=[room.slug])
    page = client.get(url).text
    assert 'type="file"' in page
    assert ".hwp," in page
    assert client.post(url, {"text": "", "attachments": [upload_document()]}).status_code == 303
    assert room.messages.get().file.name == "3월 회의록.pdf"


def test_a_message_holds_text_a_picture_or_a_file(room):
    post(room)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.update(has_file=False)
    Message.objects.update(has_file=False, text="말")


# What becomes of it ----------------------------------------------------------------------


def test_a_deleted_message_takes_its_file_along(
    room, media, client, django_capture_on_commit_callbacks
):
    message = post(room)
    url = message.file.get_absolute_url()
    with django_capture_on_commit_callbacks(execute=True):
        message.delete_by(room.owner)
    assert files_in(media) == []
    assert not File.objects.exists()
    assert "회의록" not in message.html(is_update=True)
    client.force_login(room.owner)
    assert client.get(url).status_code == 404


def test_a_message_with_a_file_may_lose_its_words_and_keeps_the_file(client, room):
    message = post(room, text="이거예요")
    client.force_login(room.owner)
    url = reverse("rooms:message-edit", args=[room.slug, message.number])
    assert client.post(url, {"text": ""}).status_code == 303
    message.refresh_from_db()
    assert (message.text, message.file.name) == ("", "3월 회의록.pdf")
    assert "회의록" in message.html(is_update=True)


def test_a_reported_file_is_kept_for_those_who_decide(
    client, club, django_capture_on_commit_callbacks
):
    room, reporter = club.rooms.get(), make_member(club)
    room.admit(reporter)
    author = make_member(club)
    room.admit(author)
    message = post(room, author, "보세요", name="명단.pdf")
    message.report(reporter, "privacy")
    with django_capture_on_commit_callbacks(execute=True):
        message.delete_by(author)
    case = Case.objects.get()
    assert case.reports.get().text == "보세요\n명단.pdf"
    evidence = case.evidence.get()
    client.force_login(club.president)
    page = client.get(reverse("clubs:cases", args=[club.slug])).text
    assert "신고된 파일 (PDF)" in page
    response = client.get(reverse("evidence", args=[evidence.pk]))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    client.force_login(reporter)
    assert client.get(reverse("evidence", args=[evidence.pk])).status_code == 404


def test_a_hidden_file_can_not_be_fetched(client, room):
    message = post(room)
    client.force_login(room.owner)
    message.hide()
    assert client.get(message.file.get_absolute_url()).status_code == 404
    message.reveal()
    assert client.get(message.file.get_absolute_url()).status_code == 200


# Fetching --------------------------------------------------------------------------------


def test_a_file_comes_as_it_was_sent_as_a_download_and_is_kept_nowhere(client, room):
    content = hwp()
    file = post(room, content=content, name="지원서 양식.hwp").file
    client.force_login(room.owner)
    response = client.get(file.get_absolute_url())
    assert b"".join(response.streaming_content) == content
    name = "%EC%A7%80%EC%9B%90%EC%84%9C%20%EC%96%91%EC%8B%9D.hwp"
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    assert response["Content-Type"] == "application/x-hwp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"
    assert client.post(file.get_absolute_url()).status_code == 405


def test_a_file_is_fetched_only_from_within_the_room(client):
    room = make_room(name="우리")
    url = post(room).file.get_absolute_url()
    occupant, removed, banned = (make_occupant(room) for _ in range(3))
    room.leave(removed)
    room.ban(banned, by=room.owner)
    expected = {
        occupant: 200,
        removed: 404,
        banned: 404,
        make_user(): 404,
        make_staff(): 404,
        unverified(make_occupant(room)): 404,
    }
    assert client.get(url).status_code == 404
    for user, status in expected.items():
        client.force_login(user)
        assert client.get(url).status_code == status


def test_a_file_is_not_found_below_another_room(client, room):
    file, other = post(room).file, make_room(room.owner)
    client.force_login(room.owner)
    assert client.get(reverse("rooms:file", args=[other.slug, file.pk])).status_code == 404


def test_a_file_that_is_lost_is_not_found(client, room, media):
    file = post(room).file
    for path in files_in(media):
        path.unlink()
    client.force_login(room.owner)
    assert client.get(file.get_absolute_url()).status_code == 404


# Where it is named -----------------------------------------------------------------------


def test_a_file_is_named_where_its_message_is_quoted_listed_or_answered(client, room):
    message = post(room, name="예산안.pdf")
    client.force_login(room.owner)
    assert "예산안.pdf" in client.get("/rooms/").text
    url = reverse("rooms:message", args=[room.slug, message.number])
    assert "예산안.pdf" in client.get(url, {"reply": ""}, headers=PART).text
    assert "예산안.pdf" in room.post(room.owner, "봤어요", reply_to=message).html()


def test_a_deleted_file_is_named_nowhere(client, room):
    message = post(room, name="예산안.pdf")
    reply = room.post(room.owner, "봤어요", reply_to=message)
    message.delete_by(room.owner)
    client.force_login(room.owner)
    reply.refresh_from_db()
    assert "예산안" not in reply.html()
    assert "예산안" not in client.get(room.get_absolute_url()).text
    assert "예산안" not in client.get("/rooms/").text


def test_a_file_is_found_by_its_name(client, room):
    post(room, text="이거예요", name="2026 예산안.pdf")
    post(room, name="회의록.pdf")
    client.force_login(room.owner)
    page = client.get(reverse("rooms:search", args=[room.slug]), {"q": "예산"}).text
    assert "2026 <mark>예산</mark>안.pdf" in page
    assert "회의록" not in page


def test_a_long_name_is_whole_and_its_end_is_apart(room):
    file = post(
        room, name="새봄대학교 중앙동아리 필름로그 2026학년도 1학기 활동 계획서 최종.pdf"
    ).file
    start, end = file.name_parts
    assert start + end == file.name
    assert end == "활동 계획서 최종.pdf"[-12:]
    assert post(room, name="a.pdf").file.name_parts == ("", "a.pdf")


@pytest.mark.parametrize(
    ("size", "label"), [(1, "1KB"), (340_200, "341KB"), (1_000_000, "1.0MB"), (9_960_000, "10.0MB")]
)
def test_a_size_is_told_as_people_say_it(size, label):
    assert File(size=size).size_label == label


def test_a_page_full_of_files_costs_no_more(client, room, django_assert_max_num_queries):
    first = post(room)
    for number in range(8):
        post(room, name=f"{number}.pdf")
        room.post(room.owner, "", reply_to=first, document=document(name=f"답{number}.pdf"))
    client.force_login(room.owner)
    client.get("/rooms/")
    with django_assert_max_num_queries(12):
        assert client.get(room.get_absolute_url()).text.count('class="file"') == 17


# Pictures and files of a room ------------------------------------------------------------


def page_of(client, room, **query):
    return client.get(reverse("rooms:files", args=[room.slug]), query).text


def make_older(message, days):
    Message.objects.filter(pk=message.pk).update(created_at=timezone.now() - timedelta(days=days))


def test_all_pictures_and_files_are_on_one_page_by_month_the_newest_first(client, room):
    make_older(post(room, name="옛것.pdf"), 400)
    room.post(room.owner, "말만")
    pictures = [reencode(upload(), preview)]
    picture = room.post(room.owner, "", pictures=pictures, alt="노을").pictures.get()
    message = post(room, name="새것.pdf")
    client.force_login(room.owner)
    page = page_of(client, room)
    newest = [page.index(word) for word in ['alt="노을"', "새것.pdf", "옛것.pdf"]]
    assert newest == sorted(newest)
    assert page.count("<h2>") == 2
    assert f"{timezone.localtime():%Y}년 {timezone.localtime().month}월" in page
    for url in [picture.get_absolute_url(), message.file.get_absolute_url()]:
        assert url in page
    assert message.get_absolute_url() in unescape(page)
    assert "말만" not in page


def test_the_menu_of_a_room_leads_there(client, room):
    client.force_login(room.owner)
    assert (
        f'href="{reverse("rooms:files", args=[room.slug])}"'
        in client.get(room.get_absolute_url()).text
    )
    assert "아직 사진이나 파일이 없어요" in page_of(client, room)


def test_deleted_hidden_and_blocked_ones_are_not_there(client, room):
    blocked, author = make_occupant(room), make_occupant(room)
    post(room, blocked, name="막은.pdf")
    post(room, author, name="지운.pdf").delete_by(author)
    post(room, author, name="가린.pdf").hide()
    post(room, author, name="남은.pdf")
    room.owner.block(blocked)
    client.force_login(room.owner)
    page = page_of(client, room)
    assert "남은.pdf" in page
    assert not any(name in page for name in ["막은", "지운", "가린"])


def test_older_ones_come_with_the_next_page(client, room, django_assert_max_num_queries):
    for number in range(MESSAGES_PER_PAGE + 2):
        post(room, name=f"자료 {number}번.pdf")
    client.force_login(room.owner)
    client.get("/rooms/")
    with django_assert_max_num_queries(8):
        page = page_of(client, room)
    assert page.count('class="file"') == MESSAGES_PER_PAGE
    assert "자료 2번.pdf" in page
    older = client.get(
        reverse("rooms:files", args=[room.slug]),
        {"before": 3},
        headers=PART | {"HX-Target": "div#more"},
    ).text
    assert "자료 1번.pdf" in older
    assert "자료 0번.pdf" in older
    assert "자료 2번" not in older
    assert "<html" not in older
    assert 'id="more"' not in older
