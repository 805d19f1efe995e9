"""The pages on which the union sees who registers in a term, and decides."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Term
from clubs.bylaws.models import changed_lines
from clubs.directory.models import Club
from clubs.marks.totals import mark_total
from clubs.registration.board import Board, clubs_with_states
from clubs.registration.board_form import BoardForm
from clubs.registration.forms import AssignmentForm, DecisionForm
from clubs.registration.models.closing import (
    close_term,
    filing_is_over,
    take_over,
    unfiled_clubs,
)
from clubs.registration.models.registrations import Registration
from clubs.registration.models.rules import Rules
from clubs.registration.registration_sample import look_at_roster, shows_names
from clubs.registration.submission_numbers import number_rows
from clubs.registration.views.registration import submissions_of
from clubs.term.roster import rosters
from clubs.union.permissions import ensure_union
from kclub.errors import Refused
from kclub.shortcuts import render_page, see_other


@login_required
@require_safe
def registrations(request, code):
    """List all open clubs with their registrations in a term, filtered by a BoardForm.

    htmx gets the list and its counts again when a member confirms or a club files.
    """
    ensure_union(request.user)
    term, rules = Rules.objects.of_term(code)
    form = BoardForm(request.GET)
    clubs = form.narrowed(clubs_with_states(term).by_name(), request.user)
    board, state = Board(term, rules, clubs, form.criteria["lacks"]), form.criteria["state"]
    page, rows = board.page(state, request.GET.get("page"))
    states = form.fields["state"].choices
    context = {
        "term": term,
        "form": form,
        "page": page,
        "rows": rows,
        "state": state,
        "states": [(value, label, board.counts.get(value, 0)) for value, label in states],
        "total": sum(board.counts.values()),
        "may_take_over": not form.is_narrowing and is_first_term(board),
    }
    return render_page(request, "clubs/registration/registrations.html#board", context)


def is_first_term(board):
    """Whether no club has a standing yet; the Board is of all clubs."""
    accepted = board.counts.get(Registration.State.ACCEPTED)
    return not accepted and not Club.objects.exclude(standing="").exists()


@login_required
def registration_review(request, code, slug):
    """Show what a club has filed, its numbers then and now, and the form to decide; POST decides."""
    ensure_union(request.user)
    found = Registration.objects.select_related(
        "club__president", "term", "decided_by", "assigned_to"
    )
    registration = get_object_or_404(found, term__code=code, club__slug=slug)
    form = DecisionForm(registration, request.POST or None)
    if form.is_valid():
        decide(request, registration, form)
        return see_other("registrations", code)
    submissions = list(submissions_of(registration))
    last = submissions[-1] if submissions else None
    roster = rosters(registration.term, [registration.club])[registration.club_id]
    context = {
        "registration": registration,
        "club": registration.club,
        "term": registration.term,
        "offer": registration.club.offer if registration.is_editable else None,
        "submission": last,
        "consent": registration.consents.last_asked(),
        "roster": roster,
        "checks": registration.checks(),
        "marks_total": mark_total(registration.term, registration.club),
        "compared": compare(submissions[-2:], roster) if len(submissions) > 1 else None,
        "form": form,
        "assignment": AssignmentForm(registration),
        "may_decide": may_decide(registration, request.user),
        "is_interested": registration.club.is_run_by(request.user),
        "may_look": not registration.club.is_run_by(request.user),
        "shows_names": shows_names(registration.term),
    }
    status = 422 if form.errors else 200
    template = "clubs/registration/registration_review.html"
    return render_page(request, template, context, status=status)


@login_required
@require_POST
def registration_assign(request, code, slug):
    """Let one of the union take care of the registration, or nobody."""
    ensure_union(request.user)
    found = Registration.objects.select_related("club", "term", "assigned_to")
    registration = get_object_or_404(found, term__code=code, club__slug=slug)
    form = AssignmentForm(registration, request.POST)
    if not form.is_valid():
        raise Refused(_("지금은 고를 수 없는 사람이에요."))
    registration.assign(request.user, form.cleaned_data["assigned_to"])
    messages.success(request, _("저장했어요."))
    return see_other("registration-review", code, slug)


@login_required
@require_POST
def registration_sample(request, code, slug):
    """Show three of the members who count, or all where they were told so; the club's log says it."""
    ensure_union(request.user)
    found = Registration.objects.select_related("club", "term")
    registration = get_object_or_404(found, term__code=code, club__slug=slug)
    context = {
        "registration": registration,
        "enrolments": look_at_roster(registration, request.user),
        "shows_names": shows_names(registration.term),
    }
    return render_page(request, "clubs/registration/registration_sample.html", context)


