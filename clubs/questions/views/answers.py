"""How officers answer an inquiry, and how an answer is reported."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.utils.translation import gettext as _

from clubs.moderation.views.reports import report_form
from clubs.questions.forms import InquiryAnswerForm
from clubs.questions.views.inquiries import get_inquiry, show_inquiry
from kclub.shortcuts import render_page, see_other


@login_required
def answer(request, slug, pk):
    """Answer an inquiry (POST), for officers; a GET leads to its page, where the form is."""
    inquiry = get_inquiry(request.user, slug, pk)
    if request.method != "POST":
        return see_other(inquiry)
    inquiry.ensure_may_answer(request.user)
    form = InquiryAnswerForm(request.POST)
    if form.is_valid():
        inquiry.reply(request.user, **form.cleaned_data)
        messages.success(request, _("답했어요. 물어본 사람에게 알렸어요."))
        return see_other(inquiry)
    return show_inquiry(request, inquiry, form)


@login_required
def answer_edit(request, slug, pk):
    """Show the form to edit the answer; POST saves it. For officers."""
    inquiry = get_answered_inquiry(request.user, slug, pk)
    inquiry.ensure_may_answer(request.user)
    form = InquiryAnswerForm(request.POST or None, instance=inquiry.answer)
    if form.is_valid():
        inquiry.answer.edit(request.user, **form.cleaned_data)
        messages.success(request, _("답을 고쳤어요."))
        return see_other(inquiry)
    context = {"club": inquiry.club, "inquiry": inquiry, "form": form}
    status = 422 if form.errors else 200
    template = "clubs/questions/inquiry_answer_edit.html#form"
    return render_page(request, template, context, status=status)


@login_required
def answer_report(request, slug, pk):
    """Show the form to report an answer; for every verified student who may read it."""
    return report_form(request, get_answered_inquiry(request.user, slug, pk).answer)


def get_answered_inquiry(user, slug, pk):
    """Return the inquiry, as `get_inquiry` does; 404 unless it has an answer."""
    inquiry = get_inquiry(user, slug, pk)
    if not inquiry.is_answered:
        raise Http404
    return inquiry
