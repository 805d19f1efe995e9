"""The admin site shows whose something is and when, never what was written for other eyes."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse
from django.utils.translation import override

from clubs.models import AuditLogEntry
from kclub.admin_pages import WithoutContentAdmin
from rooms.models import Room
from tests.factories import make_kind, make_post, make_room, make_user
from tests.places.base import SECRET
from tests.places.clubs import OfClub, OfNotice

pytestmark = pytest.mark.django_db
OURS = ["accounts", "clubs", "rooms", "outbox"]
EVERYBODY_READS = {  # or they are the union's own
    "accounts.Agreement",
    "accounts.User",
    "accounts.SchoolDomain",
    "accounts.PushDelivery",
    "clubs.AuditLogEntry",
    "clubs.Category",
    "clubs.Club",
    "clubs.FAQEntry",
    "clubs.Question",
    "outbox.OutgoingMail",
    "outbox.DeadAddress",
}


def rows():
    """One row of each kind, in a club, whose text is secret. {label of the model: row}"""
    place = OfNotice()
    place.visibility = "members"
    club, member = place.club, place.member
    room = make_room(club.president, "사진방", kind="password", password="열려라1")
    Room.objects.filter(pk=room.pk).update(club=club)
    room.ban(make_user(), by=room.owner, reason=SECRET)
    club.offer_presidency(member, by=club.president)
    made = [
        place.post,
        place.comment,
        place.notice,
        place.application,
        place.membership,
        place.inquiry,
        place.answered_inquiry.answer,
        place.event,
        place.invite,
        club.bans.get(user=place.banned),
        club.offer,
        room,
        room.occupancies.get(),
        room.bans.get(),
        room.invite(room.owner),
    ]
    return {row._meta.label: row for row in made}


@pytest.fixture
def staff(client):
    user = make_user("관리자", is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def page(row, what="change"):
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_{what}"
    return reverse(name, args=[] if what == "changelist" else [row.pk])


def test_every_model_is_one_that_everybody_reads_or_hides_what_it_says():
    hidden = {
        model._meta.label
        for model, page in admin.site._registry.items()
        if isinstance(page, WithoutContentAdmin)
    }
    ours = {m._meta.label for m in admin.site._registry if m._meta.app_label in OURS}
    assert ours - hidden == EVERYBODY_READS
    assert hidden - set(rows()) == {"clubs.Claim", "accounts.Notification"}


def test_what_lets_somebody_in_is_not_there():
    """Secrets of apps, passkeys, confirmed addresses and linked accounts: nobody's alone."""
    apps_there = {model._meta.app_label for model in admin.site._registry}
    assert apps_there == {*OURS, "auth"}
    assert all(apps.get_model(label) for label in ("mfa.Authenticator", "account.EmailAddress"))


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize(
    "path",
    [
        *("mfa/authenticator", "account/emailaddress", "account/emailconfirmation"),
        *("socialaccount/socialaccount", "socialaccount/socialtoken", "socialaccount/socialapp"),
    ],
)
def test_nor_has_it_an_address_there(client, path):
    assert client.get(f"/admin/{path}/").status_code == 404


@pytest.mark.parametrize("app", OURS)
def test_every_model_has_a_name_in_korean_of_its_own(app):
    models = list(apps.get_app_config(app).get_models())
    with override("ko"):
        names = {model._meta.label: str(model._meta.verbose_name) for model in models}
    assert {label for label, name in names.items() if name.isascii()} == set()
    assert len(set(names.values())) == len(names)


@pytest.mark.usefixtures("staff")
def test_the_site_names_its_parts_in_korean(client):
    page = client.get("/admin/").text
    for part in ("동아리", "채팅", "보낼 메일", "K-Club"):
        assert part in page
    for name in ("Clubs", "Rooms", "Outbox"):
        assert f">{name}<" not in page


@pytest.mark.usefixtures("staff")
def test_neither_list_nor_page_tells_what_was_written(client):
    for label, row in rows().items():
        for what in ("changelist", "change"):
            answer = client.get(page(row, what))
            assert (label, what, answer.status_code) == (label, what, 200)
            assert SECRET not in answer.text, (label, what)
        assert client.get(page(row, "history")).status_code == 404, label


@pytest.mark.usefixtures("staff")
def test_nothing_is_changed_or_deleted_there(client):
    for label, row in rows().items():
        before = type(row)._base_manager.filter(pk=row.pk).values().get()
        assert client.post(page(row), {"text": "다른 글"}).status_code == 403, label
        assert client.post(page(row, "delete"), {"post": "yes"}).status_code == 403, label
        assert client.get(page(row, "delete")).status_code == 403, label
        assert type(row)._base_manager.filter(pk=row.pk).values().get() == before


def test_whoever_opens_one_stands_in_the_log_of_its_club(client, staff):
    """As often as they do; a list tells too little to be noted."""
    for label, row in rows().items():
        AuditLogEntry.objects.all().delete()
        client.get(page(row, "changelist"))
        assert not AuditLogEntry.objects.exists(), label
        client.get(page(row))
        entry = AuditLogEntry.objects.get()
        assert (entry.action, entry.by) == ("admin-read", staff), label
        assert entry.detail == row._meta.verbose_name


def test_members_of_the_club_see_who_looked(client, staff):
    post = make_post(OfClub().club)
    client.get(page(post))
    client.force_login(post.club.president)
    log = client.get(reverse("clubs:audit-log", args=[post.club.slug])).text
    assert "관리자 화면에서 열어 봄" in log
    assert staff.display_name in log


@pytest.mark.parametrize("what", ["change", "delete"])
def test_a_closed_door_writes_nothing(client, what):
    """Whoever has no right to the page is in no log."""
    post = make_post(OfClub().club)
    client.force_login(make_user(is_staff=True))
    AuditLogEntry.objects.all().delete()
    assert client.get(page(post, what)).status_code == 403
    assert not AuditLogEntry.objects.exists()


@pytest.mark.usefixtures("staff")
def test_a_room_of_which_only_its_people_know_is_on_no_list(client):
    room = make_room(make_user("가온"), "은행나무 방", kind="invite")
    room.ban(make_user(), by=room.owner, reason="광고")
    room.invite(room.owner)
    for row in (room, room.occupancies.get(), room.bans.get(), room.invites.get()):
        assert SECRET not in client.get(page(row, "changelist")).text
        assert client.get(page(row)).status_code == 302  # there is none


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize("what", ["Club", "User", "Room"])
def test_no_page_asks_whether_to_delete_all_that_hangs_on_it(client, what):
    """It would list the titles of all posts of a club, or all messages of a room."""
    place = OfClub()
    row = {
        "Club": place.post.club,
        "User": place.post.author,
        "Room": make_room(place.president),
    }[what]
    answer = client.get(page(row, "delete"))
    assert answer.status_code == 403
    assert SECRET not in answer.text


@pytest.mark.usefixtures("staff")
def test_a_notification_says_whom_and_when(client):
    place = OfClub()
    place.author.notify(make_kind("지원이 승인됐어요"), "/")
    told = place.author.notifications.get()
    lists = client.get(reverse("admin:accounts_notification_changelist")).text
    assert "지원이 승인됐어요" not in lists
    alone = client.get(reverse("admin:accounts_notification_change", args=[told.pk])).text
    assert "지원이 승인됐어요" not in alone
