"""The pages on which students join a club or apply, and see their own application."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clubs.directory.models import Club
from clubs.directory.viewer_status import ViewerStatus
from clubs.directory.views import get_visible_club
from clubs.recruiting.forms.applications import ApplicationForm
from kclub import rate_limits
from kclub.errors import Conflict, Refused, with_retry_after
from kclub.shortcuts import render_page, see_other
from kclub.text.particles import particle


@login_required
def join(request, slug):
    """Show the form to join a club; for verified students.

    Members are redirected to the club, applicants to their undecided application. POST joins at
    once or submits an application, by the club's join mode. When recruiting has ended meanwhile,
    the texts are saved as a draft, and the form comes back with them.
    """
    club = get_visible_club(request.user, slug)
    viewer_status = ViewerStatus(club, request.user)
    if viewer_status.is_member:
        return see_other(club)
    if viewer_status.application:
        return see_other(viewer_status.application)
    if request.method != "POST":
        return show_draft(request, club)
    if club.join_mode == Club.JoinMode.OPEN:
        club.join(request.user)
        messages.success(
            request, _("%(club)s 부원이 됐어요. 첫인사를 남겨 보세요.") % {"club": club}
        )
        return see_other(club)
    return apply(request, club)


def show_draft(request, club):
    """Show the form with the saved draft, which can be read even after recruiting has ended."""
    draft = club.drafts.filter(user=request.user).first()
    context = {"draft": draft}
    try:
        club.ensure_may_apply(request.user)
    except Conflict as refusal:
        if draft is None:
            raise
        context["refusal"] = refusal
    return show_form(request, club, ApplicationForm(club, draft=draft), **context)


def apply(request, club):
    """Submit the form as an application; a refused one is saved as a draft."""
    form = ApplicationForm(club, request.POST)
    if not form.is_valid():
        return show_form(request, club, form, status=422)
    try:
        rate_limits.consume("apply", request.user.pk)
        application = club.apply(request.user, **form.application_fields)
    except Refused as refusal:
        club.save_draft(request.user, **form.draft_fields)
        form.add_error(None, _("%(refusal)s 쓴 내용은 보관했어요.") % {"refusal": refusal})
        return with_retry_after(show_form(request, club, form, status=refusal.status), refusal)
    messages.success(
        request,
        _("지원했어요. 접수 번호는 %(receipt)s%(예요)s.")
        % {"receipt": application.receipt, "예요": particle(application.receipt, "예요")},
    )
    return see_other(application)


def show_form(request, club, form, status=200, **context):
    """Render the form to apply."""
    context |= {"club": club, "form": form}
    return render_page(
        request, "clubs/recruiting/application_form.html#form", context, status=status
    )


@login_required
@require_safe
def application(request, slug, receipt):
    """Show an application with its texts, status and timeline; for its applicant."""
    context = {"application": get_own_application(request.user, slug, receipt)}
    return render_page(request, "clubs/recruiting/application.html#application", context)


@login_required
@require_POST
def application_accept(request, slug, receipt):
    """Accept the seat that was offered; for the applicant."""
    application = get_own_application(request.user, slug, receipt)
    application.accept()
    messages.success(
        request, _("%(club)s 부원이 됐어요. 첫인사를 남겨 보세요.") % {"club": application.club}
    )
    return see_other(application.club)


@login_required
def application_withdraw(request, slug):
    """Withdraw the undecided application; GET asks to confirm."""
    club = get_visible_club(request.user, slug)
    application = ViewerStatus(club, request.user).application
    if request.method != "POST":
        context = {"club": club, "application": application}
        return render_page(request, "clubs/recruiting/application_withdraw.html", context)
    if application:
        application.withdraw()
        messages.success(request, _("지원을 취소했어요."))
    return see_other(club)


def get_own_application(user, slug, receipt):
    """Return the application; 404 unless `user` is its applicant."""
    applications = user.applications.select_related("club").prefetch_related(
        "status_changes", "answers__question"
    )
    return get_object_or_404(applications, club__slug=slug, receipt=receipt)
