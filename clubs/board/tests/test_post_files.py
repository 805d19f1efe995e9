"""Files of posts, sent, downloaded and removed."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from clubs.models import Case, PostFile
from tests.documents import document, upload_document
from tests.factories import make_member, make_post, make_user

pytestmark = pytest.mark.django_db
SENT = {"kind": "free", "visibility": "members", "title": "회의록", "body": "3월 모임이에요"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def author(club):
    return make_member(club)


def new(club):
    return reverse("clubs:post-new", args=[club.slug])


def test_a_member_sends_files_and_readers_download_them(client, club, author):
    client.force_login(author)
    client.post(new(club), SENT | {"files": [upload_document(), upload_document(name="둘.pdf")]})
    first, second = PostFile.objects.all()
    page = client.get(first.post.get_absolute_url()).text
    assert first.get_absolute_url() in page
    assert "3월 회의록.pdf" in page
    answer = client.get(second.get_absolute_url())
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "private, no-store"
    client.force_login(make_user())
    assert client.get(first.get_absolute_url()).status_code == 404


def test_what_is_no_document_is_sent_back(client, club, author):
    client.force_login(author)
    refused = client.post(new(club), SENT | {"files": upload_document(b"MZ", "놀이.exe")})
    assert refused.status_code == 422
    many = client.post(new(club), SENT | {"files": [upload_document() for _ in range(4)]})
    assert "3개까지 올릴 수 있어요." in many.text
    assert "3월 모임이에요" in many.text
    assert not PostFile.objects.exists()


def test_files_are_added_and_removed_by_editing(
    client, club, author, django_capture_on_commit_callbacks
):
    post = make_post(club, author, files=[document(), document(name="둘.pdf")])
    first, second = post.files.all()
    client.force_login(author)
    edit = reverse("clubs:post-edit", args=[club.slug, post.pk])
    full = client.post(edit, SENT | {"files": [upload_document(), upload_document()]})
    assert "이미 올린 파일까지 세 개가 넘어요." in full.text
    with django_capture_on_commit_callbacks(execute=True):
        client.post(edit, SENT | {"files": upload_document(), "removed_files": [first.pk]})
    assert post.files.count() == 2
    assert not default_storage.exists(first.content.name)
    assert default_storage.exists(second.content.name)


def test_nobody_downloads_from_a_post_that_is_hidden_and_deciders_see_a_copy(client, club, author):
    post = make_post(club, author, files=[document()])
    file = post.files.get()
    post.report(club.president, "spam")
    assert Case.objects.get().evidence.get().kind == "pdf"
    post.hide()
    client.force_login(author)
    assert client.get(file.get_absolute_url()).status_code == 404
