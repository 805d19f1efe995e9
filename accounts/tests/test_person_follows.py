"""Following people: of one's clubs alone, until one of them leaves, blocks or closes the account."""

from threading import Event

import pytest

from accounts import notification_kinds as kinds
from accounts.models import Block, PersonFollow, User
from accounts.tests.browsing import browser_of
from kclub.errors import Refused
from tests.factories import make_club, make_member, make_officer, make_user, unverified
from tests.races import at_once


@pytest.fixture
def club(me, other):
    club = make_club("필름로그")
    for user in (me, other):
        club.admit(user)
    return club


@pytest.fixture
def other(db):
    return make_user("김민재")


def write(club, author, **fields):
    fields = {"title": "출사", "body": "토요일", "kind": "free", "visibility": "members"} | fields
    return club.post(author, **fields)


def heard(user):
    return [str(each) for each in user.notifications.of_kind(kinds.FOLLOWED_POST)]


# Who may


def test_following_twice_is_following_once_and_the_followed_are_not_told(club, me, other):
    for _ in range(2):
        me.follow(other)
    assert list(me.followed_people()) == [other]
    assert me.is_following(other)
    assert not other.is_following(me)
    assert not other.notifications.exists()
    for _ in range(2):
        me.unfollow(other)
    assert not PersonFollow.objects.exists()


def test_only_people_of_my_clubs_can_be_followed_and_never_myself(club, me, other):
    stranger = make_user()
    make_club().admit(stranger)
    for person in (stranger, me):
        with pytest.raises(Refused, match="같은 동아리에 있는 사람만"):
            me.follow(person)
    club.leave(other)
    with pytest.raises(Refused):
        me.follow(other)


@pytest.mark.parametrize("who", ["me", "other"])
def test_nobody_follows_across_a_block_and_a_block_ends_both(club, me, other, who):
    me.follow(other)
    other.follow(me)
    blocking, blocked = (me, other) if who == "me" else (other, me)
    blocking.block(blocked)
    assert not PersonFollow.objects.exists()
    for one, another in [(me, other), (other, me)]:
        assert not one.may_follow(another)
        with pytest.raises(Refused):
            one.follow(another)


def test_the_unverified_follow_nobody(club, me, other):
    unverified(me)
    me.refresh_from_db()
    with pytest.raises(Refused):
        me.follow(other)


@pytest.mark.django_db(transaction=True)
def test_a_double_click_follows_once():
    club = make_club()
    me, other = make_member(club), make_member(club)
    assert at_once(lambda: me.follow(other), lambda: me.follow(other)) == [None, None]
    assert PersonFollow.objects.count() == 1


@pytest.mark.parametrize("who", ["follower", "followed"])
@pytest.mark.django_db(transaction=True)
def test_no_follow_outlives_a_block_of_the_same_moment(monkeypatch, who):
    club = make_club()
    me, other = make_member(club), make_member(club)
    asked, blocked, may_follow = Event(), Event(), User.may_follow

    def may_follow_just_before_the_block(user, person):
        answer = may_follow(user, person)
        asked.set()
        blocked.wait(0.5)  # where one waits for the other, it is over afterwards
        return answer

    def block():
        asked.wait(10)
        me.block(other) if who == "follower" else other.block(me)
        blocked.set()

    monkeypatch.setattr(User, "may_follow", may_follow_just_before_the_block)
    assert at_once(lambda: me.follow(other), block) == [None, None]
    assert Block.objects.count() == 1
    assert not PersonFollow.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_block_each_other_at_once_do_so():
    me, other = make_user(), make_user()
    for _ in range(5):
        assert at_once(lambda: me.block(other), lambda: other.block(me)) == [None, None]
        assert Block.objects.count() == 2
        Block.objects.all().delete()


# What it brings


@pytest.mark.parametrize("who", ["follower", "followed"])
def test_nobody_is_told_across_a_block_whoever_made_it(club, me, other, who):
    one, another = (me, other) if who == "follower" else (other, me)
    one.block(another)
    PersonFollow.objects.create(user=me, followed=other)
    write(club, other)
    assert heard(me) == []


