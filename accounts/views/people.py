"""The profile page of another person."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.profile_sections import person_actions, person_profile


@login_required
@require_safe
def person(request, username):
    """Show another person's profile: name and clubs, and what of the rest the viewer may see now."""
    person = get_person(request.user, username)
    shown = person.shown_fields(request.user)
    context = {
        "person": person,
        "bio": person.bio if "bio" in shown else "",
        "department": person.latest_department() if "department" in shown else None,
        "sections": person_profile.call(request.user, person),
        "actions": person_actions.call(request.user, person),
        "is_followed": request.user.is_following(person),
        "may_follow": request.user.may_follow(person),
        "is_blocked": request.user.has_blocked(person),
    }
    return render(request, "accounts/person.html", context)


def get_person(viewer, username):
    """Return the active user of that name, or 404.

    Raises Refused for an unverified viewer, unless the profile is their own.
    """
    person = get_object_or_404(User, username=username, is_active=True)
    if person != viewer:
        viewer.ensure_verified(_("학교 메일을 인증하면 다른 사람의 정보를 볼 수 있어요."))
    return person
