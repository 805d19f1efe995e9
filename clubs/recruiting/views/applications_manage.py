"""The officers' list of the applications to their club."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from clubs.directory.views import get_club_run_by
from clubs.recruiting.forms.application_filters import ApplicationFilterForm
from clubs.recruiting.models.answers import Answer
from clubs.recruiting.models.applications import Application
from clubs.recruiting.models.undo import UNDO_PERIOD
from kclub.shortcuts import parse_number, render_page, see_other, wants_partial

APPLICATIONS_PER_PAGE = 30


@login_required
@require_safe
def applications(request, slug):
    """List the applications to a club; for its officers. htmx gets only the rows that changed."""
    club = get_club_run_by(request.user, slug)
    form = ApplicationFilterForm(request.GET)
    context = list_context(club) | {"form": form}
    if wants_partial(request):
        context |= changed_rows(request, context["applications"], form)
        return render_page(request, "clubs/recruiting/applications.html#changes", context)
    paginator = Paginator(form.apply_to(context["applications"]), APPLICATIONS_PER_PAGE)
    if form.active_filter:  # counted already
        paginator.count = context["counts"][form.active_filter]
    context["page"] = paginator.get_page(request.GET.get("page"))
    context["all_picked"] = "all" in request.GET
    if "done" in request.GET:
        context["just_decided"] = just_decided(club, request.user)
    return render_page(request, "clubs/recruiting/applications.html", context)


def changed_rows(request, applications, form):
    """Return the rows that a page showing the rows `?shown=` has to update or add.

    `shown` is repeated, as in `12-submitted`: the pk of an application and the status the page
    shows. New applications come on top of the first page; decided ones stay in their place.
    """
    statuses = dict(filter(None, map(parse_row, request.GET.getlist("shown"))))
    rows = list(applications.filter(has_changed_from(statuses)))
    for row in rows:
        row.may_undo = row.may_be_undone_by(request.user)
    if not form.shows_new_applications or "page" in request.GET:
        return {"rows": rows}
    newer = form.apply_to(applications).filter(pk__gt=max(statuses, default=0))
    arrived = list(newer[:APPLICATIONS_PER_PAGE])
    return {"rows": rows + arrived, "arrived": len(arrived)}


def has_changed_from(statuses):
    """Return a condition: the application's status is not what `statuses`, {pk: status}, says."""
    changed = Q(pk=None)  # matches nothing
    for status in set(statuses.values()):
        pks = [pk for pk in statuses if statuses[pk] == status]
        changed |= Q(pk__in=pks) & ~Q(status=status)
    return changed


def parse_row(text):
    """Return (pk, status) of `12-submitted`, or None if `text` is malformed."""
    pk, _dash, status = text.partition("-")
    return (parse_number(pk), status) if parse_number(pk) is not None else None


def just_decided(club, user):
    """Return the applications whose decision the user made in the last minute and may undo."""
    since = timezone.now() - UNDO_PERIOD
    decided = club.applications.filter(decided_by=user, decided_at__gt=since)
    return decided.filter(status__in=Application.UNDOABLE).select_related("applicant")


def redirect_to_list(request, club):
    """Redirect to the list with its former filter, where the latest decisions can be undone."""
    form = ApplicationFilterForm(QueryDict(request.POST.get("back")))
    return see_other(f"{reverse('clubs:applications', args=[club.slug])}?{form.query}done=1")


def list_context(club):
    """Return the context of the list: the club, its applications and their counts by status."""
    return {
        "club": club,
        "applications": with_answers(club.applications),
        "counts": club.todo.application_counts,
    }


def with_answers(applications):
    """Return the applications with everything a row shows: applicant, decider and answers."""
    answers = Prefetch("answers", Answer.objects.select_related("question"))
    return applications.select_related("applicant", "decided_by").prefetch_related(answers)
