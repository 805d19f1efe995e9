"""What the page of a club tells those who think of joining, and its preview while it is edited."""

import pytest
from django.urls import reverse

from clubs.audit_log.models import AuditLogEntry
from clubs.models import BannedWord
from tests.factories import make_club, make_member, make_officer, make_user
from tests.pictures import upload

pytestmark = pytest.mark.django_db

WRITTEN = {
    "who_may_join": "처음이어도 좋아요",
    "semester": "9월 신입 환영회\n\n 10월 출사 \n12월 전시",
    "links": "instagram.com/film.log\nhttps://filmlog.kr/",
    "meets": "화 18:30",
    "place": "학생회관 211호",
    "fee": "학기 30,000원",
}


@pytest.fixture
def club():
    return make_club("필름로그", description="바다에 갔어요")


@pytest.fixture
def edit(club, client):
    """Send the form of the club, with these fields changed."""
    client.force_login(make_officer(club))

    def send(**fields):
        names = ("summary", "emoji", "hue", "pattern", "description")
        as_it_is = {name: getattr(club, name) for name in names} | {"category": club.category_id}
        response = client.post(reverse("clubs:club-edit", args=[club.slug]), as_it_is | fields)
        club.refresh_from_db()
        return response

    return send


def test_everybody_reads_who_may_join_what_happens_and_where_else_to_look(edit, club, client):
    assert edit(**WRITTEN).status_code == 303
    client.logout()
    page = client.get(club.get_absolute_url()).text
    for text in ["처음이어도 좋아요", "<li>9월 신입 환영회</li>", "<li>10월 출사</li>"]:
        assert text in page
    assert "instagram.com/film.log" in page
    assert 'href="https://filmlog.kr/" rel="nofollow noopener noreferrer ugc"' in page


def test_the_head_of_the_page_says_when_where_and_how_much(edit, club, client):
    edit(**WRITTEN)
    page = client.get(club.get_absolute_url()).text
    head = page[page.index("<header class=") : page.index('class="tabs"')]
    for text in [WRITTEN["meets"], WRITTEN["place"], WRITTEN["fee"], club.summary]:
        assert text in head


def test_what_was_not_written_has_no_heading(club, client):
    page = client.get(club.get_absolute_url()).text
    assert "한 학기 동안 하는 일" not in page
    assert "다른 곳에서도 만나요" not in page
    assert "<dt>누가</dt>" not in page


def test_the_audit_log_names_what_was_changed_in_words(edit, club, client):
    edit(**WRITTEN)
    entry = club.audit_log_entries.filter(action=AuditLogEntry.Action.EDITED).last()
    assert set(entry.detail.split()) == set(WRITTEN)
    log = client.get(reverse("clubs:audit-log", args=[club.slug])).text
    assert "누가 함께하면 좋을까요" in log
    assert "한 학기 동안 하는 일" in log


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("links", "http://filmlog.kr"),
        ("links", "instagram.com@evil.kr"),
        ("links", "\n".join(f"a{n}.kr" for n in range(6))),
        ("semester", "\n".join("123456789")),
        ("who_may_join", "가" * 101),
        ("semester", "가" * 601),
    ],
)
def test_what_does_not_fit_comes_back_beside_its_field(edit, club, field, value):
    response = edit(**{field: value})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field}
    assert response.context["form"][field].value() == value
    assert not getattr(club, field)


@pytest.mark.parametrize("field", ["who_may_join", "semester"])
def test_banned_words_are_refused_here_as_well(edit, club, field):
    BannedWord.objects.create(word="나쁜말")
    assert edit(**{field: "나쁜말 모임"}).status_code == 422
    assert not getattr(club, field)


def test_a_link_that_is_safe_no_more_is_not_shown(club, client):
    club.links = "http://old.kr\nhttps://filmlog.kr"
    club.save()
    page = client.get(club.get_absolute_url()).text
    assert "old.kr" not in page
    assert "https://filmlog.kr" in page


# Preview


def test_a_preview_is_the_page_as_it_would_be_and_saves_nothing(edit, club):
    response = edit(**WRITTEN, preview="1", summary="새 소개", description="## 산에 갔어요")
    assert response.status_code == 200
    preview = response.text[response.text.index('id="preview-heading"') :]
    for text in ["새 소개", "산에 갔어요</h3>", "<li>10월 출사</li>", "instagram.com/film.log"]:
        assert text in preview
    assert club.semester == club.links == ""
    assert club.description == "바다에 갔어요"
    assert not club.audit_log_entries.filter(action=AuditLogEntry.Action.EDITED).exists()


def test_a_preview_keeps_the_form_as_it_was_filled_in(edit):
    response = edit(**WRITTEN, preview="1")
    form = response.context["form"]
    assert {name: form[name].value() for name in WRITTEN} == WRITTEN


def test_a_preview_tells_what_is_wrong_and_shows_no_unsafe_link(edit, club):
    response = edit(preview="1", links="javascript://evil.kr", fee="학기 만 원")
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"links"}
    preview = response.text[response.text.index('id="preview-heading"') :]
    assert "학기 만 원" in preview
    assert 'href="javascript' not in response.text


def test_a_preview_keeps_no_uploaded_picture(edit, club):
    edit(preview="1", pictures=[upload()])
    assert not club.pictures.exists()


def test_a_part_of_the_preview_is_all_that_scripts_ask_for(edit, club, client):
    part = {"HX-Request": "true", "HX-Request-Type": "partial"}
    url = reverse("clubs:club-edit", args=[club.slug])
    response = client.post(url, {"preview": "1", "summary": "새 소개"}, headers=part)
    assert response.text.strip().startswith('<div id="preview"')
    assert "<form" not in response.text


# Writing to the president


def test_whoever_visits_can_write_to_the_president_without_seeing_an_address(club, client):
    link = f"{reverse('rooms:direct')}?with={club.president.username}"
    assert link in client.get(club.get_absolute_url()).text
    client.force_login(make_user())
    page = client.get(club.get_absolute_url()).text
    assert link in page
    assert club.president.email not in page
    assert str(club.president) in client.get(link).text


def test_presidents_do_not_write_to_themselves(club, client):
    client.force_login(club.president)
    assert reverse("rooms:direct") not in client.get(club.get_absolute_url()).text


def test_the_page_takes_few_queries(edit, club, client, django_assert_max_num_queries):
    edit(**WRITTEN)
    client.force_login(make_member(club))
    client.get(club.get_absolute_url())
    with django_assert_max_num_queries(16):
        client.get(club.get_absolute_url())
