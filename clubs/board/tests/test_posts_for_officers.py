"""Posts for officers alone, and what members see and hear of them."""

import pytest
from django.urls import reverse

from accounts import notification_kinds as kinds
from accounts.models import Notification
from clubs.models import Membership, Post
from kclub.errors import Refused
from tests.factories import make_member, make_officer, make_post, make_user

pytestmark = pytest.mark.django_db
SENT = {"kind": "free", "visibility": "officers", "title": "회비", "body": "올랐어요"}


@pytest.fixture
def officer(club):
    return make_officer(club, "최하늘")


@pytest.fixture
def member(club):
    return make_member(club, "박봄이")


@pytest.fixture
def post(club, officer):
    return make_post(club, officer, title="회비를 올릴까요", visibility="officers")


def pages(club):
    return ["/", club.get_absolute_url(), reverse("clubs:posts", args=[club.slug])]


def test_officers_find_it_where_members_and_strangers_do_not(client, club, member, post):
    seen = {}
    for who, user in [("officer", make_officer(club)), ("member", member), ("guest", make_user())]:
        client.force_login(user)
        seen[who] = [post.title in client.get(page).text for page in pages(club)]
    assert seen == {"officer": [True] * 3, "member": [False] * 3, "guest": [False] * 3}


def test_members_have_no_such_choice(client, club, officer, member):
    new = reverse("clubs:post-new", args=[club.slug])
    client.force_login(member)
    assert "운영진끼리" not in client.get(new).text
    assert client.post(new, SENT).status_code == 422
    with pytest.raises(Refused, match="운영진만"):
        make_post(club, member, visibility="officers")
    client.force_login(officer)
    assert client.post(new, SENT).status_code == 303
    assert Post.objects.get().is_for_officers


def test_nobody_but_officers_is_told_of_a_notice_for_them(club, officer, member):
    club.follow(make_user())
    post = make_post(club, officer, kind="notice", visibility="officers", must_read=True)
    told = [notification.user for notification in Notification.objects.about(post)]
    assert told == [club.president]
    assert list(post.readers()) == [club.president]
    with pytest.raises(Refused):
        post.mark_read(member)


def test_what_becomes_for_officers_is_taken_back_from_members(club, officer, member):
    post = make_post(club, officer, kind="notice")
    assert Notification.objects.about(post).count() == 2
    post.edit(officer, visibility="officers")
    assert [each.user for each in Notification.objects.about(post)] == [club.president]


def test_who_is_no_officer_any_more_hears_nothing_of_it(client, club, officer):
    former = make_officer(club)
    post = make_post(club, former, visibility="officers")
    open_post = make_post(club, former)
    comment = post.comment(officer, "좋아요")
    open_post.comment(officer, "저도요")
    membership = club.membership_of(former)
    membership.appoint(club.president, Membership.Role.MEMBER)
    left = former.notifications.of_kind(kinds.COMMENT)
    assert [each.subject_key.split("/")[1] for each in left] == [f"post:{open_post.pk}"]

    reply = post.comment(officer, "그럼 그렇게 해요", parent=comment)
    post.like(officer)
    assert not Notification.objects.about(post).filter(user=former).exists()
    assert reply.post_id == post.pk
    with pytest.raises(Refused, match="운영진만"):
        post.comment(former, "저는요?")
    client.force_login(former)
    assert client.get(post.get_absolute_url()).status_code == 404


def test_its_page_listens_where_only_officers_may(client, club, officer, post):
    client.force_login(officer)
    page = client.get(post.get_absolute_url()).text
    assert reverse("clubs:dashboard-stream", args=[club.slug]) in page
    assert post.channel == club.officers_channel
