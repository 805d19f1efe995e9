"""The members of the clubs, and their followers."""

from datetime import timedelta

from clubs.models import Follow, Membership
from demo import data_files

TITLES = ["부회장", "총무", "홍보 담당", "기록 담당"]
# Of student@, who is in no club yet.
FOLLOWED_CLUBS = ["새벽세시", "벽타는 사람들", "극단 막간", "커피 볶는 집"]
NEWCOMERS = 18  # students, the last ones, who are in no club yet


def make_members(campus):
    for club in campus.clubs:
        users = enumerate(users_of(campus, club))
        campus.members[club] = [make_membership(campus, club, *pair) for pair in users]
    members = [membership for members in campus.members.values() for membership in members]
    founders = [membership for membership in members if membership.pk]
    # Thousands, and each with the application that led to it: their verbs would take minutes.
    Membership.objects.bulk_create(membership for membership in members if membership.pk is None)
    Membership.objects.bulk_update(founders, ["joined_at"])


def users_of(campus, club):
    """Return the users who are members of the club: its president, then officers, then others."""
    applicants = {name for name, _why in data_files.table("board.toml")["applications"]["film"]}
    excluded = applicants if club.name == "필름로그" else set()
    expected = known_members(campus, club)
    others = [
        user
        for user in campus.students[:-NEWCOMERS]
        if user not in {club.president, *expected} and user.display_name not in excluded
    ]
    count = club.entry["people"] - 1 - len(expected)
    users = [club.president, *campus.random.sample(others, count)]
    place = 1 if excluded else 5  # the officers of 필름로그 are among those expected
    users[place:place] = expected
    return users


def known_members(campus, club):
    """Return the people with an account of their own who are members of this club."""
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
    if user == club.president:  # a member since the club was founded
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
    follows += [Follow(club=club, user=new) for club in campus.clubs if club.name in FOLLOWED_CLUBS]
    Follow.objects.bulk_create(follows)
