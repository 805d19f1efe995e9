import threading
import time
from contextlib import ExitStack
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from PIL import Image

from clubs.models import Picture, Post
from kclub.files import images
from tests.factories import make_member, make_post, make_staff, make_user
from tests.pictures import REFUSED, SVG, drawn, opened, upload

GPS, ORIENTATION = 0x8825, 0x0112


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_comes_out_as_webp(kind):
    picture = images.reencode(upload(drawn(kind)))
    assert opened(picture.full).format == "WEBP"
    assert opened(picture.thumbnail).size == (152, 152)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_colour_comes_through(mode):
    assert opened(images.reencode(upload(drawn("PNG", mode=mode))).full).size == (40, 20)
    if mode == "L":
        assert opened(images.reencode(upload(drawn("JPEG", mode="CMYK"))).full).size == (40, 20)


def test_a_long_picture_is_made_shorter_and_a_short_one_stays():
    assert opened(images.reencode(upload(drawn(size=(3200, 1000)))).full).size == (1600, 500)
    assert opened(images.reencode(upload(drawn(size=(300, 100)))).full).size == (300, 100)


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((1080, 12000), (1080, 12000)),  # a phone's scrolled screenshot
        ((2160, 9000), (1080, 4500)),
        ((1000, 19000), (789, 14991)),  # as high as WebP can be, nearly
        ((3000, 4000), (1200, 1600)),
        ((12000, 1080), (1600, 144)),
    ],
)
def test_a_tall_picture_stays_wide_enough_to_be_read(size, shown):
    assert opened(images.reencode(upload(drawn(size=size))).full).size == shown


def test_a_tall_picture_that_the_camera_turned_is_measured_upright():
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    content = drawn(size=(6000, 1200), exif=exif)
    assert opened(images.reencode(upload(content)).full).size == (1080, 5400)


@pytest.mark.parametrize("size", [(1, 15000), (15000, 1), (100, 2001)])
def test_an_absurd_shape_is_refused_with_what_to_do(size):
    with pytest.raises(ValidationError) as refused:
        images.reencode(upload(drawn("PNG", size=size), name="띠.png"))
    assert refused.value.messages == [
        "띠.png: 너무 길쭉해요. 긴 쪽이 짧은 쪽의 20배를 넘지 않게 잘라 주세요."
    ]


def test_what_a_camera_knows_stays_behind_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # the camera was turned
    exif[0x010F] = "SecretCam"
    exif.get_ifd(GPS)[1] = "N"
    content = drawn(exif=exif, comment=b"<script>", icc_profile=b"profile")
    picture = images.reencode(upload(content))

    for file in picture:
        file.seek(0)
        data = file.read()
        assert b"EXIF" not in data
        assert b"SecretCam" not in data
        assert b"<script>" not in data
        assert b"ICCP" not in data
    picture.full.seek(0)
    assert opened(picture.full).size == (20, 40)


def test_names_are_random():
    one, other = images.reencode(upload()), images.reencode(upload())
    names = {file.name for file in [*one, *other]}
    assert len(names) == 4
    assert not any("사진" in name for name in names)


@pytest.mark.parametrize(("content", "sentence"), REFUSED.values(), ids=REFUSED)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_what_is_no_picture_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(ValidationError) as refused:
        images.reencode(upload(content))
    assert sentence in refused.value.messages[0]


def test_a_file_too_large_is_told_its_size():
    file = upload(drawn() + b" " * 7_200_000)
    with pytest.raises(ValidationError) as refused:
        images.reencode(file)
    assert "7.2MB예요. 5MB보다 작은 사진으로 골라 주세요." in refused.value.messages[0]


def test_a_script_behind_the_pixels_does_not_come_through():
    content = drawn("GIF") + b"/*<script>alert(1)</script>*/"
    assert b"script" not in images.reencode(upload(content)).full.read()


