"""Rows that answers are about, as they are kept: the kind of a row and its key."""

from typing import NamedTuple

from clubs.models import Application, Club, Dues, Event, FAQEntry, Post
from kclub.guide import GUIDE, Section

KINDS = {  # of each row that a topic finds: those that the user may see now
    Application: lambda user: Application.objects.of(user).select_related("club"),
    Club: lambda user: (
        Club.objects.visible_to(user).with_member_count().select_related("president")
    ),
    Dues: lambda user: Dues.objects.owed_by(user),
    Event: lambda user: Event.objects.visible_to(user).not_cancelled().select_related("club"),
    FAQEntry: lambda user: FAQEntry.objects.filter(
        club__in=Club.objects.visible_to(user)
    ).select_related("club"),
    Post: lambda user: (
        Post.objects.visible_to(user)
        .published()
        .exclude(author__in=user.blocks.values("blocked"))
        .select_related("club")
    ),
}
MODELS = {model.__name__: model for model in KINDS}
SECTIONS = {section.key: section for section in GUIDE}


class Found(NamedTuple):
    """What an answer shows of a row: its name, what is beside it, and where it is."""

    title: str
    note: str
    url: str


def kept(rows):
    """Return [(kind, key), …] of the rows, by which `read_again` finds them."""
    return [
        ("Section", row.key) if isinstance(row, Section) else (type(row).__name__, row.pk)
        for row in rows
    ]


def read_again(keys, user):
    """Return {(kind, key): row} of those of the rows that the user may see now; a query for each kind."""
    rows = {("Section", key): section for key, section in SECTIONS.items()}
    for name, model in MODELS.items():
        if pks := {pk for kind, pk in keys if kind == name}:
            rows |= {(name, row.pk): row for row in KINDS[model](user).filter(pk__in=pks)}
    return rows
