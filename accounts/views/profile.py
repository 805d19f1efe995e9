"""A user's own profile: the page that shows it and the form that edits it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.forms.profile import ProfileForm
from accounts.profile_sections import own_profile
from kclub import rate_limits
from kclub.shortcuts import see_other
from kclub.views.preferences import set_preference


@login_required
@require_safe
def profile(request):
    """Show the user's own profile, with the sections of other apps, and the settings."""
    context = {"sections": own_profile.call(request.user, request.user)}
    return render(request, "accounts/profile.html", context)


@login_required
def profile_edit(request):
    """Edit the user's picture, names, bio and language."""
    if request.FILES:
        rate_limits.consume("pictures", request.user.pk)
    form = ProfileForm(request.POST or None, request.FILES or None, instance=request.user)
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "accounts/profile_form.html", {"form": form}, status=status)
    user = form.save()
    messages.success(request, _("내 정보를 고쳤어요."))
    response = see_other("accounts:profile")
    if user.locale:
        set_preference(response, settings.LANGUAGE_COOKIE_NAME, user.locale)
    return response
