"""The officers' desk: applications as they come, and what becomes of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from clubs.audit_log.models import AuditLogEntry
from clubs.directory.views import get_club_run_by
from clubs.recruiting.forms.applications import ApplicationFilterForm, DecisionForm
from clubs.recruiting.models.answers import Answer
from clubs.recruiting.models.applications import Application
from clubs.recruiting.models.undo import UNDO_PERIOD
from kclub import rate_limits
from kclub.errors import Conflict, Refused
from kclub.files.csv_export import download
from kclub.shortcuts import parse_number, render_page, see_other, wants_partial

PAGE_APPLICATIONS = 30
AT_ONCE = 10  # applications approved in one go without asking again
NOTES = 5  # that were written before, to choose from
SAID = {  # of one, of many
    "approve": (
        gettext_noop("%(name)s님을 승인했어요."),
        gettext_noop("%(count)s명을 승인했어요."),
    ),
    "reject": (gettext_noop("%(name)s님을 거절했어요."), gettext_noop("%(count)s명을 거절했어요.")),
    "interview": (
        gettext_noop("%(name)s님을 면접에 불렀어요."),
        gettext_noop("%(count)s명을 면접에 불렀어요."),
    ),
    "waitlist": (
        gettext_noop("%(name)s님을 대기 명단에 올렸어요."),
        gettext_noop("%(count)s명을 대기 명단에 올렸어요."),
    ),
    "offer": (
        gettext_noop("%(name)s님에게 자리를 제안했어요."),
        gettext_noop("%(count)s명에게 자리를 제안했어요."),
    ),
    "undo": (
        gettext_noop("%(name)s님에 대한 결정을 되돌렸어요."),
        gettext_noop("%(count)s명에 대한 결정을 되돌렸어요."),
    ),
}


@login_required
@require_safe
def applications(request, slug):
    """The queue; for the president and officers. To htmx, what changed in the rows it shows."""
    club = get_club_run_by(request.user, slug)
    form = ApplicationFilterForm(request.GET)
    context = desk(club) | {"form": form}
    if wants_partial(request):
        context |= changes(request, context["applications"], form)
        return render_page(request, "clubs/recruiting/manage_applications.html#changes", context)
    listed = form.choose(context["applications"])
    paginator = Paginator(listed, PAGE_APPLICATIONS)
    if form.active_filter:  # its number is known
        paginator.count = context["counts"][form.active_filter]
    context["page"] = paginator.get_page(request.GET.get("page"))
    context["all_picked"] = "all" in request.GET
    if "done" in request.GET:
        context["just_decided"] = just_decided(club, request.user)
    return render_page(request, "clubs/recruiting/manage_applications.html", context)


def changes(request, applications, form):
    """What a page does not know yet that shows rows `shown`: `12-submitted`.

    New ones come on top of the first page; those that were decided stay in their place.
    """
    query = request.GET
    known = dict(filter(None, map(row_in, query.getlist("shown"))))
    moved = Q(pk=None)
    for status in set(known.values()):
        moved |= Q(pk__in=[pk for pk in known if known[pk] == status]) & ~Q(status=status)
    rows = list(applications.filter(moved))
    for row in rows:
        row.may_undo = row.may_be_undone_by(request.user)
    if not form.shows_new_applications or "page" in query:
        return {"rows": rows}
    newer = form.choose(applications).filter(pk__gt=max(known, default=0))
    arrived = list(newer[:PAGE_APPLICATIONS])
    return {"rows": rows + arrived, "arrived": len(arrived)}


def row_in(text):
    """(pk, status) of a row as the page names it, or None."""
    pk, _dash, status = text.partition("-")
    return (parse_number(pk), status) if parse_number(pk) is not None else None


def just_decided(club, user):
    """What the user has decided in the last minute and may take back."""
    since = timezone.now() - UNDO_PERIOD
    mine = club.applications.filter(decided_by=user, decided_at__gt=since)
    return mine.filter(status__in=Application.UNDOABLE).select_related("applicant")


@login_required
def application(request, slug, pk):
    """One application with all that was written; POST decides. For the president and officers."""
    club = get_club_run_by(request.user, slug)
    application = get_object_or_404(with_all(club.applications), pk=pk)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return decide(request, club, application, form)
    context = {
        "club": club,
        "application": application,
        "timeline": application.status_changes.select_related("by"),
        "form": form,
        "notes": notes(club),
        "may_undo": application.may_be_undone_by(request.user),
        "may_ban": club.may_exclude(request.user, application.applicant),
        "back": request.GET.get("back", ""),
    }
    status = 422 if form.errors else 200
    return render_page(request, "clubs/recruiting/manage_application.html", context, status=status)


def decide(request, club, application, form):
    """Do it and show the row; also when somebody was faster, which the row then says."""
    conflict = None
    try:
        form.decide(application, by=request.user)
    except Conflict as error:
        conflict = error
    if wants_partial(request):
        context = desk(club) | {"form": ApplicationFilterForm(QueryDict(request.POST.get("back")))}
        context |= {"row": application, "conflict": conflict}
        application.may_undo = application.may_be_undone_by(request.user)
        status = 409 if conflict else 200
        return render(
            request, "clubs/recruiting/manage_applications.html#decided", context, status=status
        )
    if conflict:
        raise conflict
    messages.success(request, said(form.cleaned_data["decision"], [application]))
    return to_queue(request, club)


@login_required
@require_POST
def applications_bulk(request, slug):
    """Decide the ticked applications alike.

    Whatever takes words, and more than ten, is shown once more before.
    """
    club = get_club_run_by(request.user, slug)
    form = DecisionForm(request.POST)
    picked = numbers(request.POST, "pick")[: DecisionForm.MOST]
    picked = club.applications.filter(pk__in=picked).select_related("applicant")
    if not picked:
        messages.error(request, _("먼저 지원서를 골라 주세요."))
        return to_queue(request, club)
    sure = "sure" in request.POST
    decision = request.POST.get("decision")
    quick = decision == "undo" or (decision == "approve" and len(picked) <= AT_ONCE)
    if not form.is_valid() or not (sure or quick):
        form = form if sure else DecisionForm(initial={"decision": decision})
        context = {"club": club, "picked": picked, "form": form, "notes": notes(club)}
        context["back"] = request.POST.get("back", "")
        status = 422 if form.errors else 200
        return render_page(request, "clubs/recruiting/confirm.html", context, status=status)
    decide_all(request, picked, form)
    return to_queue(request, club)


def decide_all(request, picked, form):
    """Decide each on its own, so that one conflict holds up no other, and say how it went."""
    decided, refusals = [], {}
    for application in picked:
        try:
            form.decide(application, by=request.user)
        except Refused as refusal:
            refusals.setdefault(str(refusal), []).append(application)
        else:
            decided.append(application)
    if decided:
        messages.success(request, said(form.cleaned_data["decision"], decided))
    for sentence, missed in refusals.items():
        names = ", ".join(str(application.applicant) for application in missed)
        messages.warning(request, f"{names}: {sentence}")


def said(decision, applications):
    of_one, of_many = SAID[decision]
    names = {"name": applications[0].applicant, "count": len(applications)}
    return _(of_one if len(applications) == 1 else of_many) % names


def to_queue(request, club):
    """Back to the queue as it was filtered, where what was just decided can be undone."""
    form = ApplicationFilterForm(QueryDict(request.POST.get("back")))
    return see_other(f"{reverse('clubs:applications', args=[club.slug])}?{form.query}done=1")


@login_required
@require_POST
def applications_csv(request, slug):
    """All that the queue's filter finds, as a spreadsheet; the club's log says who took it."""
    club = get_club_run_by(request.user, slug)
    rate_limits.consume("export", request.user.pk)
    form = ApplicationFilterForm(QueryDict(request.POST.get("back")))
    found = list(form.choose(with_all(club.applications)))
    detail = _("지원서 %(count)s건") % {"count": len(found)}
    club.record(AuditLogEntry.Action.EXPORTED, request.user, detail=detail)
    return download(f"{club.slug}-applications.csv", table(found))


def table(applications):
    """Head and rows: what is known of each, and a column for every question that was asked."""
    asked = {a.question.text: "" for each in applications for a in each.answers.all()}
    yield [_("접수 번호"), _("이름"), _("상태"), _("보낸 때"), _("하고 싶은 말"), *asked]
    for each in applications:
        sent = f"{timezone.localtime(each.submitted_at):%Y-%m-%d %H:%M}"
        answers = asked | {a.question.text: a.text for a in each.answers.all()}
        yield [
            each.receipt, each.applicant, each.get_status_display(), sent, each.message,
            *answers.values(),
        ]  # fmt: skip


def desk(club):
    """What each page of the queue shows: the club, its applications and their numbers."""
    return {
        "club": club,
        "applications": with_all(club.applications),
        "counts": club.todo.application_counts,
    }


def with_all(applications):
    answers = Prefetch("answers", Answer.objects.select_related("question"))
    return applications.select_related("applicant", "decided_by").prefetch_related(answers)


def notes(club):
    """What to say, ready to choose: what the club has said before, and two kind sentences."""
    said = club.applications.exclude(note="").order_by("-decided_at").values_list("note", flat=True)
    kind = [
        _("이번에는 함께하지 못해요. 다음 모집 때 다시 만나요."),
        _("자리가 다 차서 모두 모시지 못했어요."),
    ]
    return list(dict.fromkeys([*said[: 4 * NOTES], *kind]))[: NOTES + len(kind)]


def numbers(query, name):
    """The ids sent as `name`."""
    return [number for number in map(parse_number, query.getlist(name)) if number is not None]
