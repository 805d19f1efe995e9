"""The pages on which officers write activity reports, and everybody sees the accepted ones."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clubs.bylaws.models import Bylaws
from clubs.directory.views import get_club_run_by, visible_clubs
from clubs.reports.forms import ActivityReportForm
from clubs.reports.models.activity_reports import ActivityReport
from clubs.reports.models.pictures import ActivityReportPicture
from clubs.term.models import Window
from kclub import rate_limits
from kclub.errors import Refused
from kclub.files.images import image_response
from kclub.shortcuts import render_page, see_other

REPORTS_PER_PAGE = 20
LATEST_SHOWN = 100  # reports to their officers
EVENTS_SHOWN = 5
OFFERED_FOR = timedelta(days=120)


@login_required
@require_safe
def activity_reports_manage(request, slug):
    """List the latest reports of the club, and the latest events that have none; for officers."""
    club = get_club_run_by(request.user, slug)
    context = {
        "club": club,
        "reports": club.activity_reports.select_related("term", "club")[:LATEST_SHOWN],
        "events": events_to_report(club)[:EVENTS_SHOWN],
        "round": open_round(),
    }
    return render_page(request, "clubs/reports/activity_reports_manage.html", context)


@login_required
def activity_report_new(request, slug):
    """Show the form of a report, filled from `?event=`; POST makes a draft. For officers."""
    club = get_club_run_by(request.user, slug)
    event = find_event(club, request.GET.get("event"))
    if event and (report := ActivityReport.objects.filter(event=event).first()):
        return see_other(report)
    count_pictures(request)
    form = ActivityReportForm(
        request.POST or None, request.FILES or None, initial=initial(event, club)
    )
    if form.is_valid():
        try:
            report = ActivityReport.objects.write(
                club, request.user, event=event, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("저장했어요."))
            return see_other(report)
    context = {"club": club, "form": form, "event": event}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/reports/activity_report.html", context, status=status)


@login_required
def activity_report(request, slug, pk):
    """Show a report of the club, with its form while it may be edited; POST saves. For officers."""
    club = get_club_run_by(request.user, slug)
    report = find_report(club, pk)
    count_pictures(request)
    form = ActivityReportForm(
        request.POST or None, request.FILES or None, instance=find_report(club, pk)
    )
    if form.is_valid():
        try:
            report.edit(request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("저장했어요."))
            return see_other(report)
    context = {"club": club, "report": report, "form": form, "event": report.event}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/reports/activity_report.html", context, status=status)


@login_required
@require_POST
def activity_report_submit(request, slug, pk):
    """File a report with the union; for officers, who read on its page what it still lacks."""
    report = find_report(get_club_run_by(request.user, slug), pk)
    try:
        report.submit(request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("제출했어요. 연합회에 알렸어요."))
    return see_other(report)


@require_safe
def activity_reports_of_club(request, slug):
    """Show everybody the accepted reports that the club shows: pictures and text, no names."""
    club = get_object_or_404(visible_clubs(request.user), slug=slug)
    reports = club.activity_reports.on_club_pages().prefetch_related("pictures__report__club")
    page = Paginator(reports, REPORTS_PER_PAGE).get_page(request.GET.get("page"))
    bylaws = Bylaws.objects.visible_to(request.user).latest_of(club)
    context = {"club": club, "page": page, "bylaws": bylaws}
    return render_page(request, "clubs/reports/activity_reports_of_club.html", context)


@require_safe
def activity_report_picture(request, slug, pk, size="file"):
    """Serve a picture, or its thumbnail if `size` says so; for everybody who may see its report."""
    reports = ActivityReport.objects.visible_to(request.user).filter(club__slug=slug)
    picture = get_object_or_404(ActivityReportPicture, pk=pk, report__in=reports)
    return image_response(getattr(picture, size), "private, no-store")


def find_report(club, pk):
    """Return the club's report; raise Http404 where there is none."""
    return get_object_or_404(club.activity_reports.select_related("club", "term", "event"), pk=pk)


def count_pictures(request):
    """Count a form that has pictures, before reading them. Raises RateLimited after too many."""
    if "pictures" in request.FILES:
        rate_limits.consume("pictures", request.user.pk)


def find_event(club, pk):
    """Return the club's event of this number, which is over; None without one."""
    if not pk:
        return None
    number = int(pk) if pk.isdecimal() and len(pk) < 16 else 0
    return get_object_or_404(club.events.past().not_cancelled(), pk=number)


def events_to_report(club):
    """Return the events that were over lately and have no report, the latest first."""
    events = club.events.past().not_cancelled().filter(activity_report=None)
    return events.filter(starts_at__gte=timezone.now() - OFFERED_FOR)


def open_round():
    """Return the Window in which reports are filed now, or None."""
    return Window.objects.open().filter(kind=Window.Kind.REPORT).select_related("term").first()


def initial(event, club):
    """Return what the form of a new report says: the event's facts, or the club's place."""
    if event is None:
        return {"place": club.place}
    facts = ("title", "starts_at", "ends_at", "place")
    return {name: getattr(event, name) for name in facts} | {"guests": event.guest_count}
