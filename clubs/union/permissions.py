"""The permission to use the pages of the student union."""

from django.utils.translation import gettext as _

from kclub.errors import Refused


def ensure_union(user):
    """Raise Refused unless `user` is a member of the union."""
    if not user.is_staff:
        raise Refused(_("동아리연합회만 볼 수 있는 곳이에요."))
