"""The pages on which officers write the FAQ of their club."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clubs.directory.views import get_club_run_by
from clubs.questions.club import MAX_FAQ_ENTRIES
from clubs.questions.forms import FAQEntryForm
from kclub.errors import Conflict
from kclub.shortcuts import parse_number, render_page, see_other


@login_required
def faq_entries(request, slug):
    """List the FAQ; POST adds an entry. For officers.

    `?inquiry=` fills the form in with that inquiry and its answer.
    """
    club = get_club_run_by(request.user, slug)
    form = FAQEntryForm(request.POST or None, initial=words_of_inquiry(request, club))
    if form.is_valid():
        try:
            entry = club.add_faq_entry(request.user, **form.cleaned_data)
        except Conflict as conflict:
            form.add_error("question", str(conflict))
        else:
            messages.success(request, _("자주 묻는 질문에 넣었어요."))
            return see_other_entry(entry)
    entries = list(club.faq_entries.all())
    context = {
        "club": club,
        "entries": entries,
        "form": form,
        "is_full": len(entries) >= MAX_FAQ_ENTRIES,
    }
    status = 422 if form.errors else 200
    return render_page(request, "clubs/questions/faq_entries.html#form", context, status=status)


@login_required
def faq_entry(request, slug, pk):
    """Show the form to edit an entry of the FAQ; POST saves it. For officers."""
    entry = get_entry(request.user, slug, pk)
    question = entry.question  # as it is stored, whatever the form sets
    form = FAQEntryForm(request.POST or None, instance=entry)
    if form.is_valid():
        try:
            entry.edit(request.user, **form.cleaned_data)
        except Conflict as conflict:
            form.add_error("question", str(conflict))
        else:
            messages.success(request, _("저장했어요."))
            return see_other_entry(entry)
    context = {"club": entry.club, "entry": entry, "question": question, "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/questions/faq_entry.html#form", context, status=status)


@login_required
@require_POST
def faq_entry_move(request, slug, pk):
    """Move an entry of the FAQ up (`step=-1`) or down (`step=1`); for officers."""
    entry = get_entry(request.user, slug, pk)
    entry.move(request.user, -1 if request.POST.get("step") == "-1" else 1)
    return see_other_entry(entry)


@login_required
@require_POST
def faq_entry_delete(request, slug, pk):
    """Delete an entry of the FAQ; for officers."""
    get_entry(request.user, slug, pk).remove(request.user)
    messages.success(request, _("자주 묻는 질문에서 지웠어요."))
    return see_other("clubs:faq-entries", slug)


def get_entry(user, slug, pk):
    """Return an entry of the club's FAQ, which knows its club; 403 unless `user` is an officer."""
    club = get_club_run_by(user, slug)
    entry = get_object_or_404(club.faq_entries, pk=pk)
    entry.club = club
    return entry


def words_of_inquiry(request, club):
    """Return what the form begins with: the words of the answered inquiry `?inquiry=`, or {}."""
    answered = club.inquiries.published().filter(answer__isnull=False, answer__hidden_at=None)
    inquiry = answered.filter(pk=parse_number(request.GET.get("inquiry"))).first()
    if inquiry is None:
        return {}
    return {"question": " ".join(inquiry.text.split()), "answer": inquiry.answer.text}


def see_other_entry(entry):
    """Redirect to the entry in the list that officers see."""
    return see_other(f"{reverse('clubs:faq-entries', args=[entry.club.slug])}#faq{entry.pk}")