def test_one_picture_is_decoded_at_a_time(monkeypatch):
    monkeypatch.setattr(images, "DECODING_TIMEOUT", 0.05)
    with images.decoding_lock, pytest.raises(ValidationError) as refused:
        images.reencode(upload())
    assert "잠시 뒤에" in refused.value.messages[0]
    done = []
    threads = [
        threading.Thread(target=lambda: done.append(images.reencode(upload()))) for _ in range(4)
    ]
    monkeypatch.setattr(images, "DECODING_TIMEOUT", 10)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 4


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_of_an_animation_the_first_frame_remains(kind):
    frames = [Image.new("RGB", (40, 20), colour) for colour in ("red", "lime")]
    data = BytesIO()
    frames[0].save(data, kind, save_all=True, append_images=frames[1:], lossless=True)
    image = opened(images.reencode(upload(data.getvalue())).full)
    assert getattr(image, "n_frames", 1) == 1
    assert image.convert("RGB").getpixel((20, 10))[0] > 250


# On the board ----------------------------------------------------------------------------


def send(client, club, *files, **fields):
    form = {"kind": "free", "visibility": "members", "title": "사진", "body": "찍었어요"} | fields
    new = reverse("clubs:post-new", args=[club.slug])
    return client.post(new, form | {"pictures": list(files)})


def test_a_post_shows_its_pictures_with_words_for_them(client, club):
    client.force_login(club.president)
    send(client, club, upload(), upload(), alts="노을 진 공원")
    post = Post.objects.get()
    first, second = post.pictures.all()
    assert (first.alt, second.alt) == ("노을 진 공원", "")
    assert (first.width, first.height) == (40, 20)
    page = client.get(post.get_absolute_url()).text
    assert f'src="{first.get_absolute_url()}"' in page
    assert 'alt="노을 진 공원"' in page
    assert f'alt="{club.president}님이 올린 사진"' in page
    assert first.thumbnail_url in client.get(reverse("clubs:posts", args=[club.slug])).text


def test_a_tall_picture_is_cut_in_the_post_and_opened_in_full(client, club):
    client.force_login(club.president)
    send(client, club, upload(drawn(size=(100, 201))), upload())
    tall, other = Post.objects.get().pictures.all()
    page = client.get(Post.objects.get().get_absolute_url()).text
    assert (tall.is_tall, other.is_tall) == (True, False)
    assert page.count('class="tall"') == 1
    for picture in [tall, other]:
        assert f'<a class="photo" href="{picture.get_absolute_url()}">' in page


def test_the_form_says_that_what_moves_becomes_a_still(client, club):
    client.force_login(club.president)
    page = client.get(reverse("clubs:post-new", args=[club.slug])).text
    assert "움직이는 사진은 첫 장면만 남아요." in page


def test_a_bad_picture_is_a_field_error_and_the_text_is_kept(client, club):
    client.force_login(club.president)
    response = send(client, club, upload(SVG, "<b>x.svg"), body="오래 쓴 글")
    assert response.status_code == 422
    assert "사진이 아니에요" in response.text
    assert "오래 쓴 글" in response.text
    assert "<b>x.svg" not in response.text
    assert not Post.objects.exists()


def test_six_pictures_are_one_too_many(client, club):
    client.force_login(club.president)
    response = send(client, club, *[upload() for _ in range(6)])
    assert response.status_code == 422
    assert "6장이에요. 5장까지 올릴 수 있어요." in response.text


def test_pictures_are_added_and_removed_by_editing(
    client, club, settings, django_capture_on_commit_callbacks
):
    client.force_login(club.president)
    send(client, club, upload(), upload(), upload())
    post = Post.objects.get()
    first = post.pictures.first()
    edit = reverse("clubs:post-edit", args=[club.slug, post.pk])
    form = {"kind": "free", "visibility": "public", "title": "사진", "body": "고쳤어요"}

    response = client.post(edit, form | {"pictures": [upload() for _ in range(3)]})
    assert response.status_code == 422
    assert "다섯 장이 넘어요" in response.text

    with django_capture_on_commit_callbacks(execute=True):
        client.post(edit, form | {"pictures": [upload() for _ in range(3)], "removed": [first.pk]})
    assert post.pictures.count() == 5
    assert not first.file.storage.exists(first.file.name)
    assert not first.thumbnail.storage.exists(first.thumbnail.name)


