"""What students ask a club: the list with its form, the page of one inquiry, deleting, reporting."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clubs.directory.viewer_status import ViewerStatus
from clubs.directory.views import get_visible_club
from clubs.moderation.views.reports import report_form
from clubs.questions.forms import InquiryAnswerForm, InquiryDeleteForm, InquiryForm
from kclub import rate_limits
from kclub.errors import Gone, Refused
from kclub.shortcuts import render_page, see_other


@login_required
def inquiries(request, slug):
    """List what was asked that the viewer may read; POST asks. For verified students."""
    club = get_visible_club(request.user, slug)
    request.user.ensure_verified(_("학교 메일을 인증하면 동아리에 물어볼 수 있어요."))
    form = InquiryForm(request.POST or None)
    if form.is_valid():
        rate_limits.consume("inquiry", request.user.pk)
        inquiry = club.inquire(request.user, **form.cleaned_data)
        messages.success(request, _("물어봤어요. 답이 달리면 알려 드려요."))
        return see_other(inquiry)
    visible = club.inquiries.visible_to(request.user).published().for_list()
    page = Paginator(visible, settings.POSTS_PER_PAGE).get_page(request.GET.get("page"))
    for inquiry in page:
        inquiry.club = club
    context = {
        "club": club,
        "viewer_status": ViewerStatus(club, request.user),
        "page": page,
        "form": form,
        "refusal": refusal_to_inquire(club, request.user),
    }
    status = 422 if form.errors else 200
    return render_page(request, "clubs/questions/inquiries.html#form", context, status=status)


@login_required
@require_safe
def inquiry(request, slug, pk):
    """Show an inquiry and its answer; officers answer there."""
    inquiry = get_inquiry(request.user, slug, pk)
    return show_inquiry(request, inquiry, InquiryAnswerForm())


@login_required
def inquiry_delete(request, slug, pk):
    """Ask whether to delete an inquiry; POST deletes it. For its author, and officers, who say why."""
    inquiry = get_inquiry(request.user, slug, pk)
    if not inquiry.may_be_deleted_by(request.user):
        raise Refused(_("물어본 사람과 운영진만 지울 수 있어요."))
    is_own = inquiry.author_id == request.user.pk
    form = InquiryDeleteForm(request.POST or None)
    if request.method == "POST" and (is_own or form.is_valid()):
        inquiry.delete_by(request.user, "" if is_own else form.cleaned_data["reason"])
        messages.success(request, _("질문을 지웠어요."))
        return see_other("clubs:inquiries", slug)
    context = {"club": inquiry.club, "inquiry": inquiry, "form": form, "is_own": is_own}
    status = 422 if form.errors else 200
    return render(request, "clubs/questions/inquiry_delete.html", context, status=status)


@login_required
def inquiry_report(request, slug, pk):
    """Show the form to report an inquiry; for every verified student who may read it."""
    return report_form(request, get_inquiry(request.user, slug, pk))


def get_inquiry(user, slug, pk):
    """Return the inquiry with its answer; 404 unless `user` may read it.

    Raises Gone when it was deleted or hidden.
    """
    club = get_visible_club(user, slug)
    inquiry = get_object_or_404(club.inquiries.visible_to(user).for_list(), pk=pk)
    if not inquiry.is_published:
        hidden, deleted = (
            _("신고를 받고 가린 질문이에요."),
            _("물어본 사람이나 운영진이 지운 질문이에요."),
        )
        back = (reverse("clubs:inquiries", args=[slug]), _("묻고 답하기로 가기"))
        raise Gone(deleted if inquiry.deleted_at else hidden, next_step=back)
    inquiry.club = club
    return inquiry


def show_inquiry(request, inquiry, form):
    """Render the page of an inquiry; `form` is an InquiryAnswerForm."""
    context = {
        "club": inquiry.club,
        "viewer_status": ViewerStatus(inquiry.club, request.user),
        "inquiry": inquiry,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render_page(request, "clubs/questions/inquiry.html#answer_form", context, status=status)


def refusal_to_inquire(club, user):
    """Return the Refused that says why the user may ask the club nothing, or None if they may."""
    try:
        club.ensure_may_inquire(user)
    except Refused as refusal:
        return refusal
    return None
