"""The pictures of a club's text: uploaded with it, placed in it, described and removed."""

from os.path import basename

import pytest
from django.urls import reverse

from clubs.directory.pictures import MAX_PICTURES
from kclub.errors import Refused
from kclub.files.images import reencode
from tests.factories import make_club, make_member, make_officer, make_staff, make_user
from tests.pictures import REFUSED, drawn, upload

pytestmark = pytest.mark.django_db


def url(name, club, *more):
    return reverse(f"clubs:{name}", args=[club.slug, *more])


@pytest.fixture
def club():
    return make_club("필름로그", description="바다에 갔어요")


@pytest.fixture(autouse=True)
def officer(club, client):
    officer = make_officer(club)
    client.force_login(officer)
    return officer


def send(client, club, **fields):
    names = ("summary", "emoji", "hue", "pattern", "description")
    as_it_is = {name: getattr(club, name) for name in names} | {"category": club.category_id}
    response = client.post(url("club-edit", club), as_it_is | fields)
    club.refresh_from_db()
    return response


def add(club, *alts):
    club.edit(pictures=[(reencode(upload()), alt) for alt in alts])
    return list(club.pictures.all())


def page_of(client, club):
    return client.get(club.get_absolute_url()).text


def test_pictures_come_with_the_text_and_stand_where_their_lines_are(client, club):
    response = send(
        client,
        club,
        pictures=[upload(), upload()],
        picture_alts="노을\n파도",
        description="처음\n\n[사진 2]\n\n끝",
    )

    assert response.status_code == 303
    first, second = club.pictures.all()
    assert (first.number, first.alt, second.number, second.alt) == (1, "노을", 2, "파도")
    page = page_of(client, club)
    start, placed, end, below = map(
        page.index, ("<p>처음", second.thumbnail_url, "<p>끝", first.thumbnail_url)
    )
    assert start < placed < end < below
    assert page.count(second.thumbnail_url) == 1
    assert 'alt="파도"' in page
    assert 'loading="lazy"' in page
    for address in (first.thumbnail_url, second.get_absolute_url()):
        assert client.get(address)["Content-Type"] == "image/webp"


def test_a_picture_without_a_description_is_named_after_the_club(client, club):
    add(club, "")
    assert 'alt="필름로그 사진"' in page_of(client, club)


def test_the_button_of_a_picture_puts_it_at_the_end_of_the_text_and_leads_back_to_it(client, club):
    add(club, "노을")
    response = send(client, club, placed="1", description="새로 쓴 글")
    assert response.url == url("club-edit", club)
    assert club.description == "새로 쓴 글\n\n[사진 1]"
    assert "[사진 1]</textarea>" in client.get(response.url).text


def test_a_picture_of_another_club_is_placed_by_no_button_and_no_line(client, club):
    add(make_club(), "남의 것")
    send(client, club, placed="1", description="글")
    assert club.description == "글"
    send(client, club, description="[사진 1]")
    page = page_of(client, club)
    assert "[사진 1]" in page
    assert "/pictures/" not in page


def test_one_uploads_and_goes_on_writing_without_submitting_a_returned_club(client, user):
    club = make_club(president=user, opened=False)
    club.send_back(make_staff(), "더 써 주세요")
    client.force_login(user)
    fields = {"name": club.name, "pictures": [upload()]}
    response = send(client, club, stay="1", **fields)
    assert response.url == url("club-edit", club)
    assert club.status == "draft"
    assert club.pictures.count() == 1
    send(client, club, name=club.name)
    assert club.status == "submitted"


def test_what_a_picture_shows_can_be_changed(client, club, officer):
    add(club, "노을")
    send(client, club, alt_1="해 뜨는 바다")
    assert club.pictures.get().alt == "해 뜨는 바다"
    entry = club.audit_log_entries.filter(by=officer).get()
    assert entry.detail_text == "소개"


def test_a_removed_picture_goes_with_its_lines_and_its_files(
    client, club, django_capture_on_commit_callbacks
):
    first, second = add(club, "노을", "파도")
    storage, names = first.file.storage, [first.file.name, first.thumbnail.name]

    with django_capture_on_commit_callbacks(execute=True):
        send(client, club, remove_1="on", description="글\n\n[사진 1]\n\n[사진 2]")

    assert list(club.pictures.all()) == [second]
    assert "[사진 1]" not in club.description
    assert "[사진 2]" in club.description
    assert not any(map(storage.exists, names))
    assert client.get(url("club-picture", club, basename(names[0]))).status_code == 404


@pytest.mark.parametrize("name", ["svg", "truncated"])
def test_a_refused_upload_loses_no_text_and_stores_none_of_them(client, club, name):
    content, sentence = REFUSED[name]
    response = send(client, club, pictures=[upload(), upload(content)], description="길게 쓴 글")
    assert response.status_code == 422
    assert sentence in response.context["form"].errors["pictures"][0]
    assert "길게 쓴 글" in response.text
    assert "사진은 다시 골라 주세요" in response.text
    assert not club.pictures.exists()
    assert club.description == "바다에 갔어요"


def test_more_than_twelve_are_refused_by_the_form_and_by_the_verb(client, club):
    add(club, *["사진"] * (MAX_PICTURES - 1))
    response = send(client, club, pictures=[upload(), upload()])
    assert "열두 장까지" in response.context["form"].errors["pictures"][0]
    with pytest.raises(Refused):
        add(club, "열둘", "열셋")
    assert send(client, club, pictures=[upload(), upload()], remove_1="on").status_code == 303
    assert club.pictures.count() == MAX_PICTURES


@pytest.mark.parametrize(
    ("alts", "sentence"),
    [("하나\n둘", "설명이 새로 고른 사진보다 많아요"), ("가" * 201, "200자까지")],
)
def test_descriptions_are_one_for_each_picture_and_not_endless(client, club, alts, sentence):
    response = send(client, club, pictures=[upload()], picture_alts=alts)
    assert sentence in response.context["form"].errors["picture_alts"][0]


def test_a_tall_picture_shows_its_top_and_leads_to_the_whole(client, club):
    club.edit(pictures=[(reencode(upload(drawn(size=(300, 3000)))), "포스터")])
    picture = club.pictures.get()
    assert picture.thumbnail_size == (300, 600)
    page = page_of(client, club)
    assert 'class="tall"' in page
    assert f'href="{picture.get_absolute_url()}"' in page


def test_pictures_of_a_closed_club_are_for_its_members(client, club):
    (picture,) = add(club, "노을")
    member = make_member(club)
    club.suspend(make_staff(), "회계 확인")
    answers = {}
    for person in (member, make_user()):
        client.force_login(person)
        answers[person] = client.get(picture.get_absolute_url()).status_code
    assert list(answers.values()) == [200, 404]
