"""Every address of a club × everybody. Board and events have tables of their own."""

import pytest
from django.urls import reverse

from clubs import urls
from clubs.models import Membership
from tests.factories import (
    make_application,
    make_club,
    make_member,
    make_officer,
    make_post,
    make_staff,
    make_user,
    unverified,
)

pytestmark = pytest.mark.django_db

PEOPLE = {
    "anonymous": lambda club: None,
    "unverified": lambda club: make_user(verified=False),
    "verified": lambda club: make_user(),
    "applicant": lambda club: make_application(club).applicant,
    "member": make_member,
    "officer": make_officer,
    "president": lambda club: club.president,
    "foreign officer": lambda club: make_officer(make_club()),
    "staff": lambda club: make_staff(),
    "unverified officer": lambda club: unverified(make_officer(club)),
}
# 302 is the way to the log-in page; 303 says that it was done.
TABLE = """
                              anonymous unverified verified applicant member officer president foreign_officer staff unverified_officer
GET  list                     200       200        200      200       200    200     200       200             200             200
GET  new                      302       403        200      200       200    200     200       200             200             403
POST new                      302       403        422      422       422    422     422       422             422             403
GET  detail                   200       200        200      200       200    200     200       200             200             200
GET  edit                     302       403        403      403       403    200     200       403             403             403
POST edit                     302       403        403      403       403    422     422       403             403             403
GET  join                     302       403        200      303       303    303     303       200             200             403
POST join                     302       403        303      303       303    303     303       303             303             403
POST draft                    302       403        303      303       303    303     303       303             303             403
GET  application              302       404        404      404       404    404     404       404             404             404
POST application-accept       302       404        404      404       404    404     404       404             404             404
GET  withdraw                 302       200        200      200       200    200     200       200             200             200
POST withdraw                 302       303        303      303       303    303     303       303             303             303
GET  leave                    302       200        200      200       200    200     200       200             200             200
POST leave                    302       303        303      303       303    303     403       303             303             303
POST follow                   302       403        303      303       303    303     303       303             303             403
GET  members                  302       403        403      403       200    200     200       403             403             403
GET  invited                  200       200        200      200       303    303     303       200             200   200
POST invited                  302       403        303      303       303    303     303       303             303   403
GET  handover                 302       403        403      403       200    200     200       403             403   403
POST handover                 302       403        403      403       403    403     404       403             403   403
POST handover-accept          302       403        403      403       410    410     303       403             403   403
POST handover-decline         302       403        403      403       303    303     303       403             403   403
POST handover-take-back       302       403        403      403       403    403     303       403             403   403
POST claim                    302       403        403      403       422    422     422       403             403   403
POST claim-withdraw           302       403        403      403       303    303     303       403             403   403
GET  manage                   302       403        403      403       403    200     200       403             403             403
GET  desk-stream              401       403        403      403       403    200     200       403             403             403
GET  applications             302       403        403      403       403    200     200       403             403             403
POST applications-bulk        302       403        403      403       403    303     303       403             403             403
POST applications-csv         302       403        403      403       403    200     200       403             403             403
GET  manage-application       302       403        403      403       403    200     200       403             403             403
POST manage-application       302       403        403      403       403    303     303       403             403             403
GET  manage-members           302       403        403      403       403    200     200       403             403             403
GET  manage-member            302       403        403      403       403    200     200       403             403             403
POST manage-member            302       403        403      403       403    403     303       403             403             403
GET  member-remove            302       403        403      403       403    200     200       403             403   403
POST member-remove            302       403        403      403       403    303     303       403             403             403
POST members-csv              302       403        403      403       403    200     200       403             403   403
GET  bans                     302       403        403      403       403    200     200       403             403   403
GET  ban                      302       403        403      403       403    200     200       403             403   403
POST ban                      302       403        403      403       403    422     422       403             403   403
POST unban                    302       403        403      403       403    303     303       403             403   403
GET  invites                  302       403        403      403       403    200     200       403             403   403
POST invites                  302       403        403      403       403    422     422       403             403   403
GET  invite-poster            302       403        403      403       403    200     200       403             403   403
GET  invite-square            302       403        403      403       403    200     200       403             403   403
POST invite-revoke            302       403        403      403       403    303     303       403             403   403
GET  reports                  302       403        403      403       403    200     200       403             403   403
POST case                     302       403        403      403       403    303     303       403             403   403
GET  log                      302       403        403      403       200    200     200       403             403             403
GET  recruiting               302       403        403      403       403    200     200       403             403             403
POST recruiting               302       403        403      403       403    422     422       403             403             403
GET  questions                302       403        403      403       403    200     200       403             403             403
POST questions                302       403        403      403       403    422     422       403             403             403
GET  questions-preview        302       403        403      403       403    200     200       403             403             403
POST questions-again          302       403        403      403       403    404     404       403             403             403
GET  question                 302       403        403      403       403    200     200       403             403             403
POST question                 302       403        403      403       403    422     422       403             403             403
POST question-move            302       403        403      403       403    303     303       403             403             403
POST question-delete          302       403        403      403       403    303     303       403             403             403
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()[1:]]
WITHOUT_CLUB = {"list", "new"}
ONLY_POST = {row[1] for row in ROWS} - {r[1] for r in ROWS if r[0] == "GET"}


def address(name, club):
    """The address `name`, with an application, member or question of the club if it takes one."""
    if name in WITHOUT_CLUB:
        return reverse(f"clubs:{name}")
    thing = []
    if name == "manage-application":
        thing = [make_application(club).pk]
    elif name in {"application", "application-accept"}:
        thing = [make_application(club).receipt]
    elif name == "case":
        post = make_post(club, make_member(club), visibility="public")
        thing = [post.report(make_user(), "spam").case_id]
    elif name in {"ban", "unban"}:
        thing = [make_member(club).username]
    elif name == "invited":
        thing = [club.invite(club.president).token]
    elif name.startswith("invite-"):
        thing = [club.invite(club.president).pk]
    elif name in {"manage-member", "member-remove"}:
        thing = [Membership.objects.get(club=club, user=make_member(club)).pk]
    elif name.startswith("question") and not name.startswith("questions"):
        thing = [club.ask(club.president, text="왜?").pk]
    return reverse(f"clubs:{name}", args=[club.slug, *thing])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1]}")
def test_who_gets_what(client, row):
    method, name, *expected = row
    sent = {"follow": "1", "role": "member", "decision": "approve", "message": "hi"}
    if name == "case":
        sent["decision"] = "hide"
    got = []
    for make in PEOPLE.values():
        club = make_club()
        client.logout()
        if user := make(club):
            client.force_login(user)
        got.append(client.generic(method, address(name, club), _encoded(sent, method), **FORM))
    assert dict(zip(PEOPLE, [r.status_code for r in got], strict=True)) == dict(
        zip(PEOPLE, map(int, expected), strict=True)
    )


FORM = {"content_type": "application/x-www-form-urlencoded"}


def _encoded(sent, method):
    return "&".join(f"{name}={value}" for name, value in sent.items()) if method == "POST" else ""


@pytest.mark.parametrize("name", sorted(ONLY_POST))
def test_what_writes_is_not_for_get(client, name):
    club = make_club()
    client.force_login(club.president)

    assert client.get(address(name, club)).status_code == 405


@pytest.mark.parametrize("name", sorted({row[1] for row in ROWS} - WITHOUT_CLUB))
def test_a_club_that_is_not_open_is_not_there(client, name):
    club = make_club(opened=False)
    pattern = next(pattern for pattern in urls.urlpatterns if pattern.name == name)
    takes_one = pattern.pattern.converters.keys() - {"slug"}
    address = reverse(f"clubs:{name}", args=[club.slug, *([1] if takes_one else [])])
    client.force_login(make_user())

    ask = client.post if name in ONLY_POST else client.get
    assert ask(address).status_code == 404


def test_every_address_has_a_row():
    covered = {row[1] for row in ROWS}
    board_and_events = ("board", "post", "comment", "picture", "thumbnail", "event")
    missing = {
        pattern.name
        for pattern in urls.urlpatterns
        if not pattern.name.startswith(board_and_events)
    } - covered

    assert missing == set()
