"""Dues for tests."""

from django.utils import timezone

from clubs.models import Dues
from clubs.term.tests.terms import make_window


def set_dues(club, by=None, amount=20_000, note="카메라 수리에 써요", **more):
    """Let an officer set the dues of the running term, due today. Returns the Dues."""
    make_window()
    fields = {"amount": amount, "due_on": timezone.localdate(), "note": note} | more
    return Dues.objects.set(club, by or club.president, **fields)
