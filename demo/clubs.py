"""Clubs, who belongs to them, who follows them, and who would like to come in."""

from datetime import timedelta

from django.utils.text import slugify

from accounts.models import Notification
from clubs.models import (
    Answer,
    Application,
    Category,
    Club,
    Draft,
    Follow,
    Membership,
    Question,
    Questionnaire,
    StatusChange,
)
from demo import data_files
from demo.history import at

TITLES = ["부회장", "총무", "홍보 담당", "기록 담당"]
HEARD = ["새벽세시", "벽타는 사람들", "극단 막간", "커피 볶는 집"]  # by who is new, at home
APPLIES = [Club.JoinMode.REQUEST, Club.JoinMode.APPLICATION]
RECEIPT = "ACDEFGHJKLMNPQRTUVWXYZ234679"  # as in clubs.recruiting.models.applications
STATES = {"필름로그": [9, 6, 5, 7, 8], "새벽세시": [15, 4, 6, 8, 9]}  # days since they applied
ADMITTED = "%(club)s에 가입됐어요. 첫인사를 남겨 보세요."


def make_clubs(campus):
    make_categories()
    entries = [entry for file in data_files.categories() for entry in with_category(file)]
    founders = campus.random.sample(campus.students[10:-20], len(entries))
    clubs = [make_club(campus, *pair) for pair in zip(entries, founders, strict=True)]
    campus.clubs = [club for club in clubs if club.is_open]
    make_members(campus)
    make_follows(campus)
    make_applications(campus)


def make_categories():
    for position, file in enumerate(data_files.categories(), 1):
        if "name" in file:
            named = {"name_en": file["name_en"], "slug": slugify(file["name_en"])}
            Category.objects.get_or_create(
                name=file["name"], defaults=named | {"position": position}
            )


def with_category(file):
    for entry in file["club"]:
        category = Category.objects.get(name=entry.get("category") or file["name"])
        yield entry | {"category": category}


def make_club(campus, entry, founder):
    emoji, hue, pattern = entry["look"].split()
    status = entry.get("status", "active")
    age = entry.get("waiting") or campus.random.randrange(400, 2500)
    given = {"category", "name", "summary", "tags", "place", "meets", "fee", "seats"}
    fields = {name: entry[name] for name in given & entry.keys()} | {
        "description": entry["about"].strip(),
        "emoji": emoji,
        "hue": int(hue),
        "pattern": pattern,
        "join_mode": entry["join"],
        "recruiting_from": day(campus, entry.get("from", -20 if "seats" in entry else None)),
        "recruiting_until": day(campus, entry.get("until")),
        "last_active_at": campus.ago(1, 20) if status != "dormant" else campus.ago(120),
    }
    president = campus.people["president"] if entry["name"] == "필름로그" else founder
    with at(campus.ago(age, 11)):
        club = Club.found(president, **fields)
    with at(campus.ago(age - 3, 15)):
        decide(club, status, campus.people["union"], entry.get("returned"))
    club.entry = entry
    return club


def decide(club, status, union, reason):
    """Let the union have decided about the club; whether one sleeps nobody decides."""
    if status == Club.Status.DRAFT:
        club.send_back(union, reason)
    elif status != Club.Status.SUBMITTED:
        club.approve(union)
    if status == Club.Status.DORMANT:
        club.status = status
        club.save(update_fields=["status"])


def day(campus, days):
    return None if days is None else (campus.midnight + timedelta(days=days)).date()


def make_members(campus):
    film = {name for name, _why in data_files.table("board.toml")["applications"]["film"]}
    joiners = campus.students[:-18]  # the last eighteen are still looking around
    for club in campus.clubs:
        expected = chosen(campus, club)
        away = film if club.name == "필름로그" else set()
        others = [
            user
            for user in joiners
            if user not in {club.president, *expected} and user.display_name not in away
        ]
        count = club.entry["people"] - 1 - len(expected)
        users = [club.president, *campus.random.sample(others, count)]
        place = 1 if away else 5  # the officers of 필름로그 are among those expected
        users[place:place] = expected
        campus.members[club] = [make_membership(campus, club, *at) for at in enumerate(users)]
    members = [membership for members in campus.members.values() for membership in members]
    # Thousands, and each with the application that led to it: their verbs would take minutes.
    Membership.objects.bulk_create(one for one in members if one.pk is None)
    Membership.objects.bulk_update((one for one in members if one.pk), ["joined_at"])


