"""The room of the helper, and asking it elsewhere: pages, parts, limits and costs."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from rooms.helper.models import HelperQuestion
from rooms.helper.views import EXAMPLES
from tests.factories import make_user

pytestmark = pytest.mark.django_db

ROOM, ANSWER, FORGET = (reverse(f"helper:{name}") for name in ("helper", "answer", "forget"))
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def me(client, user):
    client.force_login(user)
    return user


def bubbles(response):
    """Return the sentences of the page's bubbles."""
    parts = unescape(response.text).split('class="bubble"')[1:]
    return [part.partition(">")[2].partition("</div>")[0].strip() for part in parts]


# The room --------------------------------------------------------------------------------


def test_one_asks_and_reads_the_answer(client, me):
    response = client.post(ROOM, {"q": "비밀번호 바꾸고 싶어"})
    assert (response.status_code, response.url) == (303, ROOM)
    page = client.get(ROOM)
    assert bubbles(page)[1:] == [
        "비밀번호 바꾸고 싶어",
        "비밀번호는 내 정보에서 바꿔요. 바꾸면 다른 기기에서는 로그아웃돼요.",
    ]
    assert '<a class="btn" href="/accounts/password/change/">비밀번호 바꾸기</a>' in page.text


def test_htmx_gets_the_question_the_answer_and_an_empty_box(client, me):
    part = client.post(ROOM, {"q": "비밀번호 바꾸고 싶어"}, headers=PART)
    assert part.status_code == 200
    assert "<html" not in part.text
    assert len(bubbles(part)) == 2
    assert '<hx-partial hx-target="#say" hx-swap="outerHTML">' in part.text
    assert part.text.count("비밀번호 바꾸고 싶어") == 2  # in its bubble, and beside what deletes it


def test_the_examples_are_answered_in_both_languages(client, me):
    for language in ("ko", "en"):
        client.cookies["django_language"] = language
        with override(language):
            texts = [str(text) for text in EXAMPLES]
        assert len(set(texts)) == len(EXAMPLES)
        for text in texts:
            assert text in unescape(client.get(ROOM).text)
            client.post(ROOM, {"q": text})
    topics = me.helper_questions.values_list("topic", flat=True)
    expected = ["recruiting", "events", "own-applications", "password", "club-new"]
    assert list(topics) == expected * 2


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u200b\u3164", None])
def test_nothing_is_no_question(client, me, text):
    form = {} if text is None else {"q": text}
    for headers in ({}, PART):
        response = client.post(ROOM, form | {"x": "1"}, headers=headers)
        assert response.status_code == 422
        assert "물어볼 것을 적어 주세요." in response.text
    assert not HelperQuestion.objects.exists()


def test_what_is_too_long_is_told_so_and_stays_in_the_box(client, me):
    text = "동아리 " * 2500
    for headers in ({}, PART):
        response = client.post(ROOM, {"q": text}, headers=headers)
        assert response.status_code == 422
        assert "500자까지 물어볼 수 있어요. 지금 9999자예요." in response.text
        assert text.strip() in response.text
    assert not HelperQuestion.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7 }} {% now 'Y' %} %(n)s %s",
        "😀😀🏳️‍🌈",
        "'; DROP TABLE rooms_room; --",
        "a" * 500,
        "ㅋ" * 500,
        "가" * 500,
        "\u202e뒤집힌 말\u0000",
        "?!… ()[]*+.\\",
        "% _ ' \" \\",
        "﷽" * 20,
    ],
)
def test_whatever_is_asked_is_answered_and_shown_as_text(client, me, text):
    assert client.post(ROOM, {"q": text}).status_code == 303
    page = client.get(ROOM)
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    assert client.get(ANSWER, {"q": text}).status_code == 200
    assert me.helper_questions.get().topic in ("unknown", "clubs", "found", "guide")


def test_one_deletes_a_question_or_all(client, me):
    for text in ("안녕", "고마워", "내 일정"):
        client.post(ROOM, {"q": text})
    first = me.helper_questions.first()
    url = reverse("helper:question-forget", args=[first.pk])
    assert client.post(url, follow=True).redirect_chain == [(ROOM, 303)]
    assert [question.text for question in me.helper_questions.all()] == ["고마워", "내 일정"]
    assert client.post(url).status_code == 404
    other = HelperQuestion.objects.ask(make_user(), "안녕")
    assert "물어본 것을 모두 지웠어요." in client.post(FORGET, follow=True).text
    assert list(HelperQuestion.objects.all()) == [other]


def test_nobody_reads_or_deletes_what_others_asked(client, me):
    question = HelperQuestion.objects.ask(make_user(), "은행나무 동아리 있어?")
    assert "은행나무" not in client.get(ROOM).text
    url = reverse("helper:question-forget", args=[question.pk])
    assert client.post(url).status_code == 404
    assert HelperQuestion.objects.filter(pk=question.pk).exists()


def test_it_stands_first_among_ones_rooms(client, me, club):
    club.admit(me)
    page = client.get(reverse("rooms:rooms")).text
    assert (
        0
        < page.index(f'href="{ROOM}"')
        < page.index(f'href="{club.rooms.get().get_absolute_url()}"')
    )


