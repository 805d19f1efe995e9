"""Agreements: asked for apart, asked for again when a text changes, withdrawn in one press."""

from datetime import timedelta
from functools import partial

import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts import agreement_texts
from accounts.agreement_texts import REQUIRED, Kind, digest_of, text_of
from accounts.models import Agreement, AgreementText, User
from accounts.notification_kinds import Group
from accounts.tests.browsing import ADDRESS, NEW, browser_of, log_in, sign_up
from tests.factories import PASSWORD, make_club, make_member, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db
PAGE = "/me/agreements/"
BOXES = {"agree_terms": "on", "agree_privacy": "on"}


@pytest.fixture
def change(monkeypatch):
    """`change(Kind.TERMS)` gives the kind another text, as a new release may."""
    texts = {}
    monkeypatch.setattr(agreement_texts, "text_of", lambda kind: texts.get(kind) or text_of(kind))
    return lambda kind: texts.update({kind: "새 글이에요."})


def kinds_of(user):
    return {each.text.kind for each in user.agreements.standing().select_related("text")}


def me_again(user):
    return User.objects.get(pk=user.pk)


# The texts -------------------------------------------------------------------------------


def test_a_text_is_what_its_page_says(client):
    page = client.get("/terms/").text
    for sentence in text_of(Kind.TERMS).splitlines():
        assert sentence in page
    assert "새봄대학교 학생을 위한" in text_of(Kind.TERMS)
    assert "한 사람이 계정 하나를" in text_of(Kind.TERMS)
    assert len(text_of(Kind.PRIVACY).splitlines()) > 10


def test_a_text_says_all_that_may_hold_whatever_is_configured(settings):
    settings.VAPID_PRIVATE_KEY = ""
    assert "알림을 켠 기기의 이름" in text_of(Kind.PRIVACY)


def test_texts_are_told_apart_by_what_they_say(change):
    digests = {digest_of(kind) for kind in Kind}
    assert len(digests) == len(Kind)
    change(Kind.TERMS)
    assert digest_of(Kind.TERMS) not in digests
    assert digest_of(Kind.PRIVACY) in digests


# At sign-up ------------------------------------------------------------------------------


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize("news", [{}, {"wants_news": "on"}])
def test_a_sign_up_keeps_each_agreement_with_its_text(client, news):
    sign_up(client, **news)
    user = User.objects.get()
    assert kinds_of(user) == {*REQUIRED, *([Kind.NEWS] if news else [])}
    assert user.wants_news == bool(news)
    assert user.unanswered_kinds() == []
    terms = user.agreements.get(text__kind=Kind.TERMS)
    assert terms.text.text == text_of(Kind.TERMS)
    assert timezone.now() - terms.given_at < timedelta(minutes=1)


@pytest.mark.usefixtures("school")
def test_signing_up_again_counts_with_what_is_ticked_then(client):
    sign_up(client, wants_news="on")
    sign_up(client)
    user = User.objects.get()
    assert kinds_of(user) == set(REQUIRED)
    assert not user.wants_news


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize("box", BOXES)
def test_one_box_does_not_stand_for_the_other(client, box):
    answer = sign_up(client, **{box: ""})
    assert answer.status_code == 422
    assert answer.text.count("동의해야 쓸 수 있어요.") >= 1
    assert not User.objects.exists()


# Asked again -----------------------------------------------------------------------------


def test_whoever_has_agreed_goes_on_without_a_query_more(me, mine, django_assert_num_queries):
    assert mine.get("/me/").status_code == 200
    with django_assert_num_queries(0):
        assert me.unanswered_kinds() == []


@pytest.mark.parametrize("kind", REQUIRED)
def test_a_changed_text_is_asked_for_alone_before_anything_else(me, mine, change, kind):
    change(kind)
    answer = mine.get("/me/edit/")
    assert (answer.status_code, answer.url) == (303, f"{PAGE}?next=%2Fme%2Fedit%2F")
    page = mine.get(answer.url)
    assert [f"agree_{asked}" for asked in Kind if f'name="agree_{asked}"' in page.text] == [
        f"agree_{kind}"
    ]
    assert 'name="wants_news"' not in page.text
    done = mine.post(answer.url, BOXES)
    assert (done.status_code, done.url) == (303, "/me/edit/")
    assert mine.get("/me/edit/").status_code == 200
    assert me.agreements.get().text.text == "새 글이에요."


