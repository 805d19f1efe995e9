"""The page about a club's president: what each viewer may do on it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clubs.models import Club, Offer
from tests.factories import make_club, make_member, make_officer, make_user, unverified

pytestmark = pytest.mark.django_db
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


def url(name, club):
    return reverse(f"clubs:{name}", args=[club.slug])


@pytest.fixture
def asked(club):
    asked = make_member(club, "최하늘")
    club.offer_presidency(asked, by=club.president)
    return asked


@pytest.fixture
def officer(club):
    """An officer of a club whose president cannot act."""
    officer = make_officer(club)
    unverified(club.president)
    return officer


@pytest.mark.parametrize("name", ["accept", "decline", "take-back"])
def test_strangers_are_refused_and_shown_the_club(client, club, user, name):
    client.force_login(user)
    response = client.post(url(f"presidency-{name}", club))
    assert response.status_code == 403
    assert "부원만 볼 수 있어요." in response.text
    assert club.get_absolute_url() in response.text


def test_only_the_president_sees_whom_to_ask(client, club):
    member = make_member(club, "최하늘")
    client.force_login(club.president)
    assert "최하늘" in client.get(url("presidency", club)).text
    client.force_login(make_member(club))
    page = client.get(url("presidency", club)).text
    assert "최하늘" not in page
    assert "우리 동아리 회장" in page
    response = client.post(url("presidency", club), {"to": club.membership_of(member).pk})
    assert response.status_code == 403
    assert not club.offers.exists()


def test_the_unverified_are_not_among_the_candidates(client, club):
    unverified(make_member(club, "졸업생"))
    client.force_login(club.president)
    page = client.get(url("presidency", club)).text
    assert "졸업생" not in page
    assert "넘겨받을 부원이 아직 없어요." in page


def test_a_search_for_candidates_sends_the_list_alone(client, club):
    make_member(club, "최하늘")
    make_member(club, "박바다")
    client.force_login(club.president)
    text = client.get(url("presidency", club), {"q": "하늘"}, headers=PARTIAL).text
    assert "최하늘" in text
    assert "박바다" not in text
    assert "<main" not in text
    nobody = client.get(url("presidency", club), {"q": "<b>"}, headers=PARTIAL).text
    assert "‘&lt;b&gt;’ 부원은 없어요" in nobody


@pytest.mark.parametrize("to", ["", "abc", "-1", "²", "9" * 30])
def test_nobody_is_asked_where_nobody_was_chosen(client, club, to):
    client.force_login(club.president)
    assert client.post(url("presidency", club), {"to": to}).status_code == 404
    assert not club.offers.exists()


def test_while_one_is_asked_another_is_a_conflict_that_names_them(client, club, asked):
    client.force_login(club.president)
    other = club.membership_of(make_member(club))
    response = client.post(url("presidency", club), {"to": other.pk})
    assert response.status_code == 409
    assert "최하늘님의 답을 기다리고 있어요." in response.text
    assert club.offer.successor == asked


def test_who_is_asked_sees_it_and_declines_once(client, club, asked):
    client.force_login(asked)
    assert url("presidency-accept", club) in client.get(url("presidency", club)).text
    for _click in range(2):
        response = client.post(url("presidency-decline", club), follow=True)
        assert "회장 제안을 사양했어요." in response.text
    assert not club.offers.exists()
    sentence = "최하늘님이 "
    told = [str(each) for each in club.president.notifications.all()]
    assert sum(each.startswith(sentence) for each in told) == 1


def test_declining_what_was_asked_of_somebody_else_changes_nothing(client, club, asked):
    client.force_login(make_member(club))
    client.post(url("presidency-decline", club))
    assert club.offer.successor == asked


def test_the_president_takes_the_offer_back_once(client, club, asked):
    client.force_login(club.president)
    for _click in range(2):
        response = client.post(url("presidency-take-back", club), follow=True)
        assert "제안을 취소했어요." in response.text
    assert not club.offers.exists()
    client.force_login(asked)
    response = client.post(url("presidency-accept", club))
    assert response.status_code == 410
    assert "이 제안은 끝났어요." in response.text


def test_who_is_asked_does_not_take_the_offer_back(client, club, asked):
    client.force_login(asked)
    assert client.post(url("presidency-take-back", club)).status_code == 403
    assert club.offers.exists()


def test_accepting_again_as_president_leads_to_the_dashboard(client, club, asked):
    client.force_login(asked)
    for _click in range(2):
        assert client.post(url("presidency-accept", club)).url == url("dashboard", club)
    assert Club.objects.get(pk=club.pk).president == asked


def test_an_offer_that_has_lapsed_is_gone(client, club, asked):
    Offer.objects.update(created_at=timezone.now() - timedelta(days=7, minutes=1))
    client.force_login(asked)
    assert url("presidency-accept", club) not in client.get(url("presidency", club)).text
    assert client.post(url("presidency-accept", club)).status_code == 410


def test_a_claim_needs_a_reason_and_the_page_says_so(client, club, officer):
    client.force_login(officer)
    response = client.post(url("claim", club), {"reason": " "})
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.text
    assert not club.claims.exists()


def test_who_has_claimed_sees_the_claim_and_may_withdraw_it(client, club, officer):
    client.force_login(officer)
    client.post(url("claim", club), {"reason": "회장이 졸업했어요"})
    page = client.get(url("presidency", club)).text
    assert "연합회의 결정을 기다려요" in page
    assert "회장이 졸업했어요" in page
    for _click in range(2):
        response = client.post(url("claim-withdraw", club), follow=True)
        assert "신청을 취소했어요." in response.text
    assert "회장이 없는 동아리예요" in response.text
    assert club.claims.get().status == "withdrawn"


def test_nobody_withdraws_the_claim_of_another(client, club, officer):
    Club.objects.get(pk=club.pk).claim(officer, "이유")
    client.force_login(make_member(club))
    client.post(url("claim-withdraw", club))
    assert club.claims.undecided().exists()


def test_a_member_is_not_offered_to_claim_where_an_officer_can(client, club, officer):
    client.force_login(make_member(club))
    assert "회장이 없는 동아리예요" not in client.get(url("presidency", club)).text
    response = client.post(url("claim", club), {"reason": "이유"})
    assert response.status_code == 403
    assert "운영진이 먼저 신청할 수 있어요." in response.text


def test_a_club_whose_president_acts_is_not_claimed_by_page(client, club):
    client.force_login(make_officer(club))
    response = client.post(url("claim", club), {"reason": "이유"})
    assert response.status_code == 409
    assert "지금 회장이 활동하고 있어요." in response.text


@pytest.mark.parametrize(("last_login", "leaderless"), [(None, False), (89, False), (91, True)])
def test_a_president_is_away_after_ninety_days_without_a_log_in(club, last_login, leaderless):
    if last_login is not None:
        club.president.last_login = timezone.now() - timedelta(days=last_login)
    assert club.is_leaderless is leaderless


@pytest.mark.parametrize("count", [3, 30])
def test_the_candidates_cost_the_same_at_any_length(
    client, club, django_assert_max_num_queries, count
):
    for _each in range(count):
        make_member(club)
    client.force_login(club.president)
    client.get(url("presidency", club))
    with django_assert_max_num_queries(10):
        assert len(client.get(url("presidency", club)).context["candidates"]) == count


def test_a_closed_club_s_page_is_not_found_by_strangers(client):
    club = make_club(opened=False)
    client.force_login(make_user())
    assert client.get(url("presidency", club)).status_code == 404
