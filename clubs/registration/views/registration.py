"""The page on which a club registers for a term: what is missing, what it writes, and filing it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Term
from clubs.bylaws.models import Bylaws
from clubs.directory.views import get_club_run_by
from clubs.marks.totals import mark_total
from clubs.registration.forms import ExceptionForm, RegistrationForm
from clubs.registration.models.appeals import appeal_until
from clubs.registration.models.papers import Paper
from clubs.registration.models.registrations import Registration
from clubs.registration.models.rules import KINDS_BY_STANDING, PaperKind
from clubs.registration.models.submissions import Submission
from clubs.term.models import Window
from clubs.term.roster import counting_confirmations, rosters
from kclub.components.plots import DayPlot, by_day, summed
from kclub.errors import Refused
from kclub.shortcuts import render_page, see_other


@login_required
def registration(request, slug):
    """Show the registration of the club in this term; POST saves what is written of it.

    For the president and officers; htmx gets the checks when members confirm.
    """
    club = get_club_run_by(request.user, slug)
    term = term_to_register(club)
    if term is None and request.method == "POST":
        raise Refused(_("지금은 학기 중이 아니에요."))
    if term is None:
        return render_page(request, "clubs/registration/registration.html#checks", {"club": club})
    form = RegistrationForm(request.POST or None, instance=find_registration(club, term))
    if form.is_valid():
        registration = Registration.objects.begin(club, term)
        registration.edit(request.user, **form.cleaned_data)
        messages.success(request, _("저장했어요."))
        return see_other(registration)
    return show(request, club, term, form, ExceptionForm(instance=form.instance))


def show(request, club, term, form, exception_form):
    """Return the page of a registration with its two forms; what was refused of them is on it."""
    registration = find_registration(club, term)
    context = {
        "club": club,
        "term": term,
        "registration": registration,
        "form": form,
        "exception_form": exception_form,
        "rules": registration.rules,
        "checks": registration.checks(),
        "marks_total": mark_total(term, club),
        "roster": rosters(term, [club])[club.pk],
        "plot": confirmations_by_day(term, registration),
        "windows": term.windows.filter(kind__in=[Window.Kind.FILE, Window.Kind.LATE]),
        "consent": registration.consents.last_asked() if registration.pk else None,
        "kinds_with_papers": kinds_with_papers(registration),
        "to_carry_over": papers_to_carry_over(registration),
        "bylaws": Bylaws.objects.latest_of(club),
        "extension": registration.last_extension if registration.pk else None,
        "submissions": submissions_of(registration) if registration.pk else [],
        "appeal_until": appeal_until(registration) if registration.pk else None,
        "is_president": request.user.pk == club.president_id,
    }
    status = 422 if form.errors or exception_form.errors else 200
    template = "clubs/registration/registration.html#checks"
    return render_page(request, template, context, status=status)


def confirmations_by_day(term, registration):
    """Return the DayPlot of how many members count by each day, beside how many are asked for; or None."""
    given = counting_confirmations(term, [registration.club_id]).values_list("at", flat=True)
    moments, rules = list(given), registration.rules
    if not moments:
        return None
    last = max(min(timezone.localdate(), term.ends_on), timezone.localdate(max(moments)))
    numbers = summed(by_day(moments, timezone.localdate(min(moments)), last))
    return DayPlot(_("확인한 부원"), numbers, goal=rules and rules.min_members, is_sum=True)


@login_required
@require_POST
def registration_submit(request, slug):
    """File the registration; for the president, who reads on its page what it still lacks.

    Where the rules allow it, `exception` says why it lacks that.
    """
    club = get_club_run_by(request.user, slug)
    term = term_to_register(club)
    if term is None:
        raise Refused(_("지금은 학기 중이 아니에요."))
    registration = Registration.objects.begin(club, term)
    form = ExceptionForm(request.POST, instance=find_registration(club, term))
    if form.is_valid():
        try:
            submission = registration.submit(request.user, **form.cleaned_data)
        except Refused as refusal:
            if request.user.pk != club.president_id:
                raise
            messages.error(request, str(refusal))
            if form.cleaned_data["exception"]:  # which is kept on the page
                form.add_error(None, str(refusal))
        else:
            told = {"receipt": submission.receipt}
            messages.success(request, _("제출했어요. 접수 번호: %(receipt)s") % told)
    if form.errors:
        written = RegistrationForm(instance=find_registration(club, term))
        return show(request, club, term, written, form)
    return see_other(registration)


def term_to_register(club):
    """Return the Term in which the club can file now, or else the current one; or None."""
    filing = Window.objects.open().filter(kind__in=[Window.Kind.FILE, Window.Kind.LATE])
    if window := filing.select_related("term").first():
        return window.term
    extended = club.registrations.extended().select_related("term").first()
    return extended.term if extended else Term.objects.current()


def find_registration(club, term):
    """Return the club's Registration of the term, or an unsaved draft."""
    registration = Registration.objects.filter(club=club, term=term).first()
    kind = KINDS_BY_STANDING[club.standing][0]
    registration = registration or Registration(kind=kind)
    registration.club, registration.term = club, term
    return registration


def kinds_with_papers(registration):
    """Return [(PaperKind, Paper or None)] of what the rules ask for and what is there."""
    asked = registration.rules.papers if registration.rules else []
    papers = {}
    if registration.pk:
        found = registration.papers.current().select_related("registration__club")
        papers = {paper.kind: paper for paper in found}
    kinds = [kind for kind in PaperKind if kind in asked or kind in papers]
    return [(kind, papers.get(kind)) for kind in kinds]


def papers_to_carry_over(registration):
    """Return the papers of the term before that the page offers to hand in again."""
    return Paper.objects.to_carry_over(registration) if registration.is_editable else []


@login_required
@require_safe
def submission(request, slug, pk):
    """Show what the club has submitted as a sheet to be printed; for the president and officers."""
    club = get_club_run_by(request.user, slug)
    found = Submission.objects.filter(registration__club=club).select_related(
        "registration__term", "registration__club", "by", "rules", "bylaws"
    )
    context = {"club": club, "submission": get_object_or_404(found, pk=pk)}
    return render_page(request, "clubs/registration/submission.html", context)


def submissions_of(registration):
    """Return the Submissions with who filed them and their papers, the first first."""
    papers = "papers__paper__registration__club"
    found = registration.submissions.select_related("by", "rules", "bylaws__club")
    return found.prefetch_related(papers)
