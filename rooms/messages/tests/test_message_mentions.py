"""Mentions after a rename: people are called as they are today, wherever the text stands."""

import pytest

from rooms.messages.channels import changes_after
from tests.factories import make_occupant, make_room, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return make_room(name="출사방")


@pytest.fixture
def friend(room):
    return make_occupant(room, "김민재")


def rename(user, name):
    user.set_display_name(name)
    user.save()


def page(client, room):
    """Return the page of the room as its owner sees it."""
    client.force_login(room.owner)
    return client.get(room.get_absolute_url()).text


def call(user, name):
    """Return the HTML of a mention."""
    return f'<a class="call" data-by="{user.username}" href="/people/{user.username}/">@{name}</a>'


def test_who_was_renamed_is_called_by_the_name_of_today(client, room, friend):
    room.post(room.owner, "@김민재 어디예요 `@김민재`")
    assert call(friend, "김민재") in page(client, room)
    rename(friend, "박 <민>")
    shown = page(client, room)
    assert f"{call(friend, '박 &lt;민&gt;')} 어디예요" in shown
    assert "<code>@김민재</code>" in shown
    assert call(friend, "김민재") not in shown


def test_a_handle_stays_as_it_was_written_where_others_have_the_name(client, room, friend):
    friend.change_handle("minjae")
    room.post(room.owner, "@MinJae")
    room.post(room.owner, "@김민재")
    assert page(client, room).count(call(friend, "김민재")) == 2
    make_user("김민재")
    shown = page(client, room)
    assert call(friend, "MinJae") in shown
    assert call(friend, "김민재") in shown


def test_a_handle_that_was_given_up_becomes_the_name_of_who_had_it(client, room, friend):
    room.post(room.owner, "@김민재")
    make_user("정유나")
    rename(friend, "정유나")
    assert call(friend, "김민재") in page(client, room)
    friend.change_handle("yuna")
    assert call(friend, "정유나") in page(client, room)


def test_a_name_somebody_else_has_now_leads_to_and_shows_who_was_meant(client, room, friend):
    other = make_occupant(room, "정유나")
    room.post(room.owner, "@김민재")
    rename(friend, "박민재")
    rename(other, "김민재")
    shown = page(client, room)
    assert call(friend, "박민재") in shown
    assert call(other, "김민재") not in shown


def test_an_edit_of_a_message_keeps_calling_whom_it_meant(client, room, friend):
    message = room.post(room.owner, "@김민재 어디예요")
    rename(friend, "박민재")
    message.edit(room.owner, "@김민재 지금 어디예요")
    assert f"{call(friend, '박민재')} 지금 어디예요" in message.html(is_update=True)
    message.edit(room.owner, "@박민재 지금 어디예요")
    assert call(friend, "박민재") in page(client, room)


def test_a_quote_and_the_list_of_rooms_say_the_name_of_today(client, room, friend):
    first = room.post(room.owner, "@김민재 어디예요 `@김민재`")
    room.post(friend, "여기요", reply_to=first)
    room.post(room.owner, "@김민재 왔네요")
    rename(friend, "박민재")
    shown = page(client, room)
    assert "@박민재 어디예요 `@김민재`" in shown
    assert "@박민재 왔네요" in client.get("/rooms/").text


def test_a_returning_page_hears_the_name_of_today(room, friend):
    room.post(room.owner, "@김민재")
    rename(friend, "박민재")
    [(_change, html)] = changes_after(room.pk, 0, 10)
    assert call(friend, "박민재") in html


def test_who_closed_their_account_is_called_by_no_name(client, room, friend):
    room.post(room.owner, "@김민재 어디예요")
    rename(friend, "박민재")
    friend.close_account()
    shown = page(client, room)
    assert "@탈퇴한 사용자 어디예요" in shown
    assert 'class="call"' not in shown


@pytest.mark.parametrize("count", [1, 12])
def test_names_of_a_page_cost_one_query(client, django_assert_num_queries, count):
    room = make_room(name="출사방")
    client.force_login(room.owner)
    for _ in range(count):
        friend = make_occupant(room)
        first = room.post(room.owner, f"@{friend.display_name}")
        room.post(room.owner, "네", reply_to=first)
        rename(friend, f"{friend.display_name} 님")
    client.get(room.get_absolute_url())
    with django_assert_num_queries(PAGE_QUERIES):
        assert "님</a>" in client.get(room.get_absolute_url()).text


PAGE_QUERIES = 12
