"""The pages of certificates: for their person, and for whoever has the code."""

import pytest
from django.test import Client
from django.urls import reverse

from clubs.certificates.tests.certificates import confirm_as, make_certificate
from clubs.models import Certificate
from clubs.term.tests.terms import enrol, make_window
from tests.factories import make_club, make_member, make_user

pytestmark = pytest.mark.django_db
DEPARTMENT = "희귀동물언어학과"
LIST, VERIFY = "/me/certificates/", "/verify/"


@pytest.fixture
def club():
    make_window()
    return make_club("필름로그")


@pytest.fixture
def member(club):
    member = make_member(club, "김민수")
    enrol(member, make_window().term, department=DEPARTMENT)
    return member


@pytest.fixture
def certificate(club, member):
    return make_certificate(club, member)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


# The person --------------------------------------------------------------------------------


def test_the_list_offers_the_clubs_that_were_confirmed(club, member):
    client = signed_in(member)
    assert "아직 확인한 학기가 없어요" in client.get(LIST).text
    confirm_as(club, member)
    assert f'value="{club.slug}"' in client.get(LIST).text
    for _click in range(2):
        page = client.post(LIST, {"club": club.slug}, follow=True).text
    assert Certificate.objects.get().shown_code in page
    assert Certificate.objects.get().shown_code in client.get(LIST).text


@pytest.mark.parametrize("slug", ["", "없는-동아리", "elsewhere"])
def test_nothing_is_certified_of_other_clubs(certificate, member, slug):
    other = make_club()
    slug = other.slug if slug == "elsewhere" else slug
    assert signed_in(member).post(LIST, {"club": slug}).status_code == 404
    assert Certificate.objects.count() == 1


def test_the_sheet_is_in_both_languages_whatever_the_reader_reads(certificate, member, settings):
    settings.SCHOOL_NAME, settings.SCHOOL_NAME_EN = "새봄대학교", "Saebom University"
    for language in ("ko", "en"):
        headers = {"Accept-Language": language}
        page = signed_in(member).get(certificate.get_absolute_url(), headers=headers).text
        for words in ("활동했음을 확인합니다", "새봄대학교", "Saebom University", "Certificate of"):
            assert words in page
        assert page.count("김민수") >= 2
        assert certificate.shown_code in page
        assert f"http://testserver/verify/{certificate.code}/" in page


def test_a_revoked_one_says_so_and_cannot_be_revoked_again(certificate, member):
    client = signed_in(member)
    url = reverse("certificate-revoke", args=[certificate.pk])
    assert url in client.get(certificate.get_absolute_url()).text
    assert "취소했어요" in client.post(url, follow=True).text
    page = client.get(certificate.get_absolute_url()).text
    assert "취소한 확인서예요" in page
    assert url not in page
    assert client.post(url).status_code == 303


def test_another_person_finds_neither_the_sheet_nor_its_end(certificate, club):
    for user in (make_user(), club.president):
        client = signed_in(user)
        assert client.get(certificate.get_absolute_url()).status_code == 404
        url = reverse("certificate-revoke", args=[certificate.pk])
        assert client.post(url).status_code == 404
    certificate.refresh_from_db()
    assert certificate.revoked_at is None


@pytest.mark.parametrize("url", ["/me/", "/me/term/"])
def test_one_finds_the_way_there(member, url):
    assert f'href="{LIST}"' in signed_in(member).get(url).text


# Whoever has the code ----------------------------------------------------------------------


def test_a_valid_code_tells_club_terms_and_the_masked_name(certificate):
    answer = Client().get(certificate.verify_url)
    assert answer.status_code == 200
    for words in ("유효한 확인서예요", "필름로그", "2026-2", "부원", "김○수"):
        assert words in answer.text


def test_it_tells_nothing_else_of_the_person(certificate, member):
    page = Client().get(certificate.verify_url).text
    for words in (member.display_name, member.email, member.username, member.handle, DEPARTMENT):
        assert words not in page


def test_no_search_engine_and_no_cache_keeps_it(certificate):
    answer = Client().get(certificate.verify_url)
    assert answer["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex">' in answer.text


def test_a_revoked_code_tells_only_that(certificate, member):
    certificate.revoke(member)
    answer = Client().get(certificate.verify_url)
    assert answer.status_code == 200
    assert "취소된 확인서예요" in answer.text
    for words in ("필름로그", "2026-2", "김○수"):
        assert words not in answer.text


def test_after_the_account_is_closed_the_code_is_revoked(certificate, member):
    member.close_account()
    assert "취소된 확인서예요" in Client().get(certificate.verify_url).text


@pytest.mark.parametrize("code", ["AAAABBBBCCCCDDDD", "a", "한글", "A" * 300])
def test_an_unknown_code_is_not_there(certificate, code):
    answer = Client().get(reverse("verify-code", args=[code]))
    assert answer.status_code == 404
    assert "이런 확인서는 없어요" in answer.text


@pytest.mark.parametrize("form", ["plain", "groups", "small", "blanks", "address"])
def test_a_code_is_typed_as_it_stands_on_the_sheet(certificate, form):
    typed = {
        "plain": certificate.code,
        "groups": certificate.shown_code,
        "small": certificate.shown_code.lower(),
        "blanks": f"  {certificate.shown_code.replace('-', ' ')} ",
        "address": f"http://testserver{certificate.verify_url}",
    }[form]
    answer = Client().get(VERIFY, {"code": typed}, follow=True)
    assert "유효한 확인서예요" in answer.text


@pytest.mark.parametrize("code", ["", "   ", "---", "가나다", "A" * 201])
def test_what_is_no_code_is_asked_for_again(code):
    answer = Client().get(VERIFY, {"code": code})
    assert answer.status_code == 422
    assert 'name="code"' in answer.text


def test_who_guesses_has_to_wait_and_whoever_knows_does_not(certificate, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"certificate-code": (3, 600)}
    guesser = Client(REMOTE_ADDR="203.0.113.9")
    for _look in range(5):
        assert guesser.get(certificate.verify_url).status_code == 200
    wrong = [guesser.get("/verify/AAAABBBBCCCCDDDD/").status_code for _guess in range(4)]
    assert wrong == [404, 404, 404, 429]
    assert Client(REMOTE_ADDR="203.0.114.9").get(certificate.verify_url).status_code == 200


def test_the_english_reader_reads_the_english_name_of_the_club(club, member):
    club.edit(english_name="Film Log")
    certificate = make_certificate(club, member)
    english = Client().get(certificate.verify_url, headers={"Accept-Language": "en"}).text
    assert "Film Log" in english
    assert "필름로그" not in english
    assert "필름로그" in Client().get(certificate.verify_url).text