def test_what_was_agreed_to_before_stays_with_its_text(me, change):
    me.agree(REQUIRED)
    change(Kind.TERMS)
    me.agree([Kind.TERMS])
    texts = me.agreements.standing().filter(text__kind=Kind.TERMS).values_list("text__text")
    assert {text for (text,) in texts} == {text_of(Kind.TERMS), "새 글이에요."}


def test_an_account_from_before_is_asked_for_both_and_not_told_that_they_changed():
    old = make_user(agreed_terms="", agreed_privacy="")
    page = browser_of(old).get("/", follow=True)
    assert "agree_terms" in page.text
    assert "agree_privacy" in page.text
    assert "바뀌었어요" not in page.text
    old = make_user(agreed_terms="", agreed_at=timezone.now())
    assert "바뀌었어요" in browser_of(old).get("/", follow=True).text


def test_no_box_is_ticked_and_none_may_stay_empty(me, mine, change):
    change(Kind.TERMS)
    page = mine.get(PAGE)
    assert " checked" not in page.text
    answer = mine.post(PAGE, {})
    assert answer.status_code == 422
    assert "동의해야 쓸 수 있어요." in answer.text
    assert me_again(me).unanswered_kinds() == [Kind.TERMS]


def test_who_wants_news_is_asked_when_that_text_changes(change):
    reader, other = make_user(wants_news=True), make_user()
    change(Kind.NEWS)
    assert other.unanswered_kinds() == []
    browser = browser_of(reader)
    assert "wants_news" in browser.get("/", follow=True).text
    browser.post(PAGE, {"wants_news": "on"})
    assert me_again(reader).wants_news
    assert browser.get("/").status_code == 200


def test_news_stop_for_whoever_is_asked_and_does_not_tick_the_box(change):
    reader = make_user(wants_news=True)
    change(Kind.NEWS)
    assert browser_of(reader).post(PAGE, {}).status_code == 303
    assert not me_again(reader).wants_news


@pytest.mark.parametrize(
    "page", ["/terms/", "/privacy/", "/me/delete/", "/accounts/logout/", PAGE, "/service-worker.js"]
)
def test_the_texts_and_the_ways_out_stay_open(mine, change, page):
    change(Kind.TERMS)
    assert mine.get(page).status_code == 200


@pytest.mark.parametrize(
    "page",
    ["/", "/clubs/", "/rooms/", "/notifications/", "/me/", "/accounts/email/", "/search/", "/guide/",
     "/me/badges/", "/accounts/sessions/", "/accounts/2fa/", "/accounts/login/", "/union/"],
)  # fmt: skip
def test_nothing_else_is(mine, change, page):
    change(Kind.PRIVACY)
    assert mine.get(page).url.startswith(PAGE)


def test_a_form_does_nothing_and_says_so(me, mine, change):
    change(Kind.TERMS)
    fields = {"display_name": "다른 이름", "handle": me.handle}
    answer = mine.post("/me/edit/", fields, headers={"referer": "http://testserver/me/edit/"})
    assert answer.url == f"{PAGE}?next=%2Fme%2Fedit%2F"
    assert "아무것도 바뀌지 않았어요." in mine.get(answer.url).text
    assert me_again(me).display_name == "이서연"