@login_required
def registrations_close(request, code):
    """Show which clubs have filed nothing; POST lets them rest, once nobody can file any more."""
    ensure_union(request.user)
    term = get_object_or_404(Term, code=code)
    if request.method == "POST":
        count = len(close_term(term, request.user))
        sentence = ngettext("동아리 %(n)s곳이 쉬어요.", "동아리 %(n)s곳이 쉬어요.", count)
        messages.success(request, sentence % {"n": count})
        return see_other("registrations", code)
    context = {"term": term, "clubs": unfiled_clubs(term), "is_over": filing_is_over(term)}
    return render_page(request, "clubs/registration/registrations_close.html", context)


@login_required
@require_POST
def registrations_take_over(request, code):
    """Register all active clubs that have no standing yet; for the first term of a school."""
    ensure_union(request.user)
    count = len(take_over(get_object_or_404(Term, code=code), request.user))
    sentence = ngettext(
        "동아리 %(n)s곳을 정동아리로 등록했어요.", "동아리 %(n)s곳을 정동아리로 등록했어요.", count
    )
    messages.success(request, sentence % {"n": count})
    return see_other("registrations", code)


def decide(request, registration, form):
    """Call the verb that was chosen, and add a message for the next page."""
    match form.cleaned_data["verb"]:
        case "check":
            registration.mark_checked(request.user)
            messages.success(request, _("확인했어요. 대표자회의 안건에 있어요."))
        case "accept":
            registration.accept(request.user)
            messages.success(request, _("등록했어요. 회장에게 알렸어요."))
        case "return":
            registration.send_back(request.user, form.remarks)
            messages.success(request, _("돌려보냈어요. 회장에게 알렸어요."))
        case "refuse":
            registration.refuse(request.user, form.cleaned_data["reason"])
            messages.success(request, _("등록하지 않았어요. 회장에게 이유를 알렸어요."))


def may_decide(registration, user):
    """Whether the page offers the user to decide now."""
    return registration.is_waiting and not registration.club.is_run_by(user)


def compare(submissions, roster):
    """Return how two Submissions differ, with the numbers of today beside theirs."""
    before, after = submissions
    return {
        "before": before,
        "after": after,
        "numbers": number_rows(before, after, roster, after.registration.reports),
        "texts": differences(before, after),
    }


def differences(before, after):
    """Return the lines in which two Submissions differ, as [(heading, [(sign, line)])]."""
    field = Registration._meta.get_field
    texts = [
        (field(name).verbose_name, getattr(before, name), getattr(after, name))
        for name in Registration.TEXTS
    ]
    texts.append((_("회칙"), bylaws_of(before), bylaws_of(after)))
    found = [(heading, lines) for heading, *both in texts if (lines := changed_lines(*both))]
    papers = [
        {paper_line(each.paper) for each in submission.papers.all()}
        for submission in (before, after)
    ]
    lines = [("-", line) for line in sorted(papers[0] - papers[1])]
    lines += [("+", line) for line in sorted(papers[1] - papers[0])]
    return [*found, (_("서류"), lines)] if lines else found


def bylaws_of(submission):
    """Return the text of the bylaws that went with a Submission, or nothing."""
    return submission.bylaws.text if submission.bylaws else ""


def paper_line(paper):
    """Return what tells a Paper from another: its kind, its name, and the beginning of its digest."""
    return f"{paper.get_kind_display()}: {paper.name} ({paper.digest[:8]})"
