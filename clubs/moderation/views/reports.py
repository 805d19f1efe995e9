"""The form to report something, for the report views of all that can be reported."""

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _

from clubs.moderation.forms import ReportForm
from kclub import rate_limits
from kclub.shortcuts import see_other


def report_form(request, target):
    """Show the form to report `target`, a Reportable; POST reports it and redirects to it."""
    target.ensure_may_report(request.user)
    form = ReportForm(request.POST or None)
    if form.is_valid():
        rate_limits.consume("report", request.user.pk)
        target.report(request.user, **form.cleaned_data)
        messages.success(request, _("신고했어요. 살펴보고 알려 드릴게요."))
        return see_other(target)
    context = {"target": target, "form": form}
    return render(
        request, "clubs/moderation/report_form.html", context, status=422 if form.errors else 200
    )
