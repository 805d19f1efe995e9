"""How a user hears of what happens, and the links in mails by which one hears no more."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts import unsubscribing
from accounts.forms.notification_preferences import NotificationPreferencesForm
from accounts.views.push import push_context
from kclub.shortcuts import see_other
from kclub.views.preferences import set_preference


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notification_preferences(request):
    """Show and change how the user hears of what happens."""
    form = NotificationPreferencesForm(request.POST or None, instance=request.user)
    if form.is_valid():
        user = form.save()
        messages.success(request, _("알림 설정을 저장했어요."))
        response = see_other("accounts:notification-preferences")
        if user.locale:
            set_preference(response, settings.LANGUAGE_COOKIE_NAME, user.locale)
        return response
    status = 422 if form.errors else 200
    context = {"form": form} | push_context(request)
    return render(request, "accounts/notification_preferences.html", context, status=status)


@csrf_exempt  # the mail program of the reader posts, who need not be logged in; the token says who
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    """Stop mails of the groups that the link in a mail names. GET asks, POST does it (RFC 8058)."""
    user, groups = unsubscribing.load(token)
    stopped = request.method == "POST"
    if stopped:
        user.stop_mails(groups)
    context = {"labels": [group.label for group in groups], "stopped": stopped}
    return render(request, "accounts/unsubscribe.html", context)
