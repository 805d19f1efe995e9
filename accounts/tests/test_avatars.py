"""The picture of a person: put up, replaced, removed, and who gets to see it."""

from os.path import basename

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext

from accounts.models import ShownTo, User
from accounts.tests.browsing import browser_of
from accounts.views.avatars import EMPTY_GIF
from kclub.files.logos import AVATAR, MAX_BYTES, SMALL_AVATAR, reencode_avatar
from tests.factories import make_club, make_post, make_room, make_user
from tests.pictures import REFUSED, drawn, noise, opened, upload
from tests.races import at_once


def put_up(user, shown_to=ShownTo.STUDENTS, content=None):
    """Give the user a picture. Return the names of its files."""
    user.change_avatar(reencode_avatar(upload(content)))
    user.choose_visibility(avatar=shown_to)
    return files_of(user)


def files_of(user):
    user = User.objects.get(pk=user.pk)
    return [file.name for file in (user.avatar, user.small_avatar) if file]


def kept_files():
    return {f"avatars/{name}" for name in default_storage.listdir("avatars")[1]}


def form_of(user, **more):
    return {"display_name": user.display_name, "handle": user.handle, "bio": user.bio} | more


def get(viewer, person, name=None):
    name = name or basename(person.small_avatar.name)
    return browser_of(viewer).get(f"/people/{person.username}/avatar/{name}")


