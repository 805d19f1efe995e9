"""The clubs' audit logs, with a ban, an invite, an export and an offer."""

from clubs.models import Application, AuditLogEntry, Club
from clubs.people.models.invites import CODE_LENGTH, CODE_LETTERS
from demo.history import acting_at

Action = AuditLogEntry.Action
DECIDED = {
    Application.Status.APPROVED: Action.APPROVED,
    Application.Status.REJECTED: Action.REJECTED,
}
BAN_REASON = "같은 광고를 세 번 올렸어요."


def make_audit_log(campus):
    """Make an audit log for every club; 필름로그 bans and invites, 보드빌 gets an offer.

    Entries are ordered by their keys, so those before an act are stored before it.
    """
    entries = [entry for club in campus.clubs for entry in appointments_and_edits(campus, club)]
    entries += decisions()
    entries.sort(key=lambda entry: entry.created_at)
    for days, hour, act in [(12, 20, ban), (2, 13, invite), (1, 16, export), (1, 19, offer)]:
        moment = campus.ago(days, hour)
        past = [entry for entry in entries if entry.created_at < moment]
        AuditLogEntry.objects.bulk_create(past)
        entries = entries[len(past) :]
        with acting_at(moment):
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
    for application in decided.select_related("decided_by"):
        club, by, moment = application.club, application.decided_by, application.decided_at
        action = DECIDED[application.status]
        yield entry(club, action, by, moment, application.applicant, application.note)


def ban(campus):
    """Ban a student from 필름로그 who has nothing to do with it."""
    club = Club.objects.get(name="필름로그")
    connected = {membership.user for membership in club.memberships.select_related("user")}
    connected |= {application.applicant for application in club.applications.all()}
    student = next(user for user in campus.students if user not in connected)
    club.ban(student, campus.people["officer"], BAN_REASON)


def invite(campus):
    """Make an invite into 필름로그, which four people have used."""
    made = Club.objects.get(name="필름로그").invite(campus.people["officer"], 30, max_uses=30)
    made.token, made.use_count = "".join(campus.random.choices(CODE_LETTERS, k=CODE_LENGTH)), 4
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
