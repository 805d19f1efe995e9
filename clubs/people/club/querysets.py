"""Querysets of clubs by their members and followers."""

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from accounts.models import is_student
from clubs.people.models.memberships import Follow, Membership


def has_member(user):
    """Return a condition for queries of clubs: the user is a member of the club."""
    return Exists(Membership.objects.of(user).filter(club=OuterRef("pk")))


class ClubPeopleQuerySet(models.QuerySet):
    """The part of ClubQuerySet about members and followers."""

    def of(self, user):
        """Clubs the user belongs to."""
        return self.filter(pk__in=Membership.objects.of(user).values("club"))

    def in_feed_of(self, user):
        """Clubs the user belongs to or follows."""
        follower = Follow.objects.filter(club=OuterRef("pk"), user=user)
        return self.filter(has_member(user) | Exists(follower))

    def run_by(self, user):
        """Clubs the user is president or an officer of."""
        if not is_student(user):
            return self.none()
        officer = Membership.objects.of(user).filter(
            club=OuterRef("pk"), role=Membership.Role.OFFICER
        )
        return self.filter(Q(president=user) | Exists(officer))

    def list_with_member_counts(self):
        """Return these clubs as a list, each with its `member_count`, by one more query.

        This is for pages of clubs in an expensive order: `with_member_count` would count the
        members of every club before the database knows which few are on the page.
        """
        clubs = list(self)
        members = Membership.objects.filter(club__in=clubs).order_by().values_list("club")
        counts = dict(members.annotate(Count("pk")))
        for club in clubs:
            club.member_count = counts.get(club.pk, 0)
        return clubs

    def with_member_count(self):
        """Clubs, each with its `member_count`."""
        members = Membership.objects.filter(club=OuterRef("pk")).order_by().values("club")
        return self.annotate(member_count=members.annotate(n=Count("pk")).values("n"))
