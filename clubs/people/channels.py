"""The channels of a club, one for its members and one for its officers."""

from django.contrib.auth import get_user_model
from django.db.models import F, Q

from clubs.directory.models import Club
from clubs.people.models.memberships import Membership
from kclub import live


def members_among(key, user_ids):
    """Return the ids among `user_ids` of verified members of club `key`."""
    verified = get_user_model().objects.verified().filter(pk__in=user_ids)
    members = Membership.objects.filter(club=key, user__in=verified)
    return set(members.values_list("user_id", flat=True))


def officers_among(key, user_ids):
    """Return the ids among `user_ids` of the verified officers and president of club `key`."""
    member_ids = members_among(key, user_ids)
    runs_club = Q(role=Membership.Role.OFFICER) | Q(club__president=F("user"))
    officers = Membership.objects.filter(runs_club, club=key, user__in=member_ids)
    return set(officers.values_list("user_id", flat=True))


@live.channel("club", members=members_among)
def may_listen(user, key):
    """Whether the user may listen to the members' channel of club `key`."""
    return user is not None and Membership.objects.of(user).filter(club=key).exists()


@live.channel("officers", members=officers_among)
def may_listen_as_officer(user, key):
    """Whether the user may listen to the officers' channel of club `key`."""
    return user is not None and Club.objects.filter(pk=key).run_by(user).exists()
