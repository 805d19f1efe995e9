"""The registrations of the running term: rules, windows, and where each club stands."""

from io import BytesIO
from itertools import cycle

from django.core.files.base import ContentFile
from django.db.models import Q
from PIL import Image, ImageDraw

from accounts.models import Enrolment, Term
from accounts.models.enrolments import COUNTING
from clubs.models import Appeal, Club, Consent, Paper, Registration, Rules, Window
from clubs.registration.models.rules import Kind, PaperKind
from demo.activity_reports import LAST_TERM, PROMOTED
from demo.history import acting_at
from demo.terms import MIN_MEMBERS, OPENED
from kclub.files.documents import read_document

FILED_SINCE = 8  # days
FILING_CLOSES, LATE_CLOSES, AMEND_CLOSES = 3, 10, 14  # days from today
REGULAR = {
    "min_members": MIN_MEMBERS, "min_colleges": 3, "min_departments": 0,
    "max_share": 50, "max_leave_share": 30, "advisor": Rules.Advisor.WISHED,
    "allows_exceptions": True,
}  # fmt: skip
PROVISIONAL = REGULAR | {"min_members": 10, "min_colleges": 2}
PROMOTION = REGULAR | {"min_reports": len(LAST_TERM), "needs_resolution": True}
RULES = {
    Kind.NEW: PROVISIONAL, Kind.PROVISIONAL: PROVISIONAL,
    Kind.PROMOTION: PROMOTION, Kind.RENEWAL: REGULAR,
}  # fmt: skip
KIND_BY_STANDING = {"provisional": Kind.PROVISIONAL, "regular": Kind.RENEWAL}
PROVISIONAL_CATEGORIES = Q(category__name__in=["국제", "미디어"])
DRAFTS = ["필름로그", "보드빌"]  # written, and not filed yet
WAITING = "새벽세시"
ADVISORS = {  # of clubs: whom they have asked, at which address, and the answer
    "필름로그": ("윤서진", "사진학과 교수", "advisor", None),
    WAITING: ("정해인", "실용음악과 교수", "jung", Consent.State.AGREED),
    "보드빌": ("한도경", "산업공학과 교수", "han", Consent.State.DECLINED),
}
FROM_ONE_DEPARTMENT = "알고리듬"  # and filed with a reason
LARGEST_SHARE = 62  # of its members, in %
LATE = "찻잔 너머"  # in the last term
RESTING = "뮤지컬 반올림"  # since the last term; not registered, and it appeals
REMARKS = {
    "plan": "행사마다 날짜와 예산을 적어 주세요.",
    "changes": "모이는 곳이 바뀌었으면 여기에 적어 주세요.",
}
ENDINGS = ["accepted", "submitted", "returned", "accepted", "mended", "submitted"]
PURPOSE = "{summary}. 이 일을 좋아하는 사람들이 함께 모여요."
PLAN = "- 3월·9월: 새 부원 맞이\n- 매주 모임: {meets}\n- 학기 끝: 한 학기를 돌아보는 자리"


def make_registrations(campus):
    """Publish the rules of the term; half of the clubs have filed, some of these are decided."""
    term = Term.objects.current()
    clubs = Club.objects.filter(status=Club.Status.ACTIVE).order_by("pk")
    clubs.update(standing="regular")
    clubs.filter(PROVISIONAL_CATEGORIES).update(standing="provisional")
    with acting_at(campus.ago(OPENED, 9)):
        for kind, numbers in RULES.items():
            Rules.objects.set(term, kind, numbers, [PaperKind.BUDGET], publish=True)
    opened, closes = campus.ago(OPENED, 9), campus.ago(-FILING_CLOSES, 18)
    Window.objects.set(term, Window.Kind.FILE, opened, closes)
    Window.objects.set(term, Window.Kind.LATE, closes, campus.ago(-LATE_CLOSES, 18))
    Window.objects.set(term, Window.Kind.AMEND, closes, campus.ago(-AMEND_CLOSES, 18))
    Window.objects.set(term, Window.Kind.REPORT, opened, campus.ago(-LATE_CLOSES, 18))
    endings = cycle(ENDINGS)
    for n, club in enumerate(clubs):
        if club.name in DRAFTS:
            write(campus, club, term, 2)
        elif club.name != PROMOTED and (n % 3 < 2 or club.name == WAITING):
            ending = "submitted" if club.name == WAITING else next(endings)
            file(
                campus,
                write(campus, club, term, 2 + n % FILED_SINCE),
                ending,
                2 + n % FILED_SINCE,
            )
    make_last_term(campus, term)
    make_promotion(campus, term)
    make_exception(campus, term)
    make_appeal(campus, term)


