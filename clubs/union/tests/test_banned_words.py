"""Banned words, as the union keeps them."""

import pytest
from django.urls import reverse

from clubs.models import BannedWord, Club
from tests.factories import make_category, make_post, make_staff, make_user

pytestmark = pytest.mark.django_db
WORDS = "/union/words/"


@pytest.fixture
def staff(client):
    client.force_login(make_staff())


def ban(client, word):
    return client.post(WORDS, {"word": word})


def test_only_the_union_bans_words(client):
    client.force_login(make_user())
    assert ban(client, "나쁜말").status_code == 403
    assert client.get(WORDS).status_code == 403
    assert not BannedWord.objects.exists()


def test_a_word_is_banned_from_the_page_and_listed_in_order(client, staff):
    assert "아직 정한 단어가 없어요" in client.get(WORDS).text
    for word in ["나쁜말", "가짜 약"]:
        assert ban(client, word).status_code == 303
    assert [str(word) for word in client.get(WORDS).context["banned_words"]] == [
        "가짜 약",
        "나쁜말",
    ]


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("", "단어를 적어 주세요."),
        ("   ", "단어를 적어 주세요."),
        ("나", "두 글자부터 정할 수 있어요."),
        ("!?!?", "두 글자부터 정할 수 있어요."),
        ("나-쁜-말", "이미 있는 단어예요."),
    ],
)
def test_a_word_that_cannot_be_banned_is_sent_back_with_the_reason(client, staff, word, sentence):
    ban(client, "나쁜말")
    response = ban(client, word)
    assert response.status_code == 422
    assert sentence in response.text
    assert f'value="{word.strip()}"' in response.text or not word.strip()
    assert BannedWord.objects.count() == 1


def test_a_word_of_more_than_twenty_letters_is_not_banned(client, staff):
    assert ban(client, "가" * 21).status_code == 422
    assert ban(client, "가" * 20).status_code == 303


def test_a_word_taken_off_the_list_may_be_written_again(client, staff, club):
    ban(client, "나쁜말")
    url = reverse("union:banned-word-delete", args=[BannedWord.objects.get().pk])
    assert client.get(url).status_code == 405
    assert [client.post(url).status_code for _click in range(2)] == [303, 404]
    client.force_login(club.president)
    sent = {"kind": "free", "title": "제목", "body": "나쁜말", "visibility": "members"}
    assert client.post(reverse("clubs:post-new", args=[club.slug]), sent).status_code == 303


@pytest.mark.parametrize("field", ["title", "body"])
def test_a_post_is_not_edited_into_a_banned_word(client, club, field):
    BannedWord.objects.create(word="나쁜말", word_key="나쁜말")
    post = make_post(club)
    client.force_login(club.president)
    sent = {"kind": "free", "title": "제목", "body": "글", "visibility": "members"}
    url = reverse("clubs:post-edit", args=[club.slug, post.pk])
    response = client.post(url, sent | {field: "이런 나 쁜 말"})
    assert response.status_code == 422
    assert "이런 나 쁜 말" in response.text
    post.refresh_from_db()
    assert getattr(post, field) != "이런 나 쁜 말"


def test_markup_in_a_banned_word_stays_text(client, staff):
    ban(client, "<b>나쁜</b>")
    assert "<b>나쁜</b>" not in client.get(WORDS).text
    assert "&lt;b&gt;나쁜" in client.get(WORDS).text


def club_form(**fields):
    fields = {"summary": "함께 놀아요", "emoji": "📷", "hue": "1", "pattern": "dot"} | fields
    return fields | {"category": make_category().pk, "join_mode": "request"}


@pytest.mark.parametrize(
    ("page", "form"),
    [
        ("club-new", {"name": "나쁜 말 모임"}),
        ("club-new", {"name": "착한 모임", "description": "나쁜말을 해요"}),
        ("club-edit", {"summary": "나.쁜.말"}),
        ("club-edit", {"english_name": "나쁜말"}),
        ("event-new", {"title": "나쁜말 대회", "place": "서울숲"}),
        ("questions", {"text": "나쁜말을 하나요?", "kind": "long"}),
    ],
)
def test_nothing_written_about_a_club_has_a_banned_word(client, club, page, form):
    BannedWord.objects.create(word="나쁜말", word_key="나쁜말")
    client.force_login(club.president)
    address = reverse(f"clubs:{page}", args=[] if page == "club-new" else [club.slug])
    form = club_form(**form) if page.startswith("club") else form
    response = client.post(address, form)
    assert response.status_code == 422
    assert "‘나쁜말’은 쓸 수 없는 말이에요. 고쳐 주세요." in response.text


def test_what_was_written_before_the_word_was_banned_stays(client, club):
    Club.objects.update(description="나쁜말을 해요", summary="함께 놀아요")
    BannedWord.objects.create(word="나쁜말", word_key="나쁜말")
    client.force_login(club.president)
    edit = reverse("clubs:club-edit", args=[club.slug])
    assert client.post(edit, club_form(description="나쁜말을 해요")).status_code == 303
    assert client.post(edit, club_form(description="나쁜말을 안 해요")).status_code == 422
