"""Notices that members must read, as members and officers see them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification
from clubs.board.reminders import remind_of_must_reads
from clubs.models import Post, PostRead
from tests.factories import make_member, make_officer, make_post, make_staff, make_user, unverified

pytestmark = pytest.mark.django_db
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
SENT = {"kind": "notice", "visibility": "members", "title": "회비", "body": "이번 주까지예요"}


def url(name, post):
    return reverse(f"clubs:{name}", args=[post.club.slug, post.pk])


def places(club):
    """Return the pages that ask members to read."""
    return ["/", club.get_absolute_url(), reverse("clubs:posts", args=[club.slug])]


@pytest.fixture
def officer(club):
    return make_officer(club, "최하늘")


@pytest.fixture
def member(club):
    return make_member(club, "박봄이")


@pytest.fixture
def notice(club, officer):
    return make_post(club, officer, title="꼭 보세요", kind="notice", must_read=True)


def asks(client, club):
    """Return on how many of the pages a member is asked to read."""
    return sum("must-reads-heading" in client.get(page).text for page in places(club))


def test_a_member_is_asked_everywhere_until_they_say_they_have_read(client, club, member, notice):
    client.force_login(member)
    assert asks(client, club) == 3
    assert "읽었어요" in client.get(url("post", notice)).text
    assert not PostRead.objects.exists()  # looking is not reading
    for _click in range(2):
        done = client.post(url("post-read", notice))
        assert (done.status_code, done.url) == (303, f"{notice.get_absolute_url()}#read")
    assert PostRead.objects.get().user == member
    assert asks(client, club) == 0
    assert not member.notifications.unread().exists()


def test_htmx_gets_the_note_alone(client, member, notice):
    client.force_login(member)
    part = client.post(url("post-read", notice), headers=PARTIAL)
    assert "읽었다고 남겼어요." in part.text
    assert "<main" not in part.text


def test_who_wrote_it_who_joins_later_and_who_does_not_belong(client, club, officer, notice):
    for user, pages in [(officer, 0), (make_member(club), 3), (make_user(), 0)]:
        client.force_login(user)
        assert asks(client, club) == pages
    client.logout()
    assert asks(client, club) == 0


def test_nobody_is_asked_for_a_notice_that_is_deleted_hidden_or_of_another_kind(
    client, club, officer, member, notice
):
    client.force_login(member)
    notice.hide()
    assert asks(client, club) == 0
    notice.reveal()
    assert asks(client, club) == 3
    notice.edit(officer, kind="free")
    assert asks(client, club) == 0
    again = make_post(club, officer, kind="notice", must_read=True)
    again.delete_by(officer)
    assert asks(client, club) == 0
    assert not Notification.objects.filter(kind__startswith="must-read").exists()


def test_officers_see_who_has_read_and_who_has_not(client, club, officer, member, notice):
    gone, lapsed = make_member(club, "나간이"), unverified(make_member(club, "지난이"))
    for reader in (member, gone):
        notice.mark_read(reader)
    club.leave(gone)
    client.force_login(officer)
    page = client.get(url("post-reads", notice)).text
    assert "읽은 사람 1명" in page
    assert "아직 안 읽은 사람 1명" in page  # the president
    assert "박봄이" in page
    assert "나간이" not in page
    assert lapsed.display_name not in page


def test_an_officer_ticks_it_on_notices_alone(client, club, officer):
    client.force_login(officer)
    new = reverse("clubs:post-new", args=[club.slug])
    refused = client.post(new, SENT | {"kind": "free", "must_read": "on"})
    assert refused.status_code == 422
    assert "공지만 할 수 있어요." in refused.text
    client.post(new, SENT | {"must_read": "on"})
    post = Post.objects.get()
    assert post.must_read
    assert "checked" in client.get(url("post-edit", post)).text
    client.post(url("post-edit", post), SENT | {"kind": "free", "must_read": "on"})
    assert not Post.objects.get().must_read


def test_members_have_no_such_box(client, club, member):
    client.force_login(member)
    new = reverse("clubs:post-new", args=[club.slug])
    assert "must_read" not in client.get(new).text


def test_nobody_is_reminded_of_a_club_that_is_closed(club, member, notice):
    Post.objects.update(must_read_at=timezone.now() - timedelta(days=4))
    club.suspend(make_staff(), "이유")
    assert remind_of_must_reads() == 0


def test_a_closed_account_takes_its_word_along(member, notice):
    notice.mark_read(member)
    member.close_account()
    assert not PostRead.objects.exists()
