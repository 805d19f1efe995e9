"""Applications without a membership: waiting, rejected, withdrawn or expired."""

from clubs.models import Application

Status = Application.Status
RECEIPT_ALPHABET = "ACDEFGHJKLMNPQRTUVWXYZ234679"  # as in clubs.recruiting.models.applications
OUTSIDE_APPLICANTS = 12  # people without membership who apply to a club
IN_PROGRESS = [
    Status.SUBMITTED, Status.INTERVIEW, Status.WAITLISTED, Status.OFFERED, Status.EXPIRED,
]  # fmt: skip
DAYS_SINCE_APPLYING = {"필름로그": [9, 6, 5, 7, 8], "새벽세시": [15, 4, 6, 8, 9]}


def make_application(campus, club, user, why, moment):
    letters = "".join(campus.random.choices(RECEIPT_ALPHABET, k=8))
    return Application(
        club=club,
        applicant=user,
        message=why,
        submitted_at=moment,
        receipt=f"{letters[:4]}-{letters[4:]}",
    )


def open_applications(campus, club, motivations, texts):
    """Yield the applications of people who are no members of the club."""
    named = named_applicants(campus, club, texts)
    excluded = {membership.user for membership in campus.members[club]}
    excluded |= {user for user, _why in named}
    outsiders = [user for user in campus.students if user not in excluded]
    crowd = zip(campus.random.sample(outsiders, OUTSIDE_APPLICANTS), motivations, strict=False)
    if club.is_recruiting:
        yield from submitted(campus, club, named, crowd)
        yield from in_progress(campus, club, crowd, texts)
    yield from rejected(campus, club, crowd, texts)
    if campus.random.random() < 0.5:
        yield withdrawn(campus, club, crowd)


def named_applicants(campus, club, texts):
    """Return [(user, motivation), …] of the applicants to 필름로그 named in the file."""
    users = {user.display_name: user for user in campus.students}
    return [(users[name], why) for name, why in texts["film"] if club.name == "필름로그"]


def submitted(campus, club, applicants, crowd):
    applicants += [next(crowd) for _ in range(campus.random.randrange(2, 6))]
    for place, applicant in enumerate(applicants):
        moment = campus.ago(1 + place // 2, 22 - place, campus.random.randrange(60))
        yield make_application(campus, club, *applicant, moment)


def in_progress(campus, club, crowd, texts):
    """Yield an overdue application, and one each in interview, waitlisted, offered and expired.

    Only 필름로그 and 새벽세시 have any.
    """
    for days, status in zip(DAYS_SINCE_APPLYING.get(club.name, []), IN_PROGRESS, strict=False):
        application = make_application(campus, club, *next(crowd), campus.ago(days, 17, days))
        if status != Status.SUBMITTED:
            set_progress(campus, application, status)
        if status == Status.INTERVIEW:
            application.note = texts["interview"]
        yield application


def set_progress(campus, application, status):
    application.status = status
    application.decided_by, application.decided_at = application.club.president, campus.ago(2, 12)
    if status == Status.OFFERED:
        application.offer_ends_at = campus.ago(-2, 12)
    if status == Status.EXPIRED:
        application.decided_by = None
        application.offer_ends_at = application.decided_at = campus.ago(1, 12)


def rejected(campus, club, crowd, texts):
    for _ in range(campus.random.randrange(1, 3)):
        days = campus.random.randrange(3, 80)
        application = make_application(campus, club, *next(crowd), campus.ago(days + 2, 19))
        application.status = Status.REJECTED
        application.decided_by, application.decided_at = club.president, campus.ago(days, 12)
        application.note = campus.random.choice(texts["rejections"])
        yield application


def withdrawn(campus, club, crowd):
    days = campus.random.randrange(2, 60)
    application = make_application(campus, club, *next(crowd), campus.ago(days, 13))
    application.status = Status.WITHDRAWN
    application.decided_by = application.applicant
    application.decided_at = campus.ago(days, 21)
    return application
