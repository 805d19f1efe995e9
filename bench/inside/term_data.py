"""A term in which a thousand clubs register, and twenty thousand confirmations of their members."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Department, Enrolment, Term
from clubs.models import Confirmation, Membership, Registration, Rules, Window
from clubs.registration.models.rules import Kind

CLUBS_OF_STUDENT = 20
DEPARTMENTS_OF_COLLEGE, COLLEGES = 6, 8
RULES = {
    "min_members": 15, "min_colleges": 3, "min_departments": 0,
    "max_share": 50, "max_leave_share": 30,
}  # fmt: skip
TEXTS = {"purpose": "함께 찍고 걸어요", "plan": "- 매주 모임\n" * 10}


def fill_term(clubs, students):
    """Let each student confirm twenty of the clubs, of which three in four have filed. Return the Term."""
    today, now = timezone.localdate(), timezone.now()
    term = Term.objects.add("2026-2", today - timedelta(days=20), today + timedelta(days=90))
    kinds = (Window.Kind.CONFIRM, Window.Kind.FILE)
    moments = now - timedelta(days=1), now + timedelta(days=10)
    window, _filing = [Window.objects.set(term, kind, *moments) for kind in kinds]
    for kind in Kind:
        Rules.objects.set(term, kind, RULES, publish=True)
    enrol(term, students)
    chosen = [
        (clubs[(n + number * 49) % len(clubs)], user)
        for n, user in enumerate(students)
        for number in range(CLUBS_OF_STUDENT)
    ]
    members = (Membership(club=club, user=user) for club, user in chosen)
    Membership.objects.bulk_create(members, ignore_conflicts=True)
    Confirmation.objects.bulk_create(
        Confirmation(club=club, user=user, term=term, window=window, role_then="member")
        for club, user in set(chosen)
    )
    states = [*Registration.State][:4]
    Registration.objects.bulk_create(
        Registration(
            club=club, term=term, kind=Kind.NEW, state=states[n % 4], due_at=moments[1], **TEXTS
        )
        for n, club in enumerate(clubs)
        if n % 4
    )
    return term


def enrol(term, students):
    """State a department of each student, one in ten of whom is on leave."""
    Department.objects.bulk_create(
        Department(college=f"대학 {n % COLLEGES}", name=f"학과 {n}")
        for n in range(DEPARTMENTS_OF_COLLEGE * COLLEGES)
    )
    departments = list(Department.objects.all())
    Enrolment.objects.bulk_create(
        Enrolment(
            user=user,
            term=term,
            department=departments[n % len(departments)],
            status=Enrolment.Status.ATTENDING if n % 10 else Enrolment.Status.LEAVE,
        )
        for n, user in enumerate(students)
    )