def make_last_term(campus, term):
    """Decide about the term before: all clubs were registered but the one that rests since."""
    last = Term.objects.exclude(pk=term.pk).get()
    decided = {"decided_by": campus.people["union"], "decided_at": campus.ago(150, 17)}
    clubs = Club.objects.exclude(standing=Club.Standing.NONE)
    rows = [
        Registration(
            club=club,
            term=last,
            kind=KIND_BY_STANDING[club.standing],
            state=Registration.State.ACCEPTED,
            is_late=club.name == LATE,
            **decided,
        )
        for club in clubs
    ]
    resting = Club.objects.get(name=RESTING)
    missed = Registration.State.MISSED
    rows.append(Registration(club=resting, term=last, kind=Kind.RENEWAL, state=missed, **decided))
    Registration.objects.bulk_create(rows)


def make_promotion(campus, term):
    """Let a provisional club with the reports for it ask to be a regular one; the meeting decides."""
    club = Club.objects.get(name=PROMOTED)
    registration = write(campus, club, term, 4)
    registration.edit(club.president, kind=Kind.PROMOTION)
    with acting_at(campus.ago(4, 17)):
        registration.submit(club.president)
    with acting_at(campus.ago(3, 11)):
        registration.mark_checked(campus.people["union"])


def make_exception(campus, term):
    """Let a club file with a reason, because most of its members are of one department."""
    club = Club.objects.get(name=FROM_ONE_DEPARTMENT)
    gather_in_one_department(club, term)
    registration = write(campus, club, term, 3)
    with acting_at(campus.ago(3, 17)):
        reason = "학과 소모임에서 시작해서 아직 한 학과가 많아요. 이번 학기에 다른 학과를 찾아가요."
        registration.submit(club.president, reason)


def gather_in_one_department(club, term):
    """Change the departments of so many members who count that one has the LARGEST_SHARE of them."""
    confirmed = {"user__confirmations__club": club, "user__confirmations__term": term}
    found = Enrolment.objects.filter(term=term, status__in=COUNTING, **confirmed).order_by("pk")
    enrolments = list(found)
    department = enrolments[0].department_id
    film = Club.objects.get(name=DRAFTS[0])
    of_film = set(film.confirmations.values_list("user", flat=True))  # which stays as it is
    enrolments.sort(key=lambda each: (each.department_id != department, each.user_id in of_film))
    chosen = enrolments[: round(len(enrolments) * LARGEST_SHARE / 100)]
    Enrolment.objects.filter(pk__in=[each.pk for each in chosen]).update(department=department)


def make_appeal(campus, term):
    """Let a dormant club file, the union refuse, and the club appeal; the second person decides."""
    club = Club.objects.get(name=RESTING)
    club.set_standing(Club.Standing.REGULAR)
    registration = write(campus, club, term, 8)
    with acting_at(campus.ago(8, 17)):
        registration.submit(club.president, "쉬는 동안 부원이 줄었어요.")
    with acting_at(campus.ago(6, 11)):
        registration.refuse(campus.people["union"], "지난 학기에 활동이 없었어요.")
    with acting_at(campus.ago(5, 19)):
        text = "지난 학기에는 쉬었지만 12월 공연 날짜를 잡았어요. 연습 계획을 다시 봐 주세요."
        Appeal.objects.make(registration, club.president, text)


def write(campus, club, term, days):
    """Let the president write the registration so many days ago. Returns it."""
    with acting_at(campus.ago(days, 15)):
        registration = Registration.objects.begin(club, term)
        purpose = PURPOSE.format(summary=club.summary)
        plan = PLAN.format(meets=club.meets or "정하는 중")
        registration.edit(club.president, purpose=purpose, plan=plan)
        hand_in_budget(registration)
        if club.name in ADVISORS:
            ask_advisor(registration, *ADVISORS[club.name])
    return registration


def hand_in_budget(registration):
    """Let the president hand in a budget of one page."""
    page, content = Image.new("L", (595, 842), 255), BytesIO()
    ImageDraw.Draw(page).text((72, 72), f"{registration.term}\n\n100,000 + 200,000 = 300,000")
    page.save(content, "PDF")
    document = read_document(ContentFile(content.getvalue(), f"{registration.term} 예산안.pdf"))
    president = registration.club.president
    Paper.objects.hand_in(registration, president, PaperKind.BUDGET, document)


def ask_advisor(registration, name, title, mailbox, answer):
    """Let the president ask an advisor, who answers at once unless `answer` is None."""
    asked = {"name": name, "title": title, "email": f"{mailbox}@staff.saebom.example"}
    consent = Consent.objects.ask(registration, registration.club.president, **asked)
    if answer:
        consent.answer(answer)


def file(campus, registration, ending, days):
    """Let the president file it, where no rule is unmet, and the union decide as `ending` says."""
    if any(check.keeps_from_filing for check in registration.checks()):
        return
    union, president = campus.people["union"], registration.club.president
    with acting_at(campus.ago(days, 17)):
        registration.submit(president)
    with acting_at(campus.ago(days, 20)):
        if ending == "accepted":
            registration.accept(union)
        elif ending in ("returned", "mended"):
            registration.send_back(union, REMARKS)
    if ending == "mended":
        with acting_at(campus.ago(days - 1, 11)):
            plan = f"{registration.plan}\n- 5월·11월: 다른 학교와 함께하는 날"
            registration.edit(president, plan=plan)
            registration.submit(president)
