"""Claims and replacements on the page of the union."""

import pytest
from django.urls import reverse

from clubs.models import Club, Replacement
from tests.factories import make_club, make_member, make_officer, make_staff, make_user, unverified

pytestmark = pytest.mark.django_db
PRESIDENTS = "/union/presidents/"


def address(name, row):
    return reverse(f"union:{name}", args=[row.pk])


@pytest.fixture
def staff(client):
    staff = make_staff("연합회 김")
    client.force_login(staff)
    return staff


@pytest.fixture
def claim(club):
    officer = make_officer(club, "운영진 이")
    unverified(club.president)
    return Club.objects.get(pk=club.pk).claim(officer, "회장이 졸업했어요")


@pytest.fixture
def replacement(club):
    successor = make_member(club, "다음 회장")
    return Replacement.ask(club, successor, make_staff("연합회 박"), "회비를 돌려주지 않아요")


@pytest.mark.parametrize("name", ["claim-grant", "claim-decline"])
def test_only_the_union_decides_claims(client, claim, name):
    client.force_login(claim.club.president)
    assert client.post(address(name, claim), {"reason": "싫어요"}).status_code == 403
    claim.refresh_from_db()
    assert claim.undecided


@pytest.mark.parametrize("name", ["replacement-confirm", "replacement-drop"])
def test_only_the_union_decides_replacements(client, replacement, name):
    client.force_login(replacement.club.president)
    assert client.post(address(name, replacement)).status_code == 403
    replacement.refresh_from_db()
    assert replacement.undecided


def test_nothing_waits_says_so_twice(client, staff):
    assert client.get(PRESIDENTS).text.count("지금은 없어요.") == 2


def test_granting_a_claim_says_who_presides_and_takes_it_off_the_page(client, staff, claim):
    response = client.post(address("claim-grant", claim), follow=True)
    assert "운영진 이님이 회장이 됐어요." in response.text
    assert list(response.context["claims"]) == []
    assert client.post(address("claim-grant", claim)).status_code == 303  # twice is once


def test_a_claim_ends_with_the_membership_and_is_not_granted(client, staff, claim):
    before = claim.club.president
    claim.club.leave(claim.claimant)
    assert list(client.get(PRESIDENTS).context["claims"]) == []
    assert client.post(address("claim-grant", claim)).status_code == 409
    assert Club.objects.get(pk=claim.club.pk).president == before


def test_a_claim_that_was_declined_is_not_granted_by_a_colleague(client, staff, claim):
    claim.decline(make_staff("연합회 박"), "회장이 돌아왔어요")
    response = client.post(address("claim-grant", claim))
    assert response.status_code == 409
    assert "연합회 박님이 먼저 결정했어요." in response.text


def test_declining_without_a_reason_says_what_is_missing(client, staff, claim):
    response = client.post(address("claim-decline", claim), {"reason": ""}, follow=True)
    assert response.status_code == 422
    assert "이유를 적어야 거절할 수 있어요." in response.text
    assert claim in response.context["claims"]


def test_a_replacement_is_confirmed_by_a_second_person_on_the_page(client, staff, replacement):
    page = client.get(PRESIDENTS).text
    assert "연합회 박님이 제안했어요" in page
    assert address("replacement-confirm", replacement) in page
    response = client.post(address("replacement-confirm", replacement), follow=True)
    assert "다음 회장님이 회장이 됐어요." in response.text
    assert Club.objects.get(pk=replacement.club.pk).president == replacement.successor


def test_who_has_proposed_is_offered_only_to_drop_it(client, replacement):
    client.force_login(replacement.asked_by)
    page = client.get(PRESIDENTS).text
    assert address("replacement-confirm", replacement) not in page
    assert address("replacement-drop", replacement) in page
    response = client.post(address("replacement-confirm", replacement))
    assert response.status_code == 403
    assert "제안한 사람 말고 다른 한 명이 확인해야 해요." in response.text


def test_a_dropped_replacement_leaves_the_president_and_the_page(client, staff, replacement):
    before = replacement.club.president
    for _click in range(2):
        response = client.post(address("replacement-drop", replacement), follow=True)
        assert "그만두었어요." in response.text
    assert list(response.context["replacements"]) == []
    assert Club.objects.get(pk=replacement.club.pk).president == before
    assert client.post(address("replacement-confirm", replacement)).status_code == 409


def test_proposing_the_same_twice_is_once_and_another_waits_its_turn(client, staff, replacement):
    club = replacement.club
    url = reverse("union:replacement-new", args=[club.slug])
    same = {"successor": replacement.successor.pk, "reason": "이유"}
    assert client.post(url, same).status_code == 303
    response = client.post(url, same | {"successor": make_member(club).pk})
    assert response.status_code == 409
    assert "연합회 박님의 제안이 먼저 기다리고 있어요." in response.text
    assert club.replacements.count() == 1


@pytest.mark.parametrize("who", ["president", "unverified", "suspended"])
def test_who_could_not_preside_is_not_offered_as_successor(client, staff, club, who):
    person = make_member(club, "못 맡을 사람")
    if who == "president":
        person = club.president
    elif who == "unverified":
        unverified(person)
    else:
        type(person).objects.filter(pk=person.pk).update(is_active=False)
    url = reverse("union:replacement-new", args=[club.slug])
    assert f'value="{person.pk}"' not in client.get(url).text
    response = client.post(url, {"successor": person.pk, "reason": "이유"})
    assert response.status_code == 422
    assert not club.replacements.exists()


def test_officers_stand_before_members_among_the_successors(client, staff, club):
    member, officer = make_member(club), make_officer(club)
    page = client.get(reverse("union:replacement-new", args=[club.slug]))
    assert list(page.context["form"].fields["successor"].queryset) == [officer, member]


def test_a_model_refuses_a_successor_from_outside(club):
    with pytest.raises(Exception, match="그 동아리의 다른 부원에게만"):
        Replacement.ask(club, make_user(), make_staff(), "이유")


def test_the_tab_counts_claims_and_replacements_together(client, staff, claim):
    other = make_club()
    Replacement.ask(other, make_member(other), make_staff(), "이유")
    assert client.get(PRESIDENTS).context["union_todo"]["presidents"] == 2


@pytest.mark.parametrize("count", [3, 30])
def test_the_page_of_presidents_costs_the_same_at_any_length(
    client, staff, django_assert_max_num_queries, count
):
    for _each in range(count):
        club = make_club()
        Replacement.ask(club, make_member(club), make_staff(), "이유")
    client.get(PRESIDENTS)
    with django_assert_max_num_queries(10):  # session with user, both lists; tabs, frame
        client.get(PRESIDENTS)