def test_its_page_says_that_it_is_no_person(client, me):
    page = client.get(ROOM)
    assert "사람이 아니에요." in page.text
    assert 'aria-current="true"' in page.text.partition('href="/rooms/"')[2][:30]


# Elsewhere -------------------------------------------------------------------------------


def test_guests_ask_in_the_guide_and_nothing_is_kept(client, campus):
    guide = client.get("/guide/").text
    assert f'action="{ANSWER}"' in guide
    assert ROOM + '"' not in guide
    response = client.get(ANSWER, {"q": "사진 동아리 뭐 있어?"})
    assert "필름로그" in response.text
    assert response["X-Robots-Tag"] == "noindex"
    assert not HelperQuestion.objects.exists()


def test_who_is_logged_in_is_led_to_the_room_from_the_guide(client, me):
    assert f'href="{ROOM}"' in client.get("/guide/").text


def test_htmx_gets_the_answer_alone(client, campus):
    part = client.get(ANSWER, {"q": "필름로그 회장 누구야"}, headers=PART)
    assert "<html" not in part.text
    assert "김민재" in part.text


def test_guests_are_led_to_the_log_in_and_back(client):
    page = client.get(ANSWER, {"q": "내 지원 어떻게 됐어?"})
    assert f"/accounts/login/?next={ROOM.replace('/', '%2F')}" in unescape(page.text)
    assert client.get(ROOM).url == "/accounts/login/?next=%2Fhelper%2F"
    assert client.post(ROOM, {"q": "안녕"}).status_code == 302


def test_an_empty_question_elsewhere_is_told_so(client):
    assert client.get(ANSWER).status_code == 200
    for text in ("", "  "):
        response = client.get(ANSWER, {"q": text})
        assert response.status_code == 422
        assert "물어볼 것을 적어 주세요." in response.text


def test_a_section_of_the_guide_is_led_to(client):
    page = client.get(ANSWER, {"q": "100명이 넘는 방"}).text
    assert 'href="/guide/#rooms"' in page
    assert 'id="rooms"' in client.get("/guide/").text


def test_guests_of_one_network_are_counted_together(client, user, allow):
    allow({"helper": (1, 100), "helper-guests": (1, 100)})
    assert client.get(ANSWER, {"q": "안녕"}).status_code == 200
    slow = Client().get(ANSWER, {"q": "안녕"})
    assert (slow.status_code, slow["Retry-After"]) == (429, "100")
    client.force_login(user)
    assert client.post(ROOM, {"q": "안녕"}).status_code == 303
    slow = client.post(ROOM, {"q": "고마워"})
    assert slow.status_code == 429
    assert "고마워" in slow.text


def test_the_english_page_answers_in_english(client, me):
    client.cookies["django_language"] = "en"
    client.post(ROOM, {"q": "how do I change my password"})
    assert "Change your password in your profile." in client.get(ROOM).text
    client.cookies["django_language"] = "ko"
    assert "비밀번호는 내 정보에서 바꿔요." in client.get(ROOM).text


# Costs -----------------------------------------------------------------------------------

# the session with its user, a savepoint and its release, the newest questions, the new one; the rows once more
KEPT, SHOWN = 5, 1
COSTS = [  # what a question asks for besides
    ("비밀번호 바꾸고 싶어", 0),
    ("알림 끄기", 0),
    ("안녕", 0),
    ("내 지원 어떻게 됐어?", 1 + SHOWN),
    ("이번 주 행사 뭐 있어?", 1 + SHOWN),
    ("모집 중인 동아리", 1 + SHOWN),
    ("회비 얼마야", 1 + SHOWN),
    ("필름로그 회장 누구야", 1 + SHOWN),
    ("필름로그", 1 + SHOWN),
    ("필름로그 회비", 2 + SHOWN),
    ("필름로그 카메라 없어도 돼?", 2 + SHOWN),  # the club, its FAQ
    ("사진 동아리 뭐 있어?", 2 + SHOWN),  # categories, clubs
    ("필름로그 강아지 데려가도 돼?", 2 + SHOWN),
    ("100명이 넘는 방", 1),  # no club is named
    ("날씨 어때", 1 + 4),  # no club is named; categories, clubs, posts, events
]


@pytest.mark.parametrize(("text", "more"), COSTS)
def test_a_question_costs_no_more_than_it_needs(
    client, campus, text, more, django_assert_num_queries
):
    client.force_login(campus.member)
    client.post(ROOM, {"q": "안녕하세요"}, headers=PART)
    with django_assert_num_queries(KEPT + more):
        client.post(ROOM, {"q": text}, headers=PART)


def test_the_room_costs_the_same_however_much_was_asked(
    client, campus, django_assert_max_num_queries
):
    client.force_login(campus.member)
    for text, _more in COSTS:
        client.post(ROOM, {"q": text})
    client.get(ROOM)
    with django_assert_max_num_queries(12):
        client.get(ROOM)
    for number in range(20):
        client.post(ROOM, {"q": f"사진 동아리 뭐 있어 {number}"})
    with django_assert_max_num_queries(12):
        client.get(ROOM)
