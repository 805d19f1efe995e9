"""Applications: those by which members came in, and those that wait or came to nothing."""

from datetime import timedelta

from accounts.models import Notification
from clubs.models import Answer, Application, Club, Draft, StatusChange
from demo import data_files
from demo.notifications import ADMITTED, tell
from demo.questionnaires import make_questions, version_of

APPLIES = [Club.JoinMode.REQUEST, Club.JoinMode.APPLICATION]
RECEIPT = "ACDEFGHJKLMNPQRTUVWXYZ234679"  # as in clubs.recruiting.models.applications
STATES = {"필름로그": [9, 6, 5, 7, 8], "새벽세시": [15, 4, 6, 8, 9]}  # days since they applied


def make_applications(campus):
    versions = make_questions(campus)
    said = data_files.table("board.toml")["applications"]
    applications, hopes = [], campus.deck(said["messages"])
    for club in campus.clubs:
        if club.join_mode in APPLIES:
            applications += approved(campus, club, hopes)
            applications += others(campus, club, hopes, said)
    for application in applications:
        application.questionnaire = version_of(application, versions)
    Application.objects.bulk_create(applications)
    Answer.objects.bulk_create(
        answer for application in applications for answer in answers(campus, application)
    )
    StatusChange.objects.bulk_create(
        change for application in applications for change in status_changes(application)
    )
    make_draft(campus)
    tell_new_members(campus, applications)


def approved(campus, club, hopes):
    """Yield the applications by which today's members came in."""
    for membership in campus.members[club][1:]:
        application = application_of(
            campus, club, membership.user, next(hopes), membership.joined_at
        )
        application.submitted_at -= timedelta(days=campus.random.randrange(1, 5), minutes=37)
        application.status = Application.Status.APPROVED
        application.decided_by, application.decided_at = club.president, membership.joined_at
        yield application


def others(campus, club, hopes, said):
    """Yield applications that wait, were rejected or withdrawn; none is of a member."""
    known = {user.display_name: user for user in campus.students}
    film = said["film"] if club.name == "필름로그" else []
    waiting = [(known[name], why) for name, why in film]
    known = {membership.user for membership in campus.members[club]}
    known |= {user for user, _why in waiting}
    strangers = [user for user in campus.students if user not in known]
    crowd = iter(campus.random.sample(strangers, 12))
    if club.is_recruiting:
        more = campus.random.randrange(2, 6)
        waiting += [(next(crowd), next(hopes)) for _ in range(more)]
        for place, (user, why) in enumerate(waiting):
            moment = campus.ago(1 + place // 2, 22 - place, campus.random.randrange(60))
            yield application_of(campus, club, user, why, moment)
        yield from half_decided(campus, club, crowd, hopes, said)
    for _ in range(campus.random.randrange(1, 3)):
        days = campus.random.randrange(3, 80)
        application = application_of(
            campus, club, next(crowd), next(hopes), campus.ago(days + 2, 19)
        )
        application.status = Application.Status.REJECTED
        application.decided_by, application.decided_at = club.president, campus.ago(days, 12)
        application.note = campus.random.choice(said["rejections"])
        yield application
    if campus.random.random() < 0.5:
        days = campus.random.randrange(2, 60)
        application = application_of(campus, club, next(crowd), next(hopes), campus.ago(days, 13))
        application.status = Application.Status.WITHDRAWN
        application.decided_by = application.applicant
        application.decided_at = campus.ago(days, 21)
        yield application


def half_decided(campus, club, crowd, hopes, said):
    """Yield an overdue application, and one each in interview, waitlisted, offered and expired.

    Only 필름로그 and 새벽세시 have got so far.
    """
    if club.name not in STATES:
        return
    late, *others = [
        application_of(campus, club, next(crowd), next(hopes), campus.ago(days, 17, days))
        for days in STATES[club.name]
    ]
    yield late
    met = Application.Status.INTERVIEW, said["interview"]
    waits = Application.Status.WAITLISTED, ""
    offered = Application.Status.OFFERED, ""
    expired = Application.Status.EXPIRED, ""
    for application, (status, note) in zip(others, [met, waits, offered, expired], strict=True):
        application.status, application.note = status, note
        application.decided_by, application.decided_at = club.president, campus.ago(2, 12)
        if status in (Application.Status.OFFERED, Application.Status.EXPIRED):
            application.offer_ends_at = campus.ago(-2 if status == "offered" else 1, 12)
        if status == Application.Status.EXPIRED:
            application.decided_by, application.decided_at = None, campus.ago(1, 12)
        yield application


def application_of(campus, club, user, why, moment):
    letters = "".join(campus.random.choices(RECEIPT, k=8))
    return Application(
        club=club,
        applicant=user,
        message=why,
        submitted_at=moment,
        receipt=f"{letters[:4]}-{letters[4:]}",
    )


def answers(campus, application):
    """Yield the Answers of an application; they are not kept 90 days after the decision."""
    if application.decided_at and application.decided_at < campus.ago(90):
        return
    for question in application.questionnaire.asked if application.questionnaire else []:
        text = campus.random.choice(question.entry.get("answers") or question.choice_list)
        yield Answer(application=application, question=question, text=text)


def status_changes(application):
    """Yield the timeline of an application."""
    yield StatusChange(
        application=application,
        status=Application.Status.SUBMITTED,
        by=application.applicant,
        at=application.submitted_at,
    )
    if application.status in (Application.Status.OFFERED, Application.Status.EXPIRED):
        waited = application.submitted_at + timedelta(days=1)
        by = application.club.president
        yield StatusChange(
            application=application, status=Application.Status.WAITLISTED, by=by, at=waited
        )
    if application.decided_at:
        yield StatusChange(
            application=application,
            status=application.status,
            by=application.decided_by,
            at=application.decided_at,
            note=application.note,
        )


def make_draft(campus):
    """Make a draft of student@ to 필름로그."""
    club = next(club for club in campus.clubs if club.name == "필름로그")
    student, why = campus.people["student"], "할머니 댁에서 찾은 카메라를 고쳐 쓰고 싶어서"
    saved = {"message": why, "answers": {}, "saved_at": campus.ago(1, 21, 40)}
    newest = club.questionnaires.first()
    if newest and (question := newest.questions.first()):
        saved |= {"message": "", "answers": {question.key: why}}
    Draft.objects.create(club=club, user=student, **saved)


def tell_new_members(campus, applications):
    recent = [
        application
        for application in applications
        if application.status == Application.Status.APPROVED
        and application.decided_at > campus.ago(14)
    ]
    tell(
        (
            application.decided_at,
            Notification(
                user=application.applicant,
                sentence=ADMITTED,
                params={"club": application.club.name},
                url=application.club.get_absolute_url(),
            ),
        )
        for application in recent
    )
