"""Following a club and leaving it."""

import pytest
from django.urls import reverse

from clubs.models import Follow
from kclub.errors import Refused
from tests.factories import (
    make_member,
    make_user,
)

pytestmark = pytest.mark.django_db


def url(name, club, *more):
    return reverse(f"clubs:{name}", args=[club.slug, *more])


def test_following_and_not_are_said_by_name_so_repeating_is_harmless(client, club, user):
    client.force_login(user)

    for value, follows in [("1", True), ("1", True), ("0", False), ("0", False)]:
        assert client.post(url("follow", club), {"follow": value}).status_code == 303
        assert Follow.objects.filter(user=user, club=club).exists() is follows


def test_the_unverified_do_not_follow(club):
    with pytest.raises(Refused, match="인증하면"):
        club.follow(make_user(verified=False))


def test_a_member_leaves_once_and_is_asked_before(client, club):
    member = make_member(club)
    client.force_login(member)

    assert "동아리에서 나갈까요?" in client.get(url("membership-leave", club)).text
    assert club.is_member(member)

    assert client.post(url("membership-leave", club)).status_code == 303
    assert client.post(url("membership-leave", club)).status_code == 303
    assert not club.is_member(member)


def test_whoever_is_no_member_is_told_that_leaving_changed_nothing(client, club, user):
    client.force_login(user)
    page = client.post(url("membership-leave", club), follow=True).text
    assert f"{club} 부원이 아니어서 바뀐 것이 없어요." in page
    assert "에서 나왔어요" not in page


def test_the_president_does_not_leave(client, club):
    client.force_login(club.president)

    response = client.post(url("membership-leave", club))

    assert response.status_code == 403
    assert "회장은 먼저" in response.text
