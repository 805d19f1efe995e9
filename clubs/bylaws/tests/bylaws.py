"""Bylaws for tests."""

from clubs.models import Bylaws

TEXT = "## 목적\n사진을 찍어요.\n## 회비\n만 원이에요."


def write_bylaws(club, text=TEXT, **more):
    """Let the president write the bylaws; again the same. Returns the version in force."""
    return Bylaws.objects.write(club, club.president, text, **more)
