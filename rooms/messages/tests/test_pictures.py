from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from kclub.errors import Refused
from kclub.files.images import preview, reencode
from rooms.models import Picture
from tests.factories import make_member, make_occupant, make_room, make_staff, make_user, unverified
from tests.pictures import REFUSED, SVG, drawn, upload

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


def post(room, count=1, **fields):
    """A message with pictures, said by the room's owner."""
    pictures = [reencode(upload(drawn(size=(1200, 800))), preview) for _ in range(count)]
    return room.post(room.owner, "", pictures=pictures, **fields)


def test_pictures_are_sent_with_words_or_without(client, room, media):
    client.force_login(room.owner)
    assert send(client, room, upload(), upload(), text="두 장", alt="노을").status_code == 303
    assert send(client, room, upload(), headers=PART).status_code == 200
    both, alone = room.messages.all()
    assert [both.picture_count, alone.picture_count] == [2, 1]
    assert (both.text, alone.text) == ("두 장", "")
    assert len(files_in(media)) == 6
    page = client.get(room.get_absolute_url()).text
    assert page.count('class="pic"') == 3
    assert page.count('alt="노을"') == 2
    assert page.count('aria-labelledby="picture-word"') == 1


def test_nothing_jumps_when_a_picture_arrives(room):
    html = post(room).html()
    picture = Picture.objects.get()
    assert (picture.width, picture.height, picture.thumbnail_width) == (1200, 800, 640)
    assert 'width="1200" height="800"' in html
    assert f"{picture.thumbnail_url} 640w, {picture.get_absolute_url()} 1200w" in html
    picture.thumbnail.open()
    assert Image.open(picture.thumbnail).size == (640, 427)


def test_a_tall_picture_shows_its_top_and_is_kept_whole_when_it_is_reported(room):
    tall = reencode(upload(drawn(size=(1080, 4000))), preview)
    message = room.post(room.owner, "", pictures=[tall])
    picture = Picture.objects.get()
    assert 'class="tall"' in message.html()
    assert (picture.width, picture.height, picture.thumbnail_width) == (1080, 4000, 640)
    assert Image.open(picture.thumbnail).size == (640, 1280)
    assert message.evidence_files == [picture.file]


def test_of_another_picture_the_small_one_is_kept_when_it_is_reported(room):
    message = post(room)
    assert 'class="tall"' not in message.html()
    assert message.evidence_files == [Picture.objects.get().thumbnail]


def test_a_strip_is_refused_and_the_words_are_kept(client, room, media):
    client.force_login(room.owner)
    strip = upload(drawn("PNG", size=(1, 15_000)), name="띠.png")
    page = send(client, room, strip, text="이것 봐요")
    assert page.status_code == 422
    assert "띠.png: 너무 길쭉해요" in page.text
    assert "이것 봐요" in page.text
    assert files_in(media) == []


@pytest.mark.parametrize("headers", [{}, PART])
@pytest.mark.parametrize(("content", "sentence"), REFUSED.values(), ids=REFUSED)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_what_is_no_picture_is_explained_and_the_words_are_kept(
    content, sentence, headers, client, room, media
):
    client.force_login(room.owner)
    response = send(
        client, room, upload(), upload(content, "<b>x.jpg"), text="오래 쓴 말", headers=headers
    )
    assert response.status_code == 422
    assert sentence in response.text
    assert "<b>x.jpg" not in response.text
    assert not room.messages.exists()
    assert files_in(media) == []
    if not headers:
        assert "오래 쓴 말</textarea>" in response.text


def test_five_pictures_are_one_too_many_and_one_may_be_too_large(client, room):
    client.force_login(room.owner)
    response = send(client, room, *[upload() for _ in range(5)])
    assert response.status_code == 422
    assert "4장까지" in response.text
    large = SimpleUploadedFile("큰.jpg", drawn() + b" " * 5_100_000, "image/jpeg")
    response = send(client, room, large)
    assert response.status_code == 422
    assert "5.1MB예요" in response.text


def test_who_sends_too_fast_has_no_picture_looked_at(client, room, allow, monkeypatch):
    allow({"message-burst": (1, 60)})
    client.force_login(room.owner)
    send(client, room, upload())
    looked = []
    monkeypatch.setattr("kclub.files.images.Image.open", lambda *args, **kw: looked.append(args))
    assert send(client, room, upload(), text="또").status_code == 429
    assert looked == []


