"""Closure: the page on which a user closes their account for good."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.forms.closure import ClosureForm
from accounts.views.sessions import CLEAR_SITE_DATA
from kclub import rate_limits
from kclub.shortcuts import see_other


@login_required
def closure(request):
    """Close the user's account; GET shows what that means and what has to be handed over first."""
    if request.method == "POST":
        rate_limits.consume("close-account", request.user.pk)
    form = ClosureForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        return close_account(request)
    context = {"form": form, "pending_handovers": request.user.pending_handovers()}
    status = 422 if form.errors else 200
    return render(request, "accounts/closure.html", context, status=status)


def close_account(request):
    """Close the account, log out and go to the front page; the browser forgets its data."""
    request.user.close_account()
    logout(request)
    messages.success(request, _("탈퇴했어요. 그동안 함께해 줘서 고마웠어요."))
    response = see_other("home")
    response["Clear-Site-Data"] = CLEAR_SITE_DATA
    return response
