import pytest

from tests.factories import make_club, make_kind, make_user

pytestmark = pytest.mark.django_db


def test_the_counters_come_alone_for_htmx(client, htmx):
    user = make_user()
    user.notify(make_kind("새 글이 올라왔어요."), "/")
    client.force_login(user)
    answer = client.get("/me/badges/", headers=htmx)
    assert '<hx-partial hx-target="#bell">' in answer.text
    assert '<span class="n">1</span>' in answer.text
    assert "<html" not in answer.text


def test_a_stranger_has_nothing_to_count(client, htmx):
    assert 'class="n"' not in client.get("/me/badges/", headers=htmx).text


@pytest.mark.parametrize("clubs", [3, 30])
def test_the_frame_costs_the_same_however_many_clubs_one_is_in(
    client, clubs, django_assert_num_queries
):
    user = make_user()
    for _ in range(clubs):
        make_club().admit(user)
    client.force_login(user)
    with django_assert_num_queries(4):  # session and user, notifications, rooms, clubs
        client.get("/guide/")
