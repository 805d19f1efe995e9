"""The field of uploaded pictures, and the answer with one."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.http import Http404

from kclub.files.fields import PicturesField
from kclub.files.images import image_response, preview
from tests.pictures import drawn, opened, upload


@pytest.mark.parametrize("sent", [None, []])
def test_no_picture_is_an_empty_list(sent):
    assert PicturesField(max_count=2).clean(sent) == []


def test_pictures_keep_the_order_they_were_chosen_in():
    uploads = [upload(drawn(size=(width, 20))) for width in (30, 40)]
    cleaned = PicturesField(max_count=2).clean(uploads)
    assert [opened(picture.full).width for picture in cleaned] == [30, 40]


def test_one_too_many_is_told_with_both_numbers_before_any_is_opened(monkeypatch):
    monkeypatch.setattr("kclub.files.fields.reencode", lambda *args: pytest.fail("opened"))
    with pytest.raises(ValidationError) as refused:
        PicturesField(max_count=2).clean([upload() for _ in range(3)])
    assert refused.value.messages == ["3장이에요. 2장까지 올릴 수 있어요."]


def test_an_empty_file_is_refused_and_not_a_fault_of_ours():
    with pytest.raises(ValidationError):
        PicturesField(max_count=2).clean([upload(b"")])


def test_a_preview_shows_the_whole_picture():
    field = PicturesField(max_count=1, thumbnail=preview)
    (picture,) = field.clean([upload(drawn(size=(1280, 320)))])
    assert opened(picture.thumbnail).size == (640, 160)
    assert opened(picture.full).size == (1280, 320)


def test_a_preview_of_a_tall_picture_is_its_top():
    field = PicturesField(max_count=1, thumbnail=preview)
    (picture,) = field.clean([upload(drawn(size=(1080, 12000)))])
    assert opened(picture.thumbnail).size == (640, 1280)


def test_the_input_takes_several_files_of_the_formats_we_read():
    html = PicturesField(max_count=4).widget.render("pictures", None)
    assert "multiple" in html
    assert 'accept="image/jpeg,image/png,image/webp,image/gif"' in html


def test_a_lost_file_is_not_found():
    class Lost:
        def open(self):
            raise FileNotFoundError

    with pytest.raises(Http404):
        image_response(Lost(), "no-store")


def test_an_image_is_answered_as_one_that_can_do_nothing():
    storage = InMemoryStorage()
    name = storage.save("x.webp", ContentFile(b"<script>"))
    answer = image_response(
        type("File", (), {"open": lambda self: storage.open(name)})(), "private"
    )
    assert b"".join(answer.streaming_content) == b"<script>"
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private"