def test_a_follower_is_told_of_a_post_in_a_club_both_are_in(club, me, other):
    me.follow(other)
    post = write(club, other)
    [told] = me.notifications.of_kind(kinds.FOLLOWED_POST)
    assert str(told) == "김민재님이 필름로그에 글을 썼어요."
    assert (told.url, told.mail_due_at) == (post.get_absolute_url(), None)
    assert not club.president.notifications.of_kind(kinds.FOLLOWED_POST).exists()


def test_of_a_post_in_another_club_they_are_not_told(club, me, other):
    me.follow(other)
    elsewhere = make_club()
    elsewhere.admit(other)
    write(elsewhere, other)
    write(elsewhere, other, visibility="public")
    assert heard(me) == []


def test_of_a_notice_everybody_is_told_and_nobody_twice(club, me):
    officer = make_officer(club)
    me.follow(officer)
    write(club, officer, kind="notice")
    assert heard(me) == []
    assert me.notifications.of_kind(kinds.NOTICE).count() == 1


def test_a_post_for_officers_is_told_to_officers_alone(club, me):
    officer, colleague = make_officer(club), make_officer(club)
    for user in (me, colleague):
        user.follow(officer)
    write(club, officer, visibility="officers")
    assert heard(me) == []
    assert len(heard(colleague)) == 1


def test_it_goes_with_the_post(club, me, other):
    me.follow(other)
    post = write(club, other)
    post.delete_by(other)
    assert heard(me) == []


@pytest.mark.parametrize(
    "end", ["left", "left by the other", "blocked", "unverified", "unfollowed"]
)
def test_it_stops(club, me, other, end):
    me.follow(other)
    author = other
    match end:
        case "left":
            club.leave(me)
        case "left by the other":
            club.leave(other)
            author = None
        case "blocked":
            me.block(other)
        case "unverified":
            unverified(me)
        case "unfollowed":
            me.unfollow(other)
    if author:
        write(club, author)
    me.refresh_from_db()
    assert heard(me) == []
    assert list(me.followed_people()) == []


def test_who_closes_the_account_is_followed_by_nobody(club, me, other):
    me.follow(other)
    other.follow(me)
    other.close_account()
    assert not PersonFollow.objects.exists()


# Pages


def test_i_follow_on_their_page_and_find_them_on_mine(club, me, mine, other):
    page = f"/people/{other.username}/"
    assert "팔로우</button>" in mine.get(page).text
    answer = mine.post(f"{page}follow/", follow=True)
    assert "김민재님이 같은 동아리에 글을 쓰면 알려 드려요." in answer.text
    assert "팔로우 그만두기" in answer.text
    assert "김민재" in mine.get("/me/following/").text
    assert "/me/following/" in mine.get("/me/").text
    answer = mine.post(f"{page}unfollow/", follow=True)
    assert "팔로우한 사람이 없어요." in answer.text


def test_where_i_may_not_follow_there_is_no_button_and_a_refusal_in_words(mine, other):
    page = f"/people/{other.username}/"
    assert "팔로우" not in mine.get(page).text
    answer = mine.post(f"{page}follow/")
    assert answer.status_code == 403
    assert "같은 동아리에 있는 사람만" in answer.text


def test_nobody_else_sees_whom_i_follow(club, me, other):
    me.follow(other)
    for viewer in (other, club.president):
        browser = browser_of(viewer)
        for path in ("/me/following/", f"/people/{me.username}/", f"/people/{other.username}/"):
            assert "팔로우 그만두기" not in browser.get(path).text
        assert "팔로우한 사람이 없어요" in browser.get("/me/following/").text


def test_a_long_list_costs_as_much_as_a_short_one(club, me, mine, django_assert_max_num_queries):
    for _ in range(12):
        me.follow(make_member(club))
    with django_assert_max_num_queries(8):
        assert mine.get("/me/following/").text.count('class="avatar"') == 12


def test_posting_costs_the_same_whoever_follows(club, other, django_assert_max_num_queries):
    costs = []
    for followers in (1, 6):
        for _ in range(followers):
            make_member(club).follow(other)
        with django_assert_max_num_queries(30) as queries:
            write(club, other)
        costs.append(len(queries))
    assert costs[0] == costs[1]
