"""Clubs, founded by students and decided about by the union."""

from datetime import timedelta

from django.utils.text import slugify

from clubs.models import Category, Club
from demo import data_files
from demo.history import acting_at
from demo.looks import dress

COPIED_FIELDS = {
    "category", "name", "summary", "english_name", "english_summary",
    "tags", "place", "meets", "fee", "seats", "who_may_join", "semester", "links",
}  # fmt: skip


def make_clubs(campus):
    make_categories()
    entries = [entry for file in data_files.categories() for entry in with_category(file)]
    founders = campus.random.sample(campus.students[10:-20], len(entries))
    clubs = [make_club(campus, *pair) for pair in zip(entries, founders, strict=True)]
    campus.clubs = [club for club in clubs if club.is_open]


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
    """Found a club and let the union decide about it. Return the Club, with its `entry`."""
    status = entry.get("status", Club.Status.ACTIVE)
    age = entry.get("waiting") or campus.random.randrange(400, 2500)
    president = campus.people["president"] if entry["name"] == "필름로그" else founder
    with acting_at(campus.ago(age, 11)):
        club = Club.found(president, **fields_of(campus, entry, status))
        dress(club)
    with acting_at(campus.ago(age - 3, 15)):
        decide(club, status, campus.people["union"], entry.get("returned"))
    club.entry = entry
    return club


def fields_of(campus, entry, status):
    emoji, hue, pattern = entry["look"].split()
    return {name: entry[name] for name in COPIED_FIELDS & entry.keys()} | {
        "description": entry["about"].strip(),
        "emoji": emoji,
        "hue": int(hue),
        "pattern": pattern,
        "join_mode": entry["join"],
        "recruiting_from": day(campus, entry.get("from", -20 if "seats" in entry else None)),
        "recruiting_until": day(campus, entry.get("until")),
        "last_active_at": campus.ago(1, 20) if status != "dormant" else campus.ago(120),
    }


def decide(club, status, union, reason):
    """Let the union decide about the club. That one is dormant nobody decides."""
    if status == Club.Status.DRAFT:
        club.send_back(union, reason)
    elif status != Club.Status.SUBMITTED:
        club.approve(union)
    if status == Club.Status.DORMANT:
        club.status = status
        club.save(update_fields=["status"])


def day(campus, days):
    return None if days is None else (campus.midnight + timedelta(days=days)).date()
