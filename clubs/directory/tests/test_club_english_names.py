"""Clubs in English: their English names and lines, where readers of English see them, and finding them."""

import pytest
from django.utils.translation import override

from clubs.models import AuditLogEntry, Club
from tests.factories import make_club, make_officer, make_staff

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def film_club():
    return make_club(
        "필름로그",
        summary="한 달에 한 롤",
        english_name="Film Log",
        english_summary="One roll a month",
    )


def names(text):
    return [club.name for club in Club.objects.matching(text)]


def main(client, page, **headers):
    """Return what stands in <main> of a page."""
    return client.get(page, headers=headers).text.split("<main", 1)[1].split("</main>")[0]


@pytest.mark.parametrize("page", ["/clubs/", "/clubs/%ED%95%84%EB%A6%84%EB%A1%9C%EA%B7%B8/"])
def test_readers_of_english_see_the_english_name_and_the_korean_one_beside_it(
    client, film_club, page
):
    english = main(client, page, **ENGLISH)
    assert "Film Log" in english
    assert "One roll a month" in english
    assert "한 달에 한 롤" not in english
    assert '<p class="muted small" lang="ko">필름로그</p>' in english

    korean = main(client, page)
    assert "필름로그" in korean
    assert "한 달에 한 롤" in korean
    assert "Film Log" not in korean


def test_without_an_english_name_the_korean_one_stands_once_and_is_marked_as_korean(client):
    club = make_club("필름로그", summary="One roll a month")
    heading = main(client, club.get_absolute_url(), **ENGLISH).split("<h1>")[1].split("</div>")[0]
    assert heading.count("필름로그") == 1
    assert heading.startswith('<span lang="ko">필름로그</span></h1>')
    assert 'lang="ko"' not in main(client, club.get_absolute_url())


def test_a_latin_name_is_not_marked_as_korean(client):
    club = make_club("One Line")
    assert "<h1>One Line</h1>" in main(client, club.get_absolute_url(), **ENGLISH)


def test_a_shared_club_is_shown_in_the_language_of_the_reader(client, film_club):
    page = client.get(film_club.get_absolute_url(), headers=ENGLISH).text
    assert '<meta property="og:title" content="Film Log">' in page
    assert '<meta property="og:description" content="One roll a month">' in page
    picture = f"{film_club.get_absolute_url()}preview.png"
    english = client.get(picture, headers=ENGLISH)
    assert english.content != client.get(picture).content
    assert "Accept-Language" in english["Vary"]


@pytest.mark.parametrize("text", ["필름", "film", "FILM log", "ㅍㄹ", "roll", "롤", "filmlog"])
def test_search_finds_a_club_by_both_names_and_lines(client, film_club, text):
    make_club("새벽세시", summary="시험 끝나는 날 공연하는 밴드")
    assert names(text) == ["필름로그"]
    page = client.get("/clubs/", {"q": text}, headers=ENGLISH)
    assert [club.name for club in page.context["page"]] == ["필름로그"]


def test_an_english_name_fits_better_than_a_text(client):
    make_club("새벽세시", english_summary="Film music at night")
    make_club("필름로그", english_name="Film Log")
    assert names("film") == ["새벽세시", "필름로그"]
    page = client.get("/clubs/", {"q": "film"})
    assert [club.name for club in page.context["page"]] == ["필름로그", "새벽세시"]


def test_the_list_by_name_is_by_the_names_it_shows(client):
    make_club("가람", english_name="Wide River")
    make_club("나비")
    make_club("하늘", english_name="Blue Sky")
    listed = [str(club) for club in Club.objects.by_name()]
    assert listed == ["가람", "나비", "하늘"]
    with override("en"):
        assert [str(club) for club in Club.objects.by_name()] == ["Blue Sky", "Wide River", "나비"]


def edited(client, club, **fields):
    """Let an officer send the form of a club. Return the answer."""
    client.force_login(make_officer(club))
    unchanged = {"summary": club.summary, "category": club.category_id, "emoji": "🎞️", "hue": 4}
    page = f"{club.get_absolute_url()}edit/"
    return client.post(page, unchanged | {"pattern": "dot"} | fields)


def test_officers_give_their_club_an_english_name_and_the_audit_log_says_so(client):
    club = make_club("필름로그")
    answer = edited(client, club, english_name=" Film  Log ", english_summary="One roll")
    club.refresh_from_db()
    assert answer.status_code == 303
    assert (club.english_name, club.english_summary) == ("Film  Log", "One roll")
    entry = club.audit_log_entries.get(action=AuditLogEntry.Action.EDITED)
    assert "영어 이름, 영어 한 줄 소개" in entry.detail_text
    assert names("filmlog") == ["필름로그"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("\u3164", "보이는 글자로 적어 주세요."),
        ("ﷺ" * 6, "너무 길어요. 조금 줄여 주세요."),
        ("Ｎight", "이미 있는 이름이에요. 다른 이름을 골라 주세요."),
        ("새벽 세시", "이미 있는 이름이에요. 다른 이름을 골라 주세요."),
        ("The Student Union", "연합회나 학교로 보이는 이름은 쓸 수 없어요."),
        ("K-Club", "연합회나 학교로 보이는 이름은 쓸 수 없어요."),
        ("Saebom University", "연합회나 학교로 보이는 이름은 쓸 수 없어요."),
        ("동아리 연합회", "연합회나 학교로 보이는 이름은 쓸 수 없어요."),
    ],
)
def test_an_english_name_that_misleads_is_refused(client, typed, sentence):
    make_club("새벽세시", english_name="Night")
    answer = edited(client, make_club("필름로그"), english_name=typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors["english_name"] == [sentence]


@pytest.mark.parametrize("typed", ["System Study", "Saebom Orchestra", "필름로그", "Film Log"])
def test_an_english_name_may_have_the_word_of_an_office_in_it(client, typed):
    assert edited(client, make_club("필름로그"), english_name=typed).status_code == 303


def test_no_club_takes_the_english_name_of_another(client, user, film_club):
    client.force_login(user)
    answer = client.post("/clubs/new/", {"name": "FILM LOG"})
    assert "이미 있는 이름이에요" in str(answer.context["form"].errors["name"])


def test_a_club_is_founded_with_its_english_name_and_the_union_reads_it(client, user):
    club = make_club(president=user, opened=False, english_name="Film Log")
    client.force_login(make_staff())
    assert "Film Log" in main(client, "/union/")
    club.refresh_from_db()
    assert club.english_key == "filmlog"


def test_the_president_is_told_by_the_name_in_the_language_they_read(client, film_club):
    film_club.pause(by=make_staff())
    client.force_login(film_club.president)
    korean, english = "연합회가 필름로그 동아리를 쉬는 중으로", "The union has paused Film Log."
    assert korean in main(client, "/notifications/")
    assert english in main(client, "/notifications/", **ENGLISH)
    assert "필름로그" not in main(client, "/notifications/", **ENGLISH)
