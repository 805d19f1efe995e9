"""The emblem of the club beside notifications that lead to one of its notices."""

from accounts.notification_groups import groups_by_argument, notification_targets
from clubs.notices.models import Notice


@notification_targets.register(order=15)
def add_clubs_of_notices(groups):
    """Set the club and the place of the groups that lead to a notice of a club."""
    by_pk = groups_by_argument(groups, "notices", "pk")
    of_clubs = Notice.objects.filter(pk__in=by_pk, club__isnull=False).select_related("club")
    for notice in of_clubs if by_pk else []:
        for group in by_pk[notice.pk]:
            group.club, group.place = notice.club, str(notice.club)
