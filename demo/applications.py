"""Applications, with their answers, timelines and notifications."""

from datetime import timedelta

from accounts import notification_kinds as kinds
from accounts.models import Notification
from clubs.models import Answer, Application, Club, Draft, StatusChange
from demo import data_files
from demo.notifications import store_notifications
from demo.open_applications import make_application, open_applications
from demo.questionnaires import make_questions, version_of

APPLICATION_MODES = [Club.JoinMode.REQUEST, Club.JoinMode.APPLICATION]


def make_applications(campus):
    versions = make_questions(campus)
    texts = data_files.table("board.toml")["applications"]
    applications, motivations = [], campus.deck(texts["messages"])
    for club in campus.clubs:
        if club.join_mode in APPLICATION_MODES:
            applications += approved(campus, club, motivations)
            applications += open_applications(campus, club, motivations, texts)
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
    notify_new_members(campus, applications)


def approved(campus, club, motivations):
    """Yield the approved applications of today's members."""
    for membership in campus.members[club][1:]:
        application = make_application(
            campus, club, membership.user, next(motivations), membership.joined_at
        )
        application.submitted_at -= timedelta(days=campus.random.randrange(1, 5), minutes=37)
        application.status = Application.Status.APPROVED
        application.decided_by, application.decided_at = club.president, membership.joined_at
        yield application


def answers(campus, application):
    """Yield the Answers of an application; they are not kept 90 days after the decision."""
    if application.decided_at and application.decided_at < campus.ago(90):
        return
    for question in application.questionnaire.asked if application.questionnaire else []:
        text = campus.random.choice(question.entry.get("answers") or question.choice_list)
        yield Answer(application=application, question=question, text=text)


def status_changes(application):
    """Yield the timeline of an application."""
    status, president = Application.Status, application.club.president
    yield change(application, status.SUBMITTED, application.applicant, application.submitted_at)
    if application.status in (status.OFFERED, status.EXPIRED):
        waited = application.submitted_at + timedelta(days=1)
        yield change(application, status.WAITLISTED, president, waited)
    if application.decided_at:
        by, at, note = application.decided_by, application.decided_at, application.note
        yield change(application, application.status, by, at, note=note)


def change(application, status, by, at, **fields):
    return StatusChange(application=application, status=status, by=by, at=at, **fields)


def make_draft(campus):
    """Make a draft of student@ to 필름로그."""
    club = next(club for club in campus.clubs if club.name == "필름로그")
    student, why = campus.people["student"], "할머니 댁에서 찾은 카메라를 고쳐 쓰고 싶어서"
    saved = {"message": why, "answers": {}, "saved_at": campus.ago(1, 21, 40)}
    newest = club.questionnaires.first()
    if newest and (question := newest.questions.first()):
        saved |= {"message": "", "answers": {question.key: why}}
    Draft.objects.create(club=club, user=student, **saved)


def notify_new_members(campus, applications):
    approved = [a for a in applications if a.status == Application.Status.APPROVED]
    recent = [a for a in approved if a.decided_at > campus.ago(14)]
    store_notifications((application.decided_at, admission(application)) for application in recent)


def admission(application):
    """Return the Notification of a new member."""
    return Notification(
        user=application.applicant,
        kind=kinds.MEMBERSHIP_STARTED.name,
        sentence=kinds.MEMBERSHIP_STARTED.sentence,
        params={"club": application.club.names},
        url=application.club.get_absolute_url(),
    )