def test_nobody_removes_pictures_of_another_post(client, club):
    client.force_login(club.president)
    send(client, club, upload())
    foreign = Picture.objects.get()
    send(client, club, upload(), title="다른 글")
    post = Post.objects.get(title="다른 글")
    form = {"kind": "free", "visibility": "public", "title": "사진", "body": "고쳤어요"}
    edit = reverse("clubs:post-edit", args=[club.slug, post.pk])
    assert client.post(edit, form | {"removed": [foreign.pk]}).status_code == 422
    assert Picture.objects.filter(pk=foreign.pk).exists()


def test_a_picture_is_seen_by_those_who_may_read_its_post(client, club):
    post = make_post(club)
    post.attach([(images.reencode(upload()), "")])
    picture = post.pictures.get()
    expected = {make_member(club): 200, club.president: 200, make_user(): 404, make_staff(): 404}
    for page in [picture.get_absolute_url(), picture.thumbnail_url]:
        client.logout()
        assert client.get(page).status_code == 404
        for user, status in expected.items():
            client.force_login(user)
            assert client.get(page).status_code == status

    client.force_login(club.president)
    assert client.get(picture.get_absolute_url())["Cache-Control"] == "private, no-store"
    Post.objects.update(visibility="public")
    client.logout()
    assert client.get(picture.get_absolute_url()).status_code == 200
    post.delete_by(club.president)
    assert client.get(picture.get_absolute_url()).status_code == 404


def test_a_picture_can_do_nothing_but_be_seen(client, club):
    post = make_post(club, visibility="public")
    post.attach([(images.reencode(upload()), "")])
    response = client.get(post.pictures.get().get_absolute_url())
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"].startswith("private, max-age=")
    assert opened(BytesIO(b"".join(response.streaming_content))).format == "WEBP"


def test_a_picture_is_not_found_below_another_post(client, club):
    post, other = (make_post(club, visibility="public") for _ in range(2))
    post.attach([(images.reencode(upload()), "")])
    args = [club.slug, other.pk, post.pictures.get().pk]
    assert client.get(reverse("clubs:picture", args=args)).status_code == 404


def test_where_many_wait_the_next_is_asked_to_come_again_at_once():
    with ExitStack() as crowd:
        for _ in range(images.MAX_DECODING_REQUESTS):
            crowd.enter_context(images.decoding_requests)
        started = time.monotonic()
        with pytest.raises(ValidationError, match="많이 올라오고"):
            images.reencode(upload())
        assert time.monotonic() - started < 5
    assert images.reencode(upload())


def test_what_each_picture_shows_is_written_beside_it(client, club):
    post = make_post(
        club, pictures=[(images.reencode(upload()), "노을"), (images.reencode(upload()), "")]
    )
    first, second = post.pictures.all()
    client.force_login(club.president)
    edit = reverse("clubs:post-edit", args=[club.slug, post.pk])
    page = client.get(edit).text
    assert f'name="alt_{first.pk}" value="노을"' in page
    form = {"kind": "free", "visibility": "members", "title": "첫 글", "body": "안녕하세요"}
    client.post(edit, form | {f"alt_{first.pk}": "노을", f"alt_{second.pk}": " 은행나무 길 "})
    assert [picture.alt for picture in post.pictures.all()] == ["노을", "은행나무 길"]
    client.post(edit, form)  # a form of yesterday, without these fields
    assert [picture.alt for picture in post.pictures.all()] == ["노을", "은행나무 길"]
    long = client.post(edit, form | {f"alt_{first.pk}": "가" * 201})
    assert long.status_code == 422
