"""Who is told that what waits for them has changed: nobody else, and nobody of what changed nothing."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from accounts.models import User
from clubs.models import Application, Case, Claim, Club, Membership, Replacement, Report
from clubs.recruiting.models.applications import expire_offers
from clubs.recruiting.overdue_reminders import remind_union
from tests.factories import (
    make_application,
    make_club,
    make_member,
    make_officer,
    make_post,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.django_db
OFFICERS, UNION = {"president", "officer"}, {"staff"}


@pytest.fixture
def world():
    """A club, its people by name, an applicant, somebody of the union, and a stranger's club."""
    staff = make_staff()
    club = Club.found(make_user(), name="필름", summary="사진", category=make_club().category)
    club.approve(by=staff)
    make_application(make_club())  # the officers of another club hear nothing
    return SimpleNamespace(
        club=club,
        staff=staff,
        president=club.president,
        officer=make_officer(club),
        member=make_member(club),
        applicant=make_user(),
    )


def application(world, *, days=0):
    made = make_application(world.club, world.applicant)
    then = timezone.now() - timedelta(days=days)
    Application.objects.filter(pk=made.pk).update(submitted_at=then)
    made.refresh_from_db()
    return made


def report(world, author=None):
    post = make_post(world.club, author or world.member)
    return post.report(make_user(), Report.Reason.SPAM).case


def old_case(world):
    case = report(world)
    Case.objects.filter(pk=case.pk).update(created_at=timezone.now() - timedelta(days=8))
    case.refresh_from_db()
    return case


def leaderless(world):
    world.president.unverify()
    world.club.refresh_from_db()
    return world.club


def decided(world):
    made = application(world)
    made.reject(by=world.officer)
    return made


def seat_offered(world):
    made = application(world)
    made.waitlist(by=world.officer)
    made.offer(by=world.officer)
    then = timezone.now() - timedelta(minutes=1)
    Application.objects.filter(pk=made.pk).update(offer_ends_at=then)


def offered(world):
    return world.club.offer_presidency(world.member, by=world.president)


def submitted(world):
    return make_club(president=world.member, opened=False)


def returned(world):
    club = submitted(world)
    club.send_back(by=world.staff, reason="이유")
    return club


def membership(world):
    return world.club.memberships.get(user=world.member)


def claim(world):
    return leaderless(world).claim(world.officer, "이유")


def replacement(world):
    return Replacement.ask(world.club, world.member, make_staff(), "이유")


# what was before; what happens to it in this world; who is told
CASES = {
    "apply": (None, lambda w, _: make_application(w.club, w.applicant), OFFICERS),
    "withdraw": (application, lambda w, a: a.withdraw(), OFFICERS),
    "approve": (application, lambda w, a: a.approve(by=w.officer), OFFICERS),
    "approve again": (
        lambda w: application(w).approve(by=w.officer),
        lambda w, _: Application.objects.get(applicant=w.applicant).approve(by=w.officer),
        set(),
    ),
    "reject": (application, lambda w, a: a.reject(by=w.president), OFFICERS),
    "undo": (decided, lambda w, a: a.undo(by=w.officer), OFFICERS),
    "expire": (seat_offered, lambda w, _: expire_offers(), OFFICERS),
    "answer one of two weeks ago": (
        lambda w: application(w, days=15),
        lambda w, a: a.reject(by=w.officer),
        OFFICERS | UNION,
    ),
    "the daily task": (None, lambda w, _: remind_union(), UNION),
    "report": (None, lambda w, _: report(w), OFFICERS),
    "report an officer": (None, lambda w, _: report(w, w.officer), UNION),
    "decide": (report, lambda w, c: c.clear(by=w.officer), OFFICERS),
    "decide one of a week ago": (old_case, lambda w, c: c.hide(by=w.officer), OFFICERS | UNION),
    "escalate": (report, lambda w, c: c.escalate(by=w.officer), OFFICERS | UNION),
    "decide for the union": (
        lambda w: report(w, w.officer),
        lambda w, c: c.clear(by=w.staff),
        UNION,
    ),
    "found": (None, lambda w, _: submitted(w), UNION),
    "open": (submitted, lambda w, c: c.approve(by=w.staff), UNION | {"member"}),
    "return": (submitted, lambda w, c: c.send_back(by=w.staff, reason="이유"), UNION | {"member"}),
    "submit again": (returned, lambda w, c: c.submit(w.member), UNION),
    "suspend": (None, lambda w, _: w.club.suspend(by=w.staff, reason="이유"), OFFICERS),
    "offer the presidency": (None, lambda w, _: offered(w), {"member"}),
    "take it back": (offered, lambda w, o: o.take_back(w.president), {"member"}),
    "decline it": (offered, lambda w, o: o.decline(w.member), {"member"}),
    "accept it": (offered, lambda w, o: o.accept(w.member), OFFICERS | {"member"}),
    "appoint": (
        membership,
        lambda w, m: m.appoint(w.president, Membership.Role.OFFICER),
        {"member"},
    ),
    "leave": (offered, lambda w, _: w.club.leave(w.member), {"member"}),
    "claim": (leaderless, lambda w, c: c.claim(w.officer, "이유"), UNION),
    "claim again": (claim, lambda w, _: w.club.claim(w.officer, "이유"), set()),
    "decline a claim": (claim, lambda w, c: c.decline(w.staff, "이유"), UNION),
    "withdraw a claim": (claim, lambda w, _: Claim.objects.get().withdraw(), UNION),
    "grant a claim": (claim, lambda w, c: c.grant(w.staff), OFFICERS | UNION),
    "propose": (None, lambda w, _: Replacement.ask(w.club, w.member, w.staff, "이유"), UNION),
    "confirm": (replacement, lambda w, r: r.confirm(w.staff), OFFICERS | UNION | {"member"}),
    "drop": (replacement, lambda w, r: r.drop(w.staff), UNION),
}


@pytest.mark.parametrize("name", CASES)
def test_whoever_it_waits_for_is_told_and_nobody_else(world, published, name):
    before, act, expected = CASES[name]
    thing = before(world) if before else None
    with published() as events:
        act(world, thing)
    people = [getattr(world, who) for who in expected - UNION]
    if expected >= UNION:
        people += User.objects.of_union()
    told = {channel for channel, event in events if event == "todo-changed"}
    assert told == {user.channel for user in people}


def test_a_hundred_officers_are_told_by_one_query(club, django_assert_num_queries):
    for _each in range(100):
        make_officer(club)
    with django_assert_num_queries(1):
        club.announce_todo()
