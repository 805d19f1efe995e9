"""People: what a student may know of another."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.profile_sections import person_actions, person_profile


@login_required
@require_safe
def person(request, username):
    """Show somebody, as far as every student may know them: name, bio, clubs."""
    somebody = get_person(request.user, username)
    context = {
        "person": somebody,
        "sections": person_profile.call(request.user, somebody),
        "actions": person_actions.call(request.user, somebody),
        "is_blocked": request.user.has_blocked(somebody),
    }
    return render(request, "accounts/person.html", context)


def get_person(viewer, username):
    """The user of that name; 404 if there is none. Refused to the unverified, but themselves."""
    somebody = get_object_or_404(User, username=username, is_active=True)
    if somebody != viewer:
        viewer.ensure_verified(_("학교 메일을 인증하면 다른 사람의 정보를 볼 수 있어요."))
    return somebody