def bytes_of(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def sees(viewer, person):
    answer = get(viewer, person)
    return answer.status_code == 200 and bytes_of(answer) != EMPTY_GIF


def drawn_for(viewer, person):
    return Template("{% load kclub %}{% avatar person %}").render(
        Context({"person": person, "user": viewer})
    )


# Putting up


def test_i_put_up_a_picture_which_lies_over_the_letters_of_my_name(mine, me):
    answer = mine.post("/me/edit/", form_of(me, avatar=upload()))
    assert (answer.status_code, answer.url) == (303, "/me/")
    me.refresh_from_db()
    for file, size in [(me.avatar, AVATAR), (me.small_avatar, SMALL_AVATAR)]:
        picture = opened(file)
        assert (picture.format, picture.size) == ("WEBP", size)
    page = mine.get("/me/").text
    assert f'src="{me.avatar_url}" width="256" height="256" alt=""' in page
    assert f'src="{me.small_avatar_url}" width="64" height="64" alt=""' in page
    assert 'data-name="서연"' in page


def test_the_largest_picture_becomes_few_bytes(me):
    put_up(me, content=noise((1500, 1200)))
    me.refresh_from_db()
    assert me.avatar.size <= MAX_BYTES[AVATAR]
    assert me.small_avatar.size <= MAX_BYTES[SMALL_AVATAR]


def test_a_picture_with_holes_is_white_behind_them_so_that_no_letters_show(me):
    put_up(me, content=drawn("PNG", mode="RGBA"))
    me.refresh_from_db()
    picture = opened(me.small_avatar)
    assert picture.mode == "RGB"
    assert min(picture.getpixel((32, 32))) > 250


def test_where_a_picture_was_taken_stays_behind(me):
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\1\x88\x25\0\4\0\0\0\1\0\0\0\0\0\0\0\0"
    put_up(me, content=drawn(exif=exif))
    me.refresh_from_db()
    for file in (me.avatar, me.small_avatar):
        content = file.read()
        assert b"Exif" not in content
        assert not opened(default_storage.open(file.name)).getexif()


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_picture_is_refused_in_words_and_keeps_what_was_typed(mine, me, name):
    before = put_up(me)
    content, words = REFUSED[name]
    answer = mine.post("/me/edit/", form_of(me, bio="안녕하세요", avatar=upload(content)))
    assert answer.status_code == 422
    assert words in answer.text
    assert "안녕하세요" in answer.text
    assert files_of(me) == before


def test_another_picture_takes_its_place_and_the_files_before_are_gone(
    mine, me, django_capture_on_commit_callbacks
):
    before = put_up(me)
    with django_capture_on_commit_callbacks(execute=True):
        mine.post("/me/edit/", form_of(me, avatar=upload()))
    after = files_of(me)
    assert set(before).isdisjoint(after)
    assert kept_files().isdisjoint(before)
    assert kept_files() >= set(after)


def test_it_can_be_removed_and_the_letters_are_seen_again(
    mine, me, django_capture_on_commit_callbacks
):
    before = put_up(me)
    assert 'name="remove_avatar"' in mine.get("/me/edit/").text
    with django_capture_on_commit_callbacks(execute=True):
        mine.post("/me/edit/", form_of(me, remove_avatar="on"))
    assert files_of(me) == []
    assert kept_files().isdisjoint(before)
    assert "<img" not in drawn_for(me, User.objects.get(pk=me.pk))
    assert 'name="remove_avatar"' not in mine.get("/me/edit/").text


def test_a_form_without_a_picture_keeps_the_one_that_is_there(mine, me):
    before = put_up(me)
    mine.post("/me/edit/", form_of(me, bio="새 소개"))
    assert files_of(me) == before


def test_who_edits_their_words_on_an_old_page_does_not_bring_an_old_picture_back(me):
    put_up(me)
    stale = User.objects.get(pk=me.pk)
    after = put_up(me)
    stale.bio = "늦은 글"
    stale.set_display_name("서연")
    browser_of(stale).post("/me/edit/", form_of(stale))
    assert files_of(me) == after


def test_pictures_are_limited(mine, me, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"pictures": (1, 60)}
    assert mine.post("/me/edit/", form_of(me, avatar=upload())).status_code == 303
    kept = files_of(me)
    assert mine.post("/me/edit/", form_of(me, avatar=upload())).status_code == 429
    assert files_of(me) == kept


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_stays_with_its_files_and_nothing_else(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    me = make_user()
    put_up(me)
    people = [User.objects.get(pk=me.pk) for _ in range(2)]
    pictures = [reencode_avatar(upload()) for _ in range(2)]
    at_once(
        lambda: people[0].change_avatar(pictures[0]),
        lambda: people[1].change_avatar(pictures[1]),
    )
    assert kept_files() == set(files_of(me))
    assert len(files_of(me)) == 2


# Who sees it


def test_it_is_shown_to_whom_its_owner_has_chosen_at_this_moment(me):
    mate, stranger = make_user(), make_user()
    club = make_club()
    for user in (me, mate):
        club.admit(user)
    for shown_to, answers in [
        (ShownTo.STUDENTS, [True, True, True]),
        (ShownTo.CLUBMATES, [True, True, False]),
        (ShownTo.NOBODY, [True, False, False]),
    ]:
        put_up(me, shown_to)
        assert [sees(viewer, me) for viewer in (me, mate, stranger)] == answers


def test_the_unverified_the_blocked_and_guests_get_nothing_of_it(me):
    put_up(me)
    blocked, blocking = make_user(), make_user()
    me.block(blocked)
    blocking.block(me)
    assert not sees(blocked, me)
    assert not sees(blocking, me)
    assert get(make_user(verified=False), me).status_code == 403
    assert get(None, me).status_code == 302


def test_an_empty_picture_is_no_error_and_is_kept_as_long_as_a_full_one(me):
    put_up(me, ShownTo.NOBODY)
    empty, full = get(make_user(), me), get(me, me)
    assert (empty.status_code, empty["Content-Type"]) == (200, "image/gif")
    assert (full.status_code, full["Content-Type"]) == (200, "image/webp")
    assert empty["Cache-Control"] == full["Cache-Control"] == "private, max-age=600"
    assert full["X-Content-Type-Options"] == "nosniff"


def test_names_of_files_lead_only_to_ones_own(me):
    other = make_user()
    put_up(me)
    put_up(other)
    assert get(me, me, basename(other.small_avatar.name)).status_code == 404
    assert get(me, me, "..%2F..%2Fkclub.sqlite3").status_code == 404
    assert get(me, me, basename(me.avatar.name)).status_code == 200


def test_a_picture_that_is_lost_is_a_404(me):
    put_up(me)
    default_storage.delete(me.small_avatar.name)
    assert get(me, me).status_code == 404


def test_of_a_closed_account_nothing_is_left(me, django_capture_on_commit_callbacks):
    names = put_up(me)
    with django_capture_on_commit_callbacks(execute=True):
        me.close_account()
    assert get(make_user(), me, basename(names[1])).status_code == 404
    assert files_of(me) == []
    assert kept_files().isdisjoint(names)


def test_pages_name_it_only_to_who_may_ask_for_it(me):
    put_up(me)
    newcomer = make_user(verified=False)
    assert "<img" in drawn_for(make_user(), me)
    assert "<img" not in drawn_for(newcomer, me)
    put_up(newcomer)
    assert "<img" in drawn_for(newcomer, newcomer)
    assert "<img" not in drawn_for(AnonymousUser(), me)
    assert "<img" in drawn_for(None, me)  # what is broadcast to a room


def test_a_public_post_shows_guests_the_letters_and_students_the_picture(me):
    club = make_club()
    club.admit(me)
    post = make_post(club, me, title="첫 출사", visibility="public")
    put_up(me)
    guest, student = (
        browser_of(viewer).get(post.get_absolute_url()).text for viewer in (None, make_user())
    )
    assert me.small_avatar_url not in guest
    assert 'data-name="서연"' in guest
    assert me.small_avatar_url in student


@pytest.mark.parametrize("place", ["room", "board"])
def test_it_costs_a_page_no_query_more(me, mine, place):
    club, room = make_club(), make_room(owner=me)
    club.admit(me)
    room.post(me, "안녕")
    post = make_post(club, me)
    url = room.get_absolute_url() if place == "room" else post.get_absolute_url()
    mine.get(url)
    with CaptureQueriesContext(connection) as without:
        assert "/avatar/" not in mine.get(url).text
    put_up(me)
    with CaptureQueriesContext(connection) as with_picture:
        assert mine.get(url).text.count(me.small_avatar_url) >= 2  # of the frame, and of the author
    assert len(with_picture) == len(without)
