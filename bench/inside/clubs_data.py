"""A thousand clubs with members, and five thousand applications, 400 of them to one club."""

from datetime import timedelta
from itertools import product

from django.contrib.auth import get_user_model
from django.utils import timezone

from clubs.models import (
    Answer,
    Application,
    Category,
    Club,
    Membership,
    Question,
    Questionnaire,
)
from tests.factories import present_agreements

STUDENTS, APPLICATIONS = 1_000, 5_000
APPLICATIONS_TO_BUSY_CLUB = 400
MEMBERS_OF_BUSY_CLUB = 300

FIRST = ["필름", "등산", "기타", "코딩", "독서", "사진", "연극", "봉사", "천문", "요리"]
SECOND = ["로그", "사랑", "연구회", "모임", "동네", "클럽", "학회", "방", "터", "길"]


def fill(scale):
    """Fill the database. Return ({"student", "officer", "staff": User}, the busy Club)."""
    users = get_user_model().objects
    students = users.bulk_create(student(n) for n in range(STUDENTS // scale))
    staff = users.bulk_create([student(-1, is_staff=True)])[0]
    clubs = make_clubs(students, scale)
    busy = clubs[1]
    members = make_members(clubs, busy, students, scale)
    outsiders = [user for user in students if user not in members]
    make_applications(busy, outsiders[: APPLICATIONS_TO_BUSY_CLUB // scale])
    make_other_applications(clubs[2:], students, scale)
    return {"student": students[-1], "officer": busy.president, "staff": staff}, busy


def everything():
    """Return (the open clubs, the students)."""
    students = get_user_model().objects.filter(is_staff=False)
    return list(Club.objects.open().order_by("pk")), list(students.order_by("pk"))


def student(n, **fields):
    """Return an unsaved, verified User."""
    fields |= {"email": f"u{n}@saebom.example", "verified_at": timezone.now()}
    user = get_user_model()(**present_agreements(), **fields)
    user.set_display_name(f"학생 {n}")
    user.handle = f"student{n}"
    user.set_unusable_password()
    return user


def make_clubs(students, scale):
    categories = Category.objects.bulk_create(
        Category(name=f"분야 {n}", name_en=f"Kind {n}", slug=f"c{n}") for n in range(10)
    )
    names = product(FIRST, SECOND, range(10 // scale or 1))
    return Club.objects.bulk_create(
        make_club(n, f"{first}{second}", third, categories[n % 10], students[n % len(students)])
        for n, (first, second, third) in enumerate(names)
    )


def make_club(n, name, number, category, president):
    now = timezone.now()
    club = Club(
        name=f"{name} {number}",
        slug=f"{name}-{number}",
        category=category,
        summary="금요일 저녁마다 함께 걷고 찍고 이야기해요",
        tags="초보 환영, 카메라 대여",
        description="누구나 와요. " * 20,
        president=president,
        status=Club.Status.ACTIVE if n % 50 else Club.Status.SUBMITTED,
        submitted_at=now,
        recruiting_until=(now + timedelta(days=n % 40 - 10)).date() if n % 3 else None,
    )
    club.derive_search_fields()
    return club


def make_members(clubs, busy, students, scale):
    """Give each club some eight members, and the busy one many. Return the busy one's users."""
    members = {(club, club.president) for club in clubs}
    members |= {(club, students[n * 7 % len(students)]) for n, club in enumerate(clubs * 8)}
    members |= {(busy, user) for user in students[1 : MEMBERS_OF_BUSY_CLUB // scale]}
    Membership.objects.bulk_create(Membership(club=club, user=user) for club, user in members)
    return {user for club, user in members if club == busy}


def make_applications(club, applicants):
    """Make a waiting application of each applicant to the club, with three answers."""
    questionnaire = Questionnaire.objects.create(club=club, number=1)
    questions = Question.objects.bulk_create(
        Question(questionnaire=questionnaire, text="왜 오고 싶나요?", position=n) for n in range(3)
    )
    store_applications(
        Application(club=club, applicant=user, questionnaire=questionnaire) for user in applicants
    )
    Answer.objects.bulk_create(
        Answer(application=application, question=question, text="사진이 좋아서요. " * 10)
        for application in club.applications.all()
        for question in questions
    )


def make_other_applications(clubs, students, scale):
    """Make the other applications, to all other clubs, half of them rejected."""
    store_applications(
        Application(
            club=clubs[n % len(clubs)],
            applicant=students[(n + n // len(clubs)) % len(students)],
            status=Application.Status.REJECTED if n % 2 else Application.Status.SUBMITTED,
        )
        for n in range((APPLICATIONS - APPLICATIONS_TO_BUSY_CLUB) // scale)
    )


def store_applications(applications):
    applications = list(applications)
    for n, application in enumerate(applications):
        application.submitted_at = timezone.now() - timedelta(hours=n % 500)
        application.message = "함께하고 싶어요. " * 5
    Application.objects.bulk_create(applications)
