"""The page on which a user chooses who sees what of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.forms.profile_visibility import ProfileVisibilityForm
from kclub.shortcuts import see_other


@login_required
def profile_visibility(request):
    """Choose to whom the user's picture, words and department are shown."""
    form = ProfileVisibilityForm(request.POST or None, instance=request.user.profile_visibility)
    if form.is_valid():
        request.user.choose_visibility(**form.cleaned_data)
        messages.success(request, _("이제 고른 사람만 볼 수 있어요."))
        return see_other("accounts:profile")
    status = 422 if form.errors else 200
    return render(request, "accounts/profile_visibility.html", {"form": form}, status=status)
