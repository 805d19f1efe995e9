"""The running term: departments, what students say of themselves, and which clubs they confirmed."""

from datetime import timedelta
from random import Random

from accounts.models import Department, Enrolment, Term
from accounts.models.enrolments import COUNTING
from clubs.events import terms
from clubs.models import Confirmation, Window
from demo import data_files

OPENED = 12  # days ago
CLOSES = 9  # days from today
Status = Enrolment.Status
STATUSES = {Status.ATTENDING: 84, Status.LEAVE: 12, Status.FINISHED: 4}  # and how many in a hundred
ENROLLED = 0.92  # of the students
UNCONFIRMED = ["필름로그", "알고리듬"]  # by member@
MIN_MEMBERS = 15  # of a regular club
ROLES = ["member", "officer", "president"]  # who have stated that they study


def make_terms(campus):
    """Open the window of the running term; most members have confirmed their clubs."""
    random = Random("이번 학기")  # noqa: S311  # its own: the rest of the campus stays as it is
    window = open_window(campus)
    enrolments = {row.user: row for row in enrolments_of(campus, random, window.term)}
    Enrolment.objects.bulk_create(enrolments.values())
    given = list(confirmations(campus, random, window, enrolments))
    Confirmation.objects.bulk_create(without_the_last_of_film(given, enrolments))


def without_the_last_of_film(given, enrolments):
    """Leave 필름로그 one confirmation short of the rules: that of member@."""
    film = [each for each in given if each.club.name == "필름로그"]
    counting = [each for each in film if enrolments[each.user].status in COUNTING]
    counting.sort(key=lambda each: each.user != each.club.president)
    kept = counting[: MIN_MEMBERS - 1]
    return [each for each in given if each not in film or each in kept]


def open_window(campus):
    """Make this term and the last one. Return the Window in which members confirm."""
    present = terms.Term.of(campus.midnight.date())
    _last, term = [
        Term.objects.add(
            f"{each}", each.starts_at.date(), (each.ends_at - timedelta(days=1)).date()
        )
        for each in (present.previous, present)
    ]
    return Window.objects.set(
        term, Window.Kind.CONFIRM, campus.ago(OPENED), campus.ago(-CLOSES, hour=18)
    )


def enrolments_of(campus, random, term):
    """Yield the Enrolment of those who have stated one."""
    colleges = data_files.table("departments.toml")
    Department.objects.add((college, name) for college, names in colleges.items() for name in names)
    departments = list(Department.objects.all())
    stated = {campus.people[key]: Status.ATTENDING for key in ROLES}
    for user in campus.students:
        if random.random() < ENROLLED:
            [stated[user]] = random.choices(list(STATUSES), STATUSES.values())
    for user, status in stated.items():
        yield Enrolment(
            user=user,
            term=term,
            department=random.choice(departments),
            status=status,
            declared_at=campus.ago(OPENED, random.randrange(9, 23), random.randrange(60)),
        )


def confirmations(campus, random, window, enrolments):
    """Yield what the enrolled members of each club have confirmed, in some clubs more of them."""
    for club in campus.clubs:
        in_office = {club.president, campus.people["officer"]}
        share = random.uniform(0.65, 0.98)
        for membership in campus.members[club]:
            user = membership.user
            days, minutes = random.randrange(1, OPENED), random.randrange(9 * 60, 23 * 60)
            confirms = random.random() < share or user in in_office
            if user == campus.people["member"]:
                confirms = club.name not in UNCONFIRMED
            if user in enrolments and confirms:
                yield Confirmation(
                    club=club,
                    user=user,
                    term=window.term,
                    window=window,
                    role_then=membership.role,
                    at=max(campus.ago(days, minute=minutes), membership.joined_at),
                )