def chosen(campus, club):
    """Whom the demo expects in this club."""
    people = campus.people
    return {
        "필름로그": [people[key] for key in ["officer", "s002", "member", "s001", "s003"]],
        "알고리듬": [people[key] for key in ["member", "s004"]],
        "보드빌": [people[key] for key in ["member", "officer", "s001"]],
    }.get(club.name, [])


def make_membership(campus, club, place, user):
    is_film = club.name == "필름로그"
    officers = 3 if is_film else 2 + min(3, club.entry["people"] // 12)
    late = place > 8 and campus.random.random() < 0.25
    age = campus.random.randrange(2, 80) if late else campus.random.randrange(90, 390)
    joined = max(campus.ago(age, 14, place), user.joined_at + timedelta(hours=1))
    if user == club.president:  # whom founding it has made one
        membership = club.memberships.get()
    else:
        membership = Membership(club=club, user=user)
    membership.joined_at = joined
    if place < officers:
        membership.role = Membership.Role.OFFICER
        membership.title = ["", *TITLES][place]
    if is_film and user == campus.people["s002"]:
        membership.title = "암실 담당"
    return membership


def make_follows(campus):
    follows = [
        Follow(club=club, user=user)
        for user in campus.students
        for club in campus.random.sample(campus.clubs, campus.random.randrange(5))
    ]
    new = campus.people["student"]
    follows += [Follow(club=club, user=new) for club in campus.clubs if club.name in HEARD]
    Follow.objects.bulk_create(follows)


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


def make_questions(campus):
    """Each club's Questionnaires by number; the first had one question less."""
    versions = {}
    for club in campus.clubs:
        asked = club.entry.get("questions", [])
        if asked:
            opened = [campus.ago(200), campus.ago(40)]
            versions[club] = [
                Questionnaire(club=club, number=number, created_at=moment)
                for number, moment in enumerate(opened, 1)
            ]
    Questionnaire.objects.bulk_create(each for pair in versions.values() for each in pair)
    questions = []
    for club, pair in versions.items():
        asked = club.entry["questions"]
        keys = [f"{campus.random.getrandbits(32):08x}" for _question in asked]
        for version, length in zip(pair, [max(len(asked) - 1, 1), len(asked)], strict=True):
            version.asked = [
                question_of(version, place, keys[place], asked[place]) for place in range(length)
            ]
            questions += version.asked
    Question.objects.bulk_create(questions)
    return versions


def question_of(version, position, key, entry):
    question = Question(questionnaire=version, position=position, key=key, text=entry["text"])
    question.kind = Question.Kind.CHOICE if "choices" in entry else Question.Kind.LONG
    question.choices = entry.get("choices", "")
    question.entry = entry
    return question


def version_of(application, versions):
    """What was asked when it was sent."""
    pair = versions.get(application.club, [])
    asked = [each for each in pair if each.created_at < application.submitted_at]
    return asked[-1] if asked else None


def approved(campus, club, hopes):
    """The applications by which today's members came in."""
    for membership in campus.members[club][1:]:
        application = application_of(
            campus, club, membership.user, next(hopes), membership.joined_at
        )
        application.submitted_at -= timedelta(days=campus.random.randrange(1, 5), minutes=37)
        application.status = Application.Status.APPROVED
        application.decided_by, application.decided_at = club.president, membership.joined_at
        yield application


def others(campus, club, hopes, said):
    """Those who wait, were declined or thought better of it; none of them is a member."""
    known = {user.display_name: user for user in campus.students}
    film = said["film"] if club.name == "필름로그" else []
    waiting = [(known[name], why) for name, why in film]
    known_here = {membership.user for membership in campus.members[club]}
    known_here |= {user for user, _why in waiting}
    strangers = [user for user in campus.students if user not in known_here]
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
    """One who has waited too long, and one each to meet, to wait for a seat, to say yes, too late.

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
    """What was answered; answers are not kept 90 days after the decision."""
    if application.decided_at and application.decided_at < campus.ago(90):
        return
    for question in application.questionnaire.asked if application.questionnaire else []:
        text = campus.random.choice(question.entry.get("answers") or question.choice_list)
        yield Answer(application=application, question=question, text=text)


def status_changes(application):
    """Its timeline."""
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
    """The student has begun to write to 필름로그."""
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


def tell(moments):
    """Store (moment, Notification) pairs as if each had been made at its moment."""
    pairs = list(moments)
    made = Notification.objects.bulk_create(notification for _moment, notification in pairs)
    for (moment, _unsaved), notification in zip(pairs, made, strict=True):
        notification.created_at = moment
    Notification.objects.bulk_update(made, ["created_at"], batch_size=200)
