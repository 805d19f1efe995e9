"""The emblem and the name of the club beside notifications that lead to its pages."""

from accounts.notification_groups import groups_by_slug, notification_targets
from clubs.directory.models import Club


@notification_targets.register(order=10)
def add_clubs(groups):
    """Set the club and the place of the groups that lead to a page of a club."""
    by_slug = groups_by_slug(groups, "clubs")
    for club in Club.objects.filter(slug__in=by_slug) if by_slug else []:
        for group in by_slug[club.slug]:
            group.club, group.place = club, str(club)
