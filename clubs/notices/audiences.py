"""Audiences: whom a notice may be for, and who they are at this moment."""

from django.db import models
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from clubs.directory.models import Club
from clubs.people.models.memberships import Membership


class Audience(models.TextChoices):
    """Whom a notice is for, as its author chose; the first four are of a club."""

    EVERYONE = "everyone", _("전체")
    OFFICERS = "officers", pgettext_lazy("여럿", "운영진")
    MEMBERS = "members", _("운영진이 아닌 부원")
    CHOSEN = "chosen", _("골라 보냄")
    STUDENTS = "students", _("모든 학생")
    PRESIDENTS = "presidents", _("모든 회장")
    ALL_OFFICERS = "all-officers", _("모든 회장과 운영진")
    CATEGORY = "category", _("한 분야의 부원")


OF_CLUB = [Audience.EVERYONE, Audience.OFFICERS, Audience.MEMBERS, Audience.CHOSEN]


def reachable_users(author):
    """Users who can read a notice of `author`: verified, not suspended, and not the author."""
    return User.objects.verified().filter(is_active=True).exclude(pk=author.pk)


def audience_of_club(audience, author, club):
    """Users of one of the audiences in OF_CLUB; of CHOSEN, those who may be chosen."""
    memberships = Membership.objects.filter(club=club)
    if audience == Audience.OFFICERS:
        memberships = memberships.filter(role=Membership.Role.OFFICER)
    elif audience == Audience.MEMBERS:
        memberships = memberships.filter(role=Membership.Role.MEMBER)
    return reachable_users(author).filter(pk__in=memberships.values("user"))


def audience_of_union(audience, author, category=None):
    """Users of one of the other audiences; those of a category are members of its open clubs."""
    users, clubs = reachable_users(author), Club.objects.open()
    officers = Membership.objects.filter(club__in=clubs, role=Membership.Role.OFFICER)
    match audience:
        case Audience.PRESIDENTS:
            return users.filter(pk__in=clubs.values("president"))
        case Audience.ALL_OFFICERS:
            return users.filter(pk__in=officers.values("user"))
        case Audience.CATEGORY:
            members = Membership.objects.filter(club__in=clubs.filter(category=category))
            return users.filter(pk__in=members.values("user"))
    return users


def sizes_of_categories(author):
    """Return {key of a category: number of its audience}, by one query."""
    memberships = Membership.objects.filter(
        club__in=Club.objects.open(), user__in=reachable_users(author)
    )
    counted = memberships.order_by().values_list("club__category")
    return dict(counted.annotate(Count("user", distinct=True)))
