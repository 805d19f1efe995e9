"""What the clubs' officers have decided so far, and what they are about to."""

from clubs.models import Application, AuditLogEntry, Club
from demo.history import at

Action = AuditLogEntry.Action
DECIDED = {
    Application.Status.APPROVED: Action.APPROVED,
    Application.Status.REJECTED: Action.REJECTED,
}
BAN_REASON = "같은 광고를 세 번 올렸어요."


def make_audit_log(campus):
    """A log for every club; 필름로그 keeps somebody out and invites, 보드빌 changes hands.

    Entries stand in the order they are made in, so whatever the log holds before an act is made
    before it.
    """
    entries = [entry for club in campus.clubs for entry in appointments_and_edits(campus, club)]
    entries += decisions()
    entries.sort(key=lambda entry: entry.created_at)
    for days, hour, act in [(12, 20, ban), (2, 13, invite), (1, 16, export), (1, 19, offer)]:
        moment = campus.ago(days, hour)
        past = [entry for entry in entries if entry.created_at < moment]
        AuditLogEntry.objects.bulk_create(past)
        entries = entries[len(past) :]
        with at(moment):
            act(campus)
    AuditLogEntry.objects.bulk_create(entries)


def appointments_and_edits(campus, club):
    for membership in campus.members[club][1:]:
        if membership.is_officer:
            given = f"{membership.role} {membership.title}"
            moment = max(membership.joined_at, campus.ago(80, 18))
            yield entry(club, Action.APPOINTED, club.president, moment, membership.user, given)
    yield entry(club, Action.EDITED, club.president, campus.ago(21, 17), detail="description meets")
    yield entry(club, Action.EDITED, club.president, campus.ago(20, 9), detail="recruiting_until")


def decisions():
    decided = Application.objects.filter(status__in=DECIDED).select_related("club", "applicant")
    for one in decided.select_related("decided_by"):
        action, note = DECIDED[one.status], one.note
        yield entry(one.club, action, one.decided_by, one.decided_at, one.applicant, note)


def ban(campus):
    """Keep somebody out of 필름로그 who belongs nowhere near it."""
    club = Club.objects.get(name="필름로그")
    known = {membership.user for membership in club.memberships.select_related("user")}
    known |= {application.applicant for application in club.applications.all()}
    somebody = next(user for user in campus.students if user not in known)
    club.ban(somebody, campus.people["officer"], BAN_REASON)


def invite(campus):
    """Make a link into 필름로그, by which four have come."""
    made = Club.objects.get(name="필름로그").invite(campus.people["officer"], 30, max_uses=30)
    made.token, made.use_count = f"{campus.random.getrandbits(88):022x}", 4
    made.save()


def export(campus):
    club = Club.objects.get(name="필름로그")
    club.record(Action.EXPORTED, campus.people["officer"], detail="members.csv")


def offer(campus):
    """Ask the officer to be the next president of 보드빌."""
    club = Club.objects.get(name="보드빌")
    club.offer_presidency(campus.people["officer"], club.president)


def entry(club, action, by, moment, about=None, detail=""):
    return AuditLogEntry(
        club=club, action=action, by=by, about=about, detail=detail, created_at=moment
    )
