"""Members, president, bans and invites of a club, as verbs of Club."""

from django.db import models

from clubs.people.club.bans import ClubBans
from clubs.people.club.invites import ClubInvites
from clubs.people.club.members import ClubMembers
from clubs.people.club.notifying import ClubNotifying
from clubs.people.club.presidency import ClubPresidency


class ClubPeople(ClubPresidency, ClubMembers, ClubNotifying, ClubBans, ClubInvites, models.Model):
    """The part of Club that has members, a president, bans and invites, and notifies people."""

    class Meta:
        abstract = True
