"""Marks for tests."""

from clubs.models import Mark
from clubs.term.tests.terms import make_window
from tests.factories import make_staff

REASON = "대표자회의에 오지 않았어요"


def give_mark(club, kind="caution", by=None, reason=REASON, **more):
    """Let one of the union give the club a mark in the running term. Returns the Mark."""
    make_window()
    return Mark.objects.give(club, by or make_staff(), kind, reason, **more)
