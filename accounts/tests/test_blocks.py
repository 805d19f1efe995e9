"""Not hearing from somebody."""

import pytest
from django.urls import reverse

from accounts.models import Block, User
from kclub.errors import Refused
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def other():
    return make_user("김민재")


def test_blocking_twice_is_blocking_once_and_unblocking_ends_it(user, other):
    for _ in range(2):
        user.block(other)
    assert user.blocks.get().blocked == other
    assert user.has_blocked(other)
    assert not other.has_blocked(user)
    for _ in range(2):
        user.unblock(other)
    assert not user.has_blocked(other)


def test_nobody_blocks_themselves(user):
    with pytest.raises(Refused, match="나를 차단할 수는 없어요"):
        user.block(user)


def test_who_blocked_whom_they_are_not_on_terms(user, other):
    friend, foe = make_user(), make_user()
    user.block(other)
    foe.block(user)
    friend.block(other)
    assert set(User.objects.reachable_by(user)) == {user, friend}
    assert set(User.objects.reachable_by(other)) == {other, foe}
    assert Block.objects.between(user, [other, foe, friend]).count() == 2
    assert not Block.objects.between(user, [friend.pk]).exists()


def test_somebody_is_blocked_on_their_page_and_unblocked_on_mine(client, user, other):
    client.force_login(user)
    page = f"/people/{other.username}/"
    assert "김민재님을 차단할까요?" in client.get(page).text
    assert client.post(f"{page}block/").url == page
    assert "차단한 사람이에요" in client.get(page).text
    assert "김민재" in client.get("/me/blocks/").text
    assert client.post(f"{page}unblock/").url == "/me/blocks/"
    assert "차단한 사람이 없어요" in client.get("/me/blocks/").text


def test_the_blocked_are_not_told(client, user, other):
    user.block(other)
    client.force_login(other)
    assert "차단한 사람이에요" not in client.get(f"/people/{user.username}/").text
    assert not other.notifications.exists()
    assert "차단한 사람이 없어요" in client.get("/me/blocks/").text


def test_who_may_block(client, user, other):
    newcomer = make_user(verified=False)
    urls = [reverse(f"accounts:{name}", args=[other.username]) for name in ["block", "unblock"]]
    for viewer, statuses in [(None, [302, 302]), (newcomer, [403, 404]), (other, [403, 404])]:
        client.logout()
        if viewer:
            client.force_login(viewer)
        assert [client.post(url).status_code for url in urls] == statuses
    client.force_login(user)
    assert [client.get(url).status_code for url in urls] == [405, 405]
    assert client.post("/people/nobody22/block/").status_code == 404
    assert not Block.objects.exists()


def test_a_long_list_of_blocks_costs_as_much_as_a_short_one(
    client, user, django_assert_max_num_queries
):
    for _ in range(12):
        user.block(make_user())
    client.force_login(user)
    with django_assert_max_num_queries(8):
        client.get("/me/blocks/")


def test_somebody_who_has_left_the_school_or_closed_their_account_can_still_be_unblocked(
    client, user, other
):
    user.block(other)
    User.objects.filter(pk=other.pk).update(is_active=False)
    client.force_login(user)
    assert client.post(f"/people/{other.username}/block/").status_code == 404
    assert client.post(f"/people/{other.username}/unblock/").status_code == 303
    assert not user.blocks.exists()


def test_a_closed_account_is_in_nobody_s_list_of_blocks(user, other):
    user.block(other)
    other.close_account()
    assert not user.blocks.exists()


def test_blocking_oneself_over_http_is_refused_in_words(client, user):
    client.force_login(user)
    answer = client.post(f"/people/{user.username}/block/")
    assert answer.status_code == 403
    assert "나를 차단할 수는 없어요" in answer.text
    assert "/block/" not in client.get(f"/people/{user.username}/").text


def test_blocks_are_listed_the_latest_first_and_in_pages(client, user, monkeypatch):
    monkeypatch.setattr("accounts.views.blocks.BLOCKS_PER_PAGE", 2)
    names = ["가영", "나영", "다영"]
    for name in names:
        user.block(make_user(name))
    client.force_login(user)
    listed = [
        [
            block.blocked.display_name
            for block in client.get(f"/me/blocks/?page={n}").context["page"]
        ]
        for n in ["1", "2", "abc"]
    ]
    assert listed == [["다영", "나영"], ["가영"], ["다영", "나영"]]


def test_a_block_is_lifted_only_by_who_made_it(client, user, other):
    user.block(other)
    client.force_login(make_user())
    assert client.post(f"/people/{other.username}/unblock/").status_code == 404
    assert user.has_blocked(other)
