"""The page behind the link that renews a verification."""

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import verification_renewals
from kclub.shortcuts import see_other, without_traces


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verification_renewal(request, token):
    """Show whom the link in the mail means; only POST renews, with a log-in or without."""
    if request.method == "POST":
        verification_renewals.renew(token)
        messages.success(request, _("이번 학기에도 학생으로 확인했어요."))
        return without_traces(see_other("my-term"))
    person, term = verification_renewals.load(token)
    context = {"person": person, "term": term}
    return without_traces(render(request, "accounts/verification_renewal.html", context))
