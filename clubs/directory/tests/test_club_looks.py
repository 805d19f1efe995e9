"""The logo and the cover of a club: put up, replaced, removed, and who sees them."""

from os.path import basename

import pytest
from django.urls import reverse

from clubs.models import AuditLogEntry
from kclub.files.logos import COVER, LOGO, MAX_BYTES, SMALL_COVER, SMALL_LOGO
from kclub.files.logos import reencode_cover as cover
from kclub.files.logos import reencode_logo as logo
from tests.factories import make_club, make_kind, make_member, make_officer, make_staff, make_user
from tests.pictures import REFUSED, drawn, noise, opened, upload

pytestmark = pytest.mark.django_db


def url(name, club, *more):
    return reverse(f"clubs:{name}", args=[club.slug, *more])


def address(club, file):
    return url("club-picture", club, basename(file.name))


def log(club):
    return [entry.detail_text for entry in club.audit_log_entries.filter(action="edited")]


@pytest.fixture
def club():
    return make_club("필름로그", emoji="📷")


@pytest.fixture
def officer(club, client):
    officer = make_officer(club)
    client.force_login(officer)
    return officer


def send(client, club, **fields):
    as_they_are = {
        name: getattr(club, name) for name in ("summary", "emoji", "hue", "pattern", "description")
    }
    return client.post(
        url("club-edit", club), as_they_are | {"category": club.category_id} | fields
    )


# Putting up


def test_an_officer_puts_up_a_logo_and_a_cover_which_stand_in_place_of_what_is_drawn(
    club, client, officer
):
    response = send(client, club, logo=upload(), cover=upload(), cover_alt="한강에서")

    assert response.status_code == 303
    club.refresh_from_db()
    page = client.get(club.get_absolute_url()).text
    for shown in (address(club, club.logo), address(club, club.cover)):
        assert shown in page
        assert client.get(shown)["Content-Type"] == "image/webp"
    assert 'alt="한강에서"' in page
    cards = client.get("/clubs/").text
    assert address(club, club.small_logo) in cards
    assert address(club, club.small_cover) in cards
    assert "📷" not in cards


def test_they_are_cut_to_their_shape_in_two_sizes_of_few_bytes():
    rough = upload(noise((2000, 1500)))
    for picture, sizes in [(logo(rough), (LOGO, SMALL_LOGO)), (cover(rough), (COVER, SMALL_COVER))]:
        for file, size in zip(picture, sizes, strict=True):
            assert opened(file).size == size
            assert file.size <= MAX_BYTES[size]


def test_a_transparent_logo_stays_so(club):
    club.edit(logo=logo(upload(drawn("PNG", mode="RGBA"))))
    assert opened(club.logo).mode == "RGBA"


@pytest.mark.parametrize("name", ["svg", "empty words", "truncated"])
def test_what_is_no_picture_is_refused_beside_its_field_and_loses_no_text(
    club, client, officer, name
):
    content, sentence = REFUSED[name]

    response = send(client, club, logo=upload(content), description="길게 쓴 소개")

    assert response.status_code == 422
    assert sentence in response.context["form"].errors["logo"][0]
    assert "길게 쓴 소개" in response.text
    club.refresh_from_db()
    assert not club.logo
    assert not club.description


def test_an_absurd_shape_is_refused_with_a_sentence(club, client, officer):
    response = send(client, club, cover=upload(drawn(size=(2100, 100))))
    assert "너무 길쭉해요" in response.context["form"].errors["cover"][0]


# Replacing and removing


def test_a_new_logo_has_a_new_address_and_the_files_of_the_one_before_are_deleted(
    club, client, officer, django_capture_on_commit_callbacks
):
    club.edit(logo=logo(upload()))
    before, storage = [club.logo.name, club.small_logo.name], club.logo.storage

    with django_capture_on_commit_callbacks(execute=True):
        send(client, club, logo=upload())

    club.refresh_from_db()
    assert not any(map(storage.exists, before))
    assert storage.exists(club.logo.name)
    assert storage.exists(club.small_logo.name)
    assert client.get(url("club-picture", club, basename(before[0]))).status_code == 404


def test_without_its_logo_a_club_shows_its_emoji_again(
    club, client, officer, django_capture_on_commit_callbacks
):
    club.edit(logo=logo(upload()), cover=cover(upload()))
    files, storage = [file.name for file in club.looks], club.logo.storage
    assert len(files) == 4

    with django_capture_on_commit_callbacks(execute=True):
        send(client, club, remove_logo="on", remove_cover="on")

    assert not any(map(storage.exists, files))
    page = client.get(club.get_absolute_url()).text
    assert "📷" in page
    assert "/pictures/" not in page


def test_saving_the_text_leaves_the_pictures_and_removing_none_is_not_logged(club, client, officer):
    club.edit(officer, logo=logo(upload()))
    send(client, club, remove_cover="on", description="새 소개")
    club.refresh_from_db()
    assert club.logo
    assert log(club) == ["소개", "로고"]


def test_a_refused_edit_deletes_nothing(club, client, officer):
    club.edit(logo=logo(upload()))
    assert send(client, club, remove_logo="on", summary="").status_code == 422
    assert club.logo.storage.exists(club.logo.name)


# Who sees them


def test_the_pictures_of_an_open_club_are_kept_by_caches_and_those_of_a_closed_one_are_not(
    club, client
):
    club.edit(logo=logo(upload()))
    member, shown = make_member(club), address(club, club.logo)
    assert client.get(shown)["Cache-Control"].startswith("public, max-age=")

    club.suspend(make_staff(), "회계 확인")

    assert client.get(shown).status_code == 404
    client.force_login(make_user())
    assert client.get(shown).status_code == 404
    client.force_login(member)
    assert client.get(shown)["Cache-Control"] == "private, no-store"


def test_before_a_club_opens_only_its_founder_and_the_union_see_its_pictures(client, user):
    club = make_club(president=user, opened=False)
    club.edit(cover=cover(upload()))
    answers = {}
    for person in (user, make_staff(), make_user()):
        client.force_login(person)
        answers[person] = client.get(address(club, club.cover)).status_code
    assert list(answers.values()) == [200, 200, 404]


def test_a_picture_is_found_at_its_own_club_only(club, client):
    club.edit(logo=logo(upload()))
    assert client.get(address(make_club(), club.logo)).status_code == 404
    assert client.get(url("club-picture", club, "secret.webp")).status_code == 404


# Where they stand


def test_a_notification_shows_the_logo(club, client):
    club.edit(logo=logo(upload()))
    club.president.notify(
        make_kind("%(club)s"), club.get_absolute_url(), about=club, club=club.name
    )
    client.force_login(club.president)
    page = client.get(reverse("accounts:notifications")).text
    assert address(club, club.small_logo) in page


def test_the_log_says_in_words_what_was_changed(club):
    club.edit(club.president, logo=logo(upload()), cover=cover(upload()), cover_alt="바다")
    assert log(club) == ["배경 사진 설명, 로고, 배경 사진"]
    assert AuditLogEntry.objects.filter(club=club, by=club.president).count() == 1
