"""The pages on which officers hand in papers, and the view that sends them to officers and the union."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from clubs.directory.views import get_club_run_by
from clubs.registration.forms import PaperForm
from clubs.registration.models.papers import Paper
from clubs.registration.models.registrations import Registration
from clubs.registration.models.rules import PaperKind
from clubs.registration.views.registration import find_registration, term_to_register
from kclub import rate_limits
from kclub.errors import Refused
from kclub.files.document_kinds import Kind
from kclub.files.documents import download_response
from kclub.shortcuts import render_page, see_other


@login_required
def paper(request, slug, kind):
    """Show the form to hand in a paper of a kind; POST does it. For the president and officers."""
    club = get_club_run_by(request.user, slug)
    if kind not in PaperKind.values:
        raise Http404
    registration = registration_to_edit(club, request.user)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PaperForm(*sent)
    if form.is_valid():
        rate_limits.consume("files", request.user.pk)
        registration = Registration.objects.begin(club, registration.term)
        Paper.objects.hand_in(registration, request.user, kind, form.cleaned_data["file"])
        messages.success(request, _("서류를 올렸어요."))
        return see_other(registration)
    context = {"club": club, "registration": registration, "form": form}
    context["label"] = PaperKind(kind).label
    status = 422 if form.errors else 200
    return render_page(request, "clubs/registration/paper.html", context, status=status)


@login_required
@require_POST
def paper_remove(request, slug, pk):
    """Take a paper out of the registration; for the president and officers."""
    club = get_club_run_by(request.user, slug)
    papers = Paper.objects.select_related("registration__club", "registration__term")
    paper = get_object_or_404(papers, pk=pk, registration__club=club)
    paper.remove(request.user)
    messages.success(request, _("서류를 뺐어요."))
    return see_other(paper.registration)


@login_required
@require_POST
def papers_carry_over(request, slug):
    """Hand in the papers of the term before again; for the president and officers."""
    club = get_club_run_by(request.user, slug)
    registration = registration_to_edit(club, request.user)
    registration = Registration.objects.begin(club, registration.term)
    count = len(Paper.objects.carry_over(registration, request.user))
    sentence = ngettext("서류 %(n)s개를 가져왔어요.", "서류 %(n)s개를 가져왔어요.", count)
    messages.success(request, sentence % {"n": count})
    return see_other(registration)


@login_required
@require_safe
def paper_file(request, slug, pk):
    """Send a paper as a download, to officers of the club and the union; no browser keeps it."""
    papers = Paper.objects.visible_to(request.user)
    paper = get_object_or_404(papers, pk=pk, registration__club__slug=slug)
    return download_response(paper.content, paper.name, Kind.PDF)


def registration_to_edit(club, user):
    """Return the club's Registration of this term, or an unsaved draft. Raises Refused if it is filed."""
    term = term_to_register(club)
    if term is None:
        raise Refused(_("지금은 학기 중이 아니에요."))
    registration = find_registration(club, term)
    registration.ensure_may_be_edited_by(user)
    return registration
