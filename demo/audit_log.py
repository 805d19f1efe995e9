"""What the clubs' officers have decided so far, and what they are about to."""

from clubs.models import Application, AuditLogEntry, Ban, Club, Invite, Offer

Action = AuditLogEntry.Action
DECIDED = {
    Application.Status.APPROVED: Action.APPROVED,
    Application.Status.REJECTED: Action.REJECTED,
}
KEPT_OUT = "같은 광고를 세 번 올렸어요."


def make_audit_log(campus):
    """A log for every club; 필름로그 keeps somebody out and invites, 보드빌 changes hands."""
    film = Club.objects.get(name="필름로그")
    games = Club.objects.get(name="보드빌")
    entries = [entry for club in campus.clubs for entry in begun(campus, club)]
    entries += decided_on()
    entries += keep_out(campus, film) + invite(campus, film) + offer(campus, games)
    AuditLogEntry.objects.bulk_create(sorted(entries, key=lambda entry: entry.created_at))


def begun(campus, club):
    yield entry(club, Action.OPENED, campus.people["union"], club.opened_at)
    for membership in campus.members[club][1:]:
        if membership.is_officer:
            given = f"{membership.role} {membership.title}"
            moment = max(membership.joined_at, campus.ago(80, 18))
            yield entry(club, Action.APPOINTED, club.president, moment, membership.user, given)
    yield entry(club, Action.EDITED, club.president, campus.ago(21, 17), detail="description meets")
    yield entry(club, Action.EDITED, club.president, campus.ago(20, 9), detail="recruiting_until")


def decided_on():
    decided = Application.objects.filter(status__in=DECIDED).select_related("club", "applicant")
    for one in decided.select_related("decided_by"):
        action, note = DECIDED[one.status], one.note
        yield entry(one.club, action, one.decided_by, one.decided_at, one.applicant, note)


def keep_out(campus, club):
    """Somebody who belongs nowhere near it."""
    known = {membership.user for membership in campus.members[club]}
    known |= {application.applicant for application in club.applications.all()}
    somebody = next(user for user in campus.students if user not in known)
    officer, moment = campus.people["officer"], campus.ago(12, 20)
    Ban.objects.create(club=club, user=somebody, by=officer, reason=KEPT_OUT, created_at=moment)
    return [entry(club, Action.BANNED, officer, moment, somebody, KEPT_OUT)]


def invite(campus, club):
    officer, moment = campus.people["officer"], campus.ago(2, 13)
    made = Invite.objects.create(
        club=club,
        by=officer,
        token=f"{campus.random.getrandbits(88):022x}",
        created_at=moment,
        expires_at=campus.ago(-28, 13),
        max_uses=30,
        use_count=4,
    )
    taken = entry(club, Action.EXPORTED, officer, campus.ago(1, 16), detail="members.csv")
    return [entry(club, Action.INVITED, officer, moment, detail=made.code), taken]


def offer(campus, club):
    """The officer has been asked to be the next president of 보드빌."""
    successor, moment = campus.people["officer"], campus.ago(1, 19)
    Offer.objects.create(club=club, successor=successor, created_at=moment)
    return [entry(club, Action.OFFERED, club.president, moment, successor)]


def entry(club, action, by, moment, about=None, detail=""):
    return AuditLogEntry(
        club=club, action=action, by=by, about=about, detail=detail, created_at=moment
    )