def test_a_form_sent_twice_is_one_message_with_its_pictures(client, room, media):
    client.force_login(room.owner)
    content = drawn()
    for _ in range(2):
        send(client, room, upload(content), text="한 번", nonce="a1")
    assert room.messages.count() == 1
    assert len(files_in(media)) == 2


def test_another_picture_from_the_same_form_is_another_message(client, room):
    client.force_login(room.owner)
    for size in [(40, 20), (50, 20)]:
        send(client, room, upload(drawn(size=size)), nonce="a1")
    assert room.messages.count() == 2


def test_a_refused_message_leaves_no_files(room, media):
    with pytest.raises(Refused):
        room.post(make_user(), "", pictures=[reencode(upload(), preview)])
    assert files_in(media) == []


def test_a_deleted_message_takes_its_files_along(
    room, media, client, django_capture_on_commit_callbacks
):
    message = post(room, 2)
    picture = message.pictures.first()
    with django_capture_on_commit_callbacks(execute=True):
        message.delete_by(room.owner)
    assert files_in(media) == []
    assert not Picture.objects.exists()
    assert 'class="pic"' not in message.html(is_update=True)
    client.force_login(room.owner)
    assert client.get(picture.get_absolute_url()).status_code == 404


def test_a_picture_is_seen_only_from_within_the_room(client):
    room = make_room(name="우리")
    picture = post(room).pictures.get()
    occupant, removed = make_occupant(room), make_occupant(room)
    room.leave(removed)
    expected = {
        occupant: 200,
        room.owner: 200,
        removed: 404,
        make_user(): 404,
        make_staff(): 404,
        make_user(verified=False): 404,
        unverified(make_occupant(room)): 404,
    }
    for url in [picture.get_absolute_url(), picture.thumbnail_url]:
        client.logout()
        assert client.get(url).status_code == 404
        for user, status in expected.items():
            client.force_login(user)
            assert client.get(url).status_code == status


def test_who_is_thrown_out_sees_no_picture_from_that_moment(client, club):
    room, member = club.rooms.get(), make_member(club)
    room.admit(member)
    picture = room.post(room.owner, "", pictures=[reencode(upload(), preview)]).pictures.get()
    client.force_login(member)
    assert client.get(picture.get_absolute_url()).status_code == 200
    room.ban(member, by=room.owner)
    assert client.get(picture.get_absolute_url()).status_code == 404


def test_a_picture_is_not_found_below_another_room(client, room):
    picture, other = post(room).pictures.get(), make_room(room.owner)
    client.force_login(room.owner)
    assert client.get(reverse("rooms:picture", args=[other.slug, picture.pk])).status_code == 404


def test_a_picture_can_do_nothing_but_be_seen_and_is_kept_nowhere(client, room):
    picture = post(room).pictures.get()
    client.force_login(room.owner)
    response = client.get(picture.get_absolute_url())
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"
    assert Image.open(BytesIO(b"".join(response.streaming_content))).format == "WEBP"
    assert client.post(picture.get_absolute_url()).status_code == 405


def test_an_svg_never_comes_back(client, room):
    client.force_login(room.owner)
    send(client, room, SimpleUploadedFile("x.svg", SVG, "image/svg+xml"), text="그림")
    assert not Picture.objects.exists()


def test_a_message_with_pictures_may_lose_its_words(client, room):
    message = post(room)
    message.edit(room.owner, "말")
    client.force_login(room.owner)
    url = reverse("rooms:message-edit", args=[room.slug, message.number])
    assert client.post(url, {"text": ""}).status_code == 303


def test_a_page_full_of_pictures_costs_no_more(client, room, django_assert_max_num_queries):
    for _ in range(8):
        post(room, 2)
    client.force_login(room.owner)
    client.get("/rooms/")
    with django_assert_max_num_queries(12):
        assert client.get(room.get_absolute_url()).text.count('class="pic"') == 16


def test_pictures_are_sent_from_the_frame_without_script_too(client, room):
    client.force_login(room.owner)
    url = reverse("rooms:live-composer", args=[room.slug])
    assert 'type="file"' in client.get(url).text
    assert client.post(url, {"text": "", "attachments": [upload()]}).status_code == 303
    assert room.messages.get().picture_count == 1
