import os
import subprocess
import sys
import unicodedata
from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import models, transaction
from django.test import override_settings
from django.utils import timezone

from accounts.models import Department, Enrolment, Notification, SchoolDomain, Term, User
from clubs.models import (
    RSVP,
    ActivityReport,
    Application,
    Booking,
    Bylaws,
    Category,
    Club,
    Comment,
    Confirmation,
    Dues,
    Event,
    Follow,
    Like,
    Mark,
    Membership,
    Picture,
    Place,
    Post,
    Questionnaire,
    Registration,
    Window,
)
from clubs.term.roster import rosters
from demo import campus as demo
from demo.events import rsvps
from kclub import live
from rooms.models import Message, Occupancy, Reaction, Room
from rooms.models import Picture as SentPicture

OURS = [
    model
    for app in ["accounts", "clubs", "rooms"]
    for model in apps.get_app_config(app).get_models()
]
ROLES = ["student", "member", "officer", "president", "union", "union2", "unverified"]
published = []
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def demo_campus(django_db_setup, django_db_blocker):
    """The demo campus, loaded once for all tests here, and gone after them."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    quick = override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES=settings.STORAGES | {"staticfiles": plain},
        DEBUG=False,
    )
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(live, "publish", lambda *args, **kwargs: published.append(args))
        with quick:
            call_command("demo", force=True, stdout=StringIO())
        yield
        transaction.set_rollback(True)


def account(name):
    return User.objects.get(email=f"{name}@saebom.example")


def count():
    return {model: model.objects.count() for model in OURS}


# The command -------------------------------------------------------------------------------


def test_loading_again_says_so_and_changes_nothing():
    before, said = count(), StringIO()

    call_command("demo", force=True, stdout=said)

    assert "already there" in said.getvalue()
    assert count() == before


def test_without_debug_it_wants_to_be_forced():
    with pytest.raises(CommandError, match="--force"):
        call_command("demo")


@pytest.mark.parametrize(("demo", "installed"), [("", "False"), ("true", "True")])
def test_production_has_it_only_where_it_asks_for_it(demo, installed):
    code = "import kclub.settings as settings; print('demo' in settings.INSTALLED_APPS)"
    ours = ("DEBUG", "DEMO")
    env = {name: value for name, value in os.environ.items() if name not in ours}
    env |= {"DEMO": demo} if demo else {"SCHOOL_NAME": "한빛대학교", "EMAIL_URL": "file:"}
    ended = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    assert ended.stdout.strip() == installed


def test_which_weekday_it_is_changes_nothing_but_the_events():
    campus = demo.Campus()
    events = Event.objects.exclude(series=None).select_related("club")[:20]
    campus.members = {event.club: list(event.club.memberships.all()) for event in events}
    before = campus.random.getstate()

    answers = [rsvp for event in events for rsvp in rsvps(campus, event)]

    assert answers
    assert campus.random.getstate() == before


def test_nothing_is_published():
    assert published == []


# Who is there ------------------------------------------------------------------------------


def test_the_school_accepts_its_domain():
    assert SchoolDomain.objects.covering("saebom.example").exists()


def test_everybody_has_the_password_and_a_name_of_their_own():
    students = [f"s{n:03}" for n in range(1, 301)]
    people = [account(name) for name in ROLES + students]

    assert all(person.check_password("kclub-demo-2026") for person in people)
    assert len({person.display_name_key for person in people}) == 307
    assert len({person.username for person in people}) == 307


def test_everybody_but_the_unverified_has_proved_their_address():
    for person in User.objects.prefetch_related("emailaddress_set"):
        (address,) = person.emailaddress_set.all()
        assert address.email == person.email
        assert address.primary
        assert address.verified == person.is_verified == (person != account("unverified"))


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_in(client, role):
    assert client.login(email=f"{role}@saebom.example", password="kclub-demo-2026")


def test_the_roles_are_what_their_names_say():
    film = Club.objects.get(name="필름로그")

    assert film.join_mode == Club.JoinMode.REQUEST
    assert film.is_recruiting
    assert film.president == account("president")
    assert film.membership_of(account("officer")).is_officer
    assert not film.membership_of(account("member")).is_officer
    assert account("union").is_staff
    assert account("union2").is_staff
    for outsider in ["student", "union", "union2", "unverified"]:
        assert not Club.objects.of(account(outsider)).exists()
        assert not account(outsider).applications.exists()
    assert film.applications.undecided().count() >= 5
    assert Post.objects.filter(club__in=Club.objects.in_feed_of(account("student"))).exists()


# How much there is -------------------------------------------------------------------------


def test_the_campus_is_alive():
    assert Club.objects.open().count() >= 60
    assert Category.objects.filter(clubs__isnull=False).distinct().count() >= 8
    assert Post.objects.count() >= 400
    assert Message.objects.count() >= 2000
    assert Picture.objects.count() >= 24
    assert Comment.objects.exclude(parent=None).exists()
    assert Post.objects.exclude(pinned_at=None).exists()
    assert all(model.objects.exists() for model in [Follow, Like, RSVP, Notification])


def test_every_way_in_and_every_state_can_be_seen():
    clubs = list(Club.objects.all())
    left = {club.days_left for club in clubs if club.is_recruiting}

    assert {club.join_mode for club in clubs} == set(Club.JoinMode.values)
    assert {"draft", "submitted", "active", "dormant"} <= {club.status for club in clubs}
    assert {2, 5, None} <= left
    assert any(club.recruits_later for club in clubs)
    assert set(Application.objects.values_list("status", flat=True)) == set(
        Application.Status.values
    )
    assert Application.objects.filter(answers__isnull=False, status="submitted").exists()
    assert Application.objects.overdue().exists()
    assert Application.objects.with_valid_offer().exists()
    assert Questionnaire.objects.filter(number=2, applications__isnull=False).exists()
    assert account("student").drafts.exists()
    for club in Club.objects.filter(join_mode="application"):
        assert club.questionnaire.questions.exists(), club
    assert all(club.return_reason for club in clubs if club.status == "draft")


def test_something_is_on_today_and_in_the_weeks_around():
    assert Event.objects.today().exists()
    assert Event.objects.past().exists()
    assert Event.objects.upcoming().count() > 60
    assert Event.objects.filter(public=True).exists()
    assert Event.objects.upcoming().exclude(cancelled_at=None).exists()
    full = Event.objects.upcoming().with_counts().filter(waiting_count__gt=1)
    assert [event.seats_left for event in full] == [0]


def test_the_union_has_given_two_cautions_and_a_warning_with_an_appeal():
    kinds = [mark.kind for mark in Mark.objects.order_by("pk")]
    assert kinds == ["caution", "caution", "warning"]
    assert [mark.club.name for mark in Mark.objects.appealed()] == ["새벽세시"]


def test_a_third_of_the_members_of_film_has_paid_the_dues():
    dues = Dues.objects.get()
    assert dues.club.name == "필름로그"
    assert 3 <= dues.paid.count() < dues.club.memberships.count() / 2


def test_most_members_have_confirmed_their_clubs_this_term():
    term, window = Term.objects.current(), Window.objects.to_confirm()
    film, member = Club.objects.get(name="필름로그"), account("member")

    assert window.term == term
    assert Department.objects.count() == 24
    assert Department.objects.values("college").distinct().count() == 6
    assert 0.85 < Enrolment.objects.count() / 300 < 0.97
    assert set(Enrolment.objects.values_list("status", flat=True)) == set(Enrolment.Status.values)
    for roster in rosters(term, Club.objects.open()).values():
        assert 0 < roster.confirmed < roster.members or roster.members < 5
    assert len(rosters(term, [film])[film.pk].colleges) > 2
    assert member.enrolments.filter(term=term).exists()
    assert not film.confirmations.filter(user=member).exists()
    assert film.confirmations.filter(user=account("president")).exists()


def test_one_club_has_filed_with_a_reason_and_a_dormant_one_appeals():
    lacking = Registration.objects.get(state="submitted", exception__gt="")
    assert lacking.last_submission.largest_share == 62
    appealed = Registration.objects.get(state="appealed")
    assert appealed.club.status == Club.Status.DORMANT
    assert appealed.decided_by == account("union")
    assert appealed.appeals.get().outcome == ""
    film = Club.objects.get(name="필름로그")
    assert film.registrations.get(term=Term.objects.current()).state == "draft"


def test_activities_are_reported_in_all_states_and_six_let_a_club_ask_for_more():
    assert ActivityReport.objects.count() == 120
    for report in ActivityReport.objects.select_related("term"):
        assert report.term.starts_on <= timezone.localdate(report.starts_at) <= report.term.ends_on
        assert report.submitted_at is None or report.ends_at < report.submitted_at < timezone.now()
    assert {report.state for report in ActivityReport.objects.all()} == set(
        ActivityReport.State.values
    )
    assert not ActivityReport.objects.filter(pictures=None).exists()
    assert ActivityReport.objects.filter(people__user__isnull=False).exists()
    promoted = Registration.objects.get(state="checked")
    assert (promoted.kind, promoted.last_submission.reports) == ("promotion", 6)
    assert promoted.club.standing == "provisional"


def test_three_places_are_lent_around_today():
    assert [place.units for place in Place.objects.all()] == [3, 1, 1]
    assert Booking.objects.live().count() == 9
    assert [booking.club.name for booking in Booking.objects.asked()] == ["보드빌"]


def test_the_last_term_is_decided():
    last = Term.objects.exclude(pk=Term.objects.current().pk).get()
    states = set(last.registrations.values_list("state", flat=True))
    assert states == {"accepted", "missed"}
    assert last.registrations.registered_in(last).count() > 50
    assert last.registrations.filter(is_late=True).count() == 1


def test_two_clubs_have_bylaws_and_one_has_changed_them():
    assert {
        club.name: [version.number for version in club.bylaws.all()]
        for club in Club.objects.exclude(bylaws=None).distinct()
    } == {"필름로그": [2, 1], "보드빌": [1]}
    first, second = Bylaws.objects.filter(club__name="필름로그").order_by("number")
    assert second.change
    assert f"{Dues.objects.get().amount:,}원" in second.text
    assert f"{Dues.objects.get().amount:,}원" not in first.text


def test_a_club_in_draft_is_being_handed_over():
    club = Club.objects.get(name="보드빌")
    assert club.offer.successor != club.president
    assert club.registrations.get(term=Term.objects.current()).state == "draft"


def test_only_the_enrolled_have_confirmed_since_the_window_opened_and_while_members():
    enrolled = set(Enrolment.objects.values_list("user", flat=True))
    joined = {(row.club_id, row.user_id): row.joined_at for row in Membership.objects.all()}

    for row in Confirmation.objects.select_related("window"):
        assert row.user_id in enrolled
        assert max(row.window.opens_at, joined[row.club_id, row.user_id]) <= row.at < timezone.now()


def test_whoever_has_rooms_has_something_to_read():
    unread = Message.objects.unread_by(account("member"))

    assert 0 < unread.count() < 20
    assert not Message.objects.unread_by(account("president")).exists()


def test_rooms_are_locked_moderated_and_by_invitation():
    member, locked = account("member"), Room.objects.get(kind=Room.Kind.PASSWORD)
    assert locked.admit(account("union"), locked.about.split()[-1])
    secret = Room.objects.get(kind=Room.Kind.INVITE)
    assert secret.is_occupied_by(member)
    assert secret.invites.usable().exists()
    watched = Room.objects.get(bans__isnull=False)
    assert watched.occupancies.get(user=member).may_moderate
    assert any(occupancy.is_muted for occupancy in watched.occupancies.all())
    assert not watched.is_occupied_by(watched.bans.get().user)


def test_people_answer_react_mention_and_show_pictures_and_code():
    assert Message.objects.exclude(reply_to=None).count() >= 10
    assert Reaction.objects.values("message").distinct().count() >= 20
    assert Message.objects.filter(text__contains="```").count() >= 2
    assert Message.objects.exclude(mentions={}).exists()
    for picture in SentPicture.objects.all():
        assert picture.alt
        assert picture.file.storage.exists(picture.thumbnail.name)
        assert picture.message.picture_count == 1
    assert SentPicture.objects.count() >= 4


# What must hold ----------------------------------------------------------------------------


def test_each_president_is_an_officer_of_the_club():
    officers = Membership.objects.filter(role=Membership.Role.OFFICER)
    presiding = {(club.pk, club.president_id) for club in Club.objects.all()}

    assert presiding <= set(officers.values_list("club", "user"))


def test_who_was_approved_is_a_member_and_the_other_way_round():
    asks = Club.objects.open().filter(join_mode__in=["request", "application"])
    members = set(Membership.objects.filter(club__in=asks).values_list("club", "user"))
    presidents = set(asks.values_list("pk", "president"))
    approved = set(Application.objects.filter(status="approved").values_list("club", "applicant"))
    undecided = set(Application.objects.undecided().values_list("club", "applicant"))

    assert approved == members - presidents
    assert not undecided & members


def test_only_the_verified_belong_apply_and_enter():
    for model, who in [(Membership, "user"), (Application, "applicant"), (Occupancy, "user")]:
        assert not model.objects.filter(**{f"{who}__verified_at": None}).exists()


def test_members_write_on_boards_and_occupants_in_rooms():
    members = set(Membership.objects.values_list("club", "user"))
    occupants = set(Occupancy.objects.values_list("room", "user"))

    assert set(Post.objects.values_list("club", "author")) <= members
    assert set(Comment.objects.values_list("post__club", "author")) <= members
    assert set(RSVP.objects.values_list("event__club", "user")) <= members
    assert set(Message.objects.values_list("room", "author")) <= occupants
    assert set(Reaction.objects.values_list("message__room", "user")) <= occupants
    owned = Room.objects.exclude(kind=Room.Kind.DIRECT)
    assert set(owned.values_list("pk", "owner")) <= occupants
    in_club_rooms = Occupancy.objects.filter(room__kind=Room.Kind.CLUB)
    assert set(in_club_rooms.values_list("room__club", "user")) <= members


def test_notices_are_the_officers():
    officers = set(
        Membership.objects.filter(role=Membership.Role.OFFICER).values_list("club", "user")
    )

    assert set(Post.objects.filter(kind="notice").values_list("club", "author")) <= officers


def test_messages_are_numbered_without_gaps_and_look_as_if_posted():
    for room in Room.objects.prefetch_related("messages", "occupancies"):
        messages, previous = list(room.messages.all()), None
        assert [message.number for message in messages] == list(range(1, len(messages) + 1))
        assert max(message.change for message in messages) == room.last_change
        assert messages[-1].created_at == room.last_message_at
        assert messages[-1].author_id == room.last_author_id
        for message in messages:
            assert message.reply_to is None or message.reply_to.number < message.number
            looks = message.opens_day, message.grouped
            message.place_below(previous and previous.author_id, previous and previous.created_at)
            assert looks == (message.opens_day, message.grouped)
            assert previous is None or previous.created_at < message.created_at
            previous = message
        assert len(room.occupancies.all()) <= room.capacity
        assert all(o.read_up_to <= room.last_change for o in room.occupancies.all())


def test_no_more_people_come_than_there_are_seats():
    for event in Event.objects.exclude(seats=None):
        assert event.rsvps.filter(going=True).count() <= event.seats


def test_what_is_derived_is_as_the_verbs_make_it():
    for club in Club.objects.all():
        names = ["name_key", "name_initials", "search_text", "search_initials"]
        stored = [getattr(club, name) for name in names]
        club.derive_search_fields()
        assert [getattr(club, name) for name in names] == stored
        assert club.slug
    for club in Club.objects.open():
        assert Room.objects.filter(club=club, name=club.name).count() == 1


def test_the_past_is_past():
    now = timezone.now()
    for model in [User, Post, Comment, Message, Notification, Membership, Application, Enrolment]:
        for field in model._meta.fields:
            is_past = not field.name.endswith("ends_at")
            if isinstance(field, models.DateTimeField) and is_past:
                late = model.objects.filter(**{f"{field.name}__gt": now})
                assert not late.exists(), (model, field.name)


def test_all_text_is_composed_fits_and_was_filled_in():
    texts = (models.CharField, models.TextField)
    for model in OURS:
        fields = [field for field in model._meta.fields if isinstance(field, texts)]
        for row in model.objects.all():
            for field in fields:
                text = getattr(row, field.name) or ""
                assert unicodedata.is_normalized("NFC", text), text
                assert field.max_length is None or len(text) <= field.max_length, text
                assert model is Notification or not {"{", "}"} & set(text), text


def test_pictures_are_there_and_told_in_words():
    for picture in Picture.objects.all():
        assert picture.alt
        assert (picture.width, picture.height) == (960, 640)
        assert picture.file.storage.exists(picture.thumbnail.name)


def test_the_demo_keeps_to_the_schools_name():
    assert settings.SCHOOL_NAME == "새봄대학교"
    assert demo.DOMAIN == "saebom.example"
