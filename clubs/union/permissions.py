"""The permission to use the pages of the student union, and to decide about a club."""

from django.utils.translation import gettext as _

from kclub.errors import Refused


def ensure_union(user):
    """Raise Refused unless `user` is a member of the union."""
    if not user.is_staff:
        raise Refused(_("동아리연합회만 볼 수 있는 곳이에요."))


def ensure_may_decide(user, club):
    """Raise Refused unless `user` is of the union and does not run the club."""
    if not user.is_staff:
        raise Refused(_("동아리연합회만 결정할 수 있어요."))
    if user.pk == club.president_id or club.is_run_by(user):
        raise Refused(_("내가 운영하는 동아리는 다른 사람이 결정해야 해요."))
