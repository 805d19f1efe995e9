"""Who is in a club with whom, for what accounts shows and tells only among them."""

from accounts.clubmates import clubmates
from clubs.directory.models import Club
from clubs.people.models.memberships import Membership


@clubmates.register(order=10)
def members_of_own_clubs(user):
    """Return the keys of the members of the open clubs of `user`; of none for the unverified."""
    own = Membership.objects.of(user).filter(club__in=Club.objects.open())
    return Membership.objects.filter(club__in=own.values("club")).values("user")
