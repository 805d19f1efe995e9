"""Sessions: logging out, here and on other devices."""

from allauth.account.views import logout as allauth_logout
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.devices import in_words
from accounts.sessions import MAX_LOG_INS
from kclub.errors import NotFound
from kclub.shortcuts import see_other

CLEAR_SITE_DATA = '"cache", "storage"'  # no page, picture or draft stays on a shared computer


def log_out(request):
    """Show allauth's page that asks; POST logs out and clears what the browser keeps of the site."""
    response = allauth_logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = CLEAR_SITE_DATA
    return response


@login_required
@require_safe
def sessions(request):
    """List where the user is logged in, this device first."""
    log_ins = list(request.user.sessions.last_used_first())
    log_ins.sort(key=lambda each: each.pk != request.session.session_key)
    context = {"this_one": request.session.session_key, "log_ins": log_ins, "most": MAX_LOG_INS}
    return render(request, "accounts/sessions.html", context)


@login_required
@require_POST
def sessions_end(request):
    """Log the user out everywhere but here."""
    other_log_ins(request).delete()
    messages.success(request, _("다른 기기에서 모두 로그아웃했어요."))
    return see_other("accounts:sessions")


@login_required
@require_POST
def session_end(request, name):
    """Log the user out on one other device."""
    named = [each for each in other_log_ins(request) if each.name == name]
    if not named:
        raise NotFound(_("이미 로그아웃한 기기예요."))
    named[0].delete()
    device = in_words(named[0].device)
    messages.success(request, _("%(device)s: 로그아웃했어요.") % {"device": device})
    return see_other("accounts:sessions")


def other_log_ins(request):
    """Return the user's sessions but this one."""
    return request.user.sessions.exclude(pk=request.session.session_key)