def test_htmx_is_led_to_the_page_itself(mine, change):
    change(Kind.TERMS)
    answer = mine.get("/me/badges/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith(PAGE)


def test_the_page_leads_to_no_other_site(mine, change):
    change(Kind.TERMS)
    assert mine.post(f"{PAGE}?next=https://evil.example/", BOXES).url == "/"


def test_visitors_are_asked_nothing(client, change):
    change(Kind.TERMS)
    for page in ("/", "/clubs/", "/accounts/login/", "/accounts/signup/"):
        assert client.get(page).status_code == 200


def test_who_logs_in_is_asked_at_once(client, change):
    make_user(email=ADDRESS)
    change(Kind.TERMS)
    assert log_in(client, password=PASSWORD).url == "/"
    assert client.get("/").url.startswith(PAGE)


def test_a_president_who_leaves_may_hand_over_first(change):
    club = make_club()
    heir = make_member(club)
    change(Kind.TERMS)
    browser = browser_of(club.president)
    (handover,) = club.president.pending_handovers()
    assert handover.sentence in browser.get("/me/delete/").text
    assert browser.get(handover.url).status_code == 200
    assert browser.get(club.get_absolute_url()).url.startswith(PAGE)
    assert browser_of(heir).get(handover.url).url.startswith(PAGE)


# 내 정보 -----------------------------------------------------------------------------------


def test_the_page_shows_what_was_agreed_to_and_when(me, mine):
    me.agree(Kind)
    Agreement.objects.update(given_at=timezone.now().replace(month=3, day=2, hour=5))
    page = mine.get(PAGE).text
    assert page.count("3월 2일") == 3
    assert "탈퇴해야 해요." in page
    assert page.count('href="/me/delete/"') == 2
    assert PAGE in mine.get("/me/").text


def test_news_are_withdrawn_in_one_press(me, mine):
    me.agree([Kind.NEWS])
    assert me_again(me).wants_news
    assert f"{PAGE}news/withdraw/" in mine.get(PAGE).text
    answer = mine.post(f"{PAGE}news/withdraw/", follow=True)
    assert "이제 소식 메일을 보내지 않아요." in answer.text
    assert not me_again(me).wants_news
    assert me.agreements.get().withdrawn_at
    assert mine.get("/me/").status_code == 200


def test_news_can_be_had_again_and_each_time_is_kept(me, mine):
    for _ in range(2):
        mine.post(f"{PAGE}news/")
        mine.post(f"{PAGE}news/withdraw/")
    mine.post(f"{PAGE}news/")
    mine.post(f"{PAGE}news/")
    assert me.agreements.count() == 3
    assert me.agreements.standing().count() == 1
    assert me_again(me).wants_news


def test_a_link_in_a_mail_and_the_preferences_withdraw_as_well(me):
    me.agree([Kind.NEWS])
    me.stop_mails([Group.NEWS])
    assert kinds_of(me) == set()
    me.answer_news(True)
    assert kinds_of(me) == {Kind.NEWS}
    me.answer_news(False)
    assert me.agreements.count() == 2
    assert kinds_of(me) == set()


def test_closing_the_account_withdraws_all_and_keeps_the_proof(me):
    me.agree(Kind)
    me.close_account()
    assert me.agreements.count() == 3
    assert kinds_of(me) == set()
    closed = me_again(me)
    assert (closed.agreed_terms, closed.agreed_privacy, closed.agreed_news) == ("", "", "")


def test_the_privacy_page_says_how_to_withdraw(client):
    assert "동의한 것은 내 정보에서 보고 취소할 수 있어요." in client.get("/privacy/").text


# The rows --------------------------------------------------------------------------------


def test_agreeing_again_to_the_same_text_changes_nothing(me):
    me.agree(REQUIRED)
    me.agree(REQUIRED)
    assert me.agreements.count() == 2
    assert AgreementText.objects.count() == 2


def test_no_two_agreements_to_one_text_stand(me):
    me.agree([Kind.TERMS])
    text = me.agreements.get().text
    with transaction.atomic(), pytest.raises(IntegrityError):
        me.agreements.create(text=text)


@pytest.mark.django_db(transaction=True)
def test_agreeing_twice_at_once_is_agreeing_once():
    me = make_user()
    AgreementText.objects.present(Kind.TERMS)
    at_once(*(partial(me_again(me).agree, [Kind.TERMS]) for _ in range(2)))
    assert me.agreements.count() == 1


def test_the_admin_shows_agreements_and_changes_none(me):
    me.agree(REQUIRED)
    admin = browser_of(make_user(is_staff=True, is_superuser=True))
    assert "이용 약관" in admin.get("/admin/accounts/agreement/").text
    agreement = me.agreements.first()
    assert admin.get(f"/admin/accounts/agreement/{agreement.pk}/change/").status_code == 200
    assert admin.post(f"/admin/accounts/agreement/{agreement.pk}/delete/").status_code == 403
    assert admin.get("/admin/accounts/agreement/add/").status_code == 403


def test_who_was_made_by_a_command_is_asked(client):
    call_command(
        "createsuperuser", "--no-input", email="root@saebom.example", display_name="관리자"
    )
    User.objects.update(password=make_password(NEW["password"]))
    log_in(client, "root@saebom.example")
    assert client.get("/").url.startswith(PAGE)


def test_a_visitor_with_an_empty_session_is_let_on():
    browser = Client()
    browser.cookies["sessionid"] = "x" * 32
    assert browser.get("/clubs/").status_code == 200
