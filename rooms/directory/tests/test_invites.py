"""Links into a room: who makes them, whom they let in, and when they are over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kclub.errors import Gone, Refused
from rooms.models import Barred, Invite, Room
from tests.factories import make_room, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return make_room(name="깜짝 파티", about="쉿", kind=Room.Kind.INVITE)


@pytest.fixture
def invite(room):
    return room.invite(by=room.owner, max_uses=2, expires_at=timezone.now() + timedelta(days=1))


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def test_a_link_lets_in_and_is_counted(room, invite):
    visitor = make_user()
    room.admit(visitor, invite=invite)
    room.admit(visitor, invite=invite)  # is in already
    invite.refresh_from_db()
    assert invite.use_count == 1
    assert room.is_occupied_by(visitor)


def test_a_used_up_link_lets_nobody_in(room, invite):
    for _ in range(2):
        room.admit(make_user(), invite=invite)
    with pytest.raises(Gone, match="끝났어요"):
        room.admit(make_user(), invite=invite)
    assert room.occupancies.count() == 3


@pytest.mark.parametrize("over", ["expires_at", "revoked_at"])
def test_a_link_that_is_over_lets_nobody_in(over, room, invite):
    Invite.objects.update(**{over: timezone.now() - timedelta(seconds=1)})
    with pytest.raises(Gone):
        room.admit(make_user(), invite=invite)
    assert not room.invites.usable().exists()


def test_a_link_does_for_the_password():
    room = make_room(kind=Room.Kind.PASSWORD, password="열쇠열쇠")
    assert room.admit(make_user(), invite=room.invite(by=room.owner))


def test_a_link_opens_nothing_to_who_may_not_enter(room, invite):
    troll = make_user()
    room.ban(troll, by=room.owner)
    with pytest.raises(Barred):
        room.admit(troll, invite=invite)
    with pytest.raises(Refused, match="인증"):
        room.admit(make_user(verified=False), invite=invite)
    Room.objects.update(capacity=1)
    room.refresh_from_db()
    with pytest.raises(Refused, match="정원"):
        room.admit(make_user(), invite=invite)
    invite.refresh_from_db()
    assert invite.use_count == 0


def test_owner_and_moderators_invite_and_nobody_else(room, club):
    inside, moderator = make_user(), make_user()
    link = room.invite(by=room.owner)
    for user in [inside, moderator]:
        room.admit(user, invite=link)
    room.appoint(moderator, by=room.owner)
    assert room.invite(by=moderator)
    for user in [inside, make_user()]:
        with pytest.raises(Refused):
            room.invite(by=user)
        with pytest.raises(Refused):
            room.revoke(link, by=user)
    with pytest.raises(Refused, match="필요 없어요"):
        club.rooms.get().invite(by=club.president)


def test_links_of_who_may_invite_no_more_are_over(room):
    link = room.invite(by=room.owner)
    leaver, dismissed = make_user(), make_user()
    for user in [leaver, dismissed]:
        room.admit(user, invite=link)
        room.appoint(user, by=room.owner)
        room.invite(by=user)
    room.leave(leaver)
    room.appoint(dismissed, by=room.owner, moderator=False)
    assert list(room.invites.usable()) == [link]


# Pages -------------------------------------------------------------------------------------


def test_the_page_of_a_link_has_one_button_and_does_nothing_by_itself(room, invite, as_, user):
    client, url = as_(user), invite.get_absolute_url()
    before = list(Invite.objects.values()), room.occupancies.count()
    door = client.get(url)
    assert door.status_code == 200
    assert door.text.split("<main")[1].split("</main>")[0].count("<button") == 1
    assert f'action="{url}"' in door.text
    assert before == (list(Invite.objects.values()), room.occupancies.count())
    response = client.post(url)
    assert (response.status_code, response.url) == (303, room.get_absolute_url())
    assert client.get(url).status_code == 303  # is in


def test_a_link_that_is_over_tells_nothing_of_the_room(room, invite, as_, user):
    room.revoke(invite, by=room.owner)
    for method in ["get", "post"]:
        response = getattr(as_(user), method)(invite.get_absolute_url())
        assert response.status_code == 410
        assert "쉿" not in response.text


def test_a_made_up_link_is_none(room, invite, as_, user):
    other = make_room(kind=Room.Kind.INVITE)
    for url in [f"{room.get_absolute_url()}invite/x/", f"{other.get_absolute_url()}invite/"]:
        url = url if url.endswith("x/") else f"{url}{invite.token}/"
        assert as_(user).get(url).status_code == 404
        assert as_(user).post(url).status_code == 404


def test_links_are_made_listed_and_taken_back(room, as_):
    client, url = as_(room.owner), f"{room.get_absolute_url()}invite/"
    assert client.post(url, {"uses": "5", "days": "7"}).status_code == 303
    link = room.invites.get()
    assert link.max_uses == 5
    assert timedelta(days=6) < link.expires_at - timezone.now() <= timedelta(days=7)
    assert f"http://testserver{link.get_absolute_url()}" in client.get(url).text
    client.post(f"{link.get_absolute_url()}revoke/")
    assert link.get_absolute_url() not in client.get(url).text
    assert client.post(url, {"uses": "0", "days": "1"}).status_code == 303
    assert room.invites.first().max_uses is None


@pytest.mark.parametrize(
    "sent",
    [{"uses": "-1", "days": "7"}, {"uses": "5", "days": "9999"}, {"uses": "5"}, {"days": "7"}],
)
def test_strange_terms_make_no_link(sent, room, as_):
    response = as_(room.owner).post(f"{room.get_absolute_url()}invite/", sent)
    assert response.status_code == 422
    assert not room.invites.exists()


def test_a_link_is_for_the_room_it_names(as_):
    """A moderator of one room takes no links of another away."""
    mine, other = [make_room(kind=Room.Kind.INVITE) for _ in range(2)]
    link = other.invite(by=other.owner)
    url = f"{mine.get_absolute_url()}invite/{link.token}/revoke/"
    assert as_(mine.owner).post(url).status_code == 404
    assert link.is_usable
