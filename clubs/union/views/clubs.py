"""The pages on which the union finds, suspends, archives and restores clubs."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clubs.directory.forms.clubs import ClubNameForm
from clubs.directory.models import Club
from clubs.union.forms.clubs import ClubKindForm, SupervisionForm
from clubs.union.permissions import ensure_union
from kclub.errors import Conflict
from kclub.shortcuts import render_page, search_text, see_other

CLUBS_PER_PAGE = 50
RECENT_ENTRIES = 20


@login_required
@require_safe
def clubs(request):
    """List all clubs, closed ones too; `?q=` searches them, `?status=` filters by status."""
    ensure_union(request.user)
    query, status = search_text(request.GET), request.GET.get("status")
    clubs = Club.objects.matching(query).select_related("category", "president").by_name()
    if status in Club.Status.values:
        clubs = clubs.filter(status=status)
    context = {
        "page": Paginator(clubs, CLUBS_PER_PAGE).get_page(request.GET.get("page")),
        "query": query,
        "status": status,
        "statuses": Club.Status.choices,
    }
    return render_page(request, "clubs/union/clubs.html#list", context)


@login_required
def club(request, slug):
    """Show a club with the form to suspend, archive or restore it; POST does so."""
    ensure_union(request.user)
    club = get_supervised_club(slug)
    form = SupervisionForm(request.POST or None, club=club)
    if form.is_valid():
        supervise(request, club, **form.cleaned_data)
        return see_other("union:club", slug)
    return show_club(request, club, form=form)


@login_required
@require_POST
def club_rename(request, slug):
    """Give a club another name."""
    ensure_union(request.user)
    club = get_supervised_club(slug)
    form = ClubNameForm(request.POST, instance=club)
    if form.is_valid():
        try:
            renamed = club.rename(request.user, form.cleaned_data["name"])
        except Conflict as conflict:  # somebody took the name since the form was validated
            form.add_error("name", str(conflict))
        else:
            if renamed:
                messages.success(request, _("이름을 바꿨어요. 회장에게 알렸어요."))
            else:
                messages.info(request, _("이미 그 이름이어서 바뀐 것이 없어요."))
            return see_other("union:club", slug)
    return show_club(request, get_supervised_club(slug), name_form=form)  # with its name as it was


@login_required
@require_POST
def club_classify(request, slug):
    """Change the category and the kind of a club."""
    ensure_union(request.user)
    form = ClubKindForm(request.POST, instance=get_supervised_club(slug))
    club = get_supervised_club(slug)  # as it was
    if form.is_valid():
        if club.classify(request.user, form.cleaned_data["category"], form.cleaned_data["kind"]):
            messages.success(request, _("분야와 종류를 바꿨어요."))
        else:
            messages.info(request, _("바뀐 것이 없어요."))
        return see_other("union:club", slug)
    return show_club(request, club, kind_form=form)


def get_supervised_club(slug):
    """Return a club of any status; 404 if there is none."""
    return get_object_or_404(Club.objects.select_related("president", "category"), slug=slug)


def show_club(request, club, form=None, name_form=None, kind_form=None):
    """Render a club with its latest log entries and the forms to supervise it, new where left out."""
    forms = {
        "form": form or SupervisionForm(club=club),
        "name_form": name_form or ClubNameForm(instance=club),
        "kind_form": kind_form or ClubKindForm(instance=club),
    }
    context = forms | {
        "club": club,
        "entries": club.audit_log_entries.select_related("by")[:RECENT_ENTRIES],
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render_page(request, "clubs/union/club.html", context, status=status)


def supervise(request, club, verb, reason):
    """Call the verb of `club` that was chosen, and add a message for the next page."""
    match verb:
        case "suspend":
            club.suspend(request.user, reason)
            messages.success(request, _("정지했어요. 회장에게 이유를 알렸어요."))
        case "archive":
            club.archive(request.user, reason)
            messages.success(request, _("보관했어요. 회장에게 이유를 알렸어요."))
        case "pause":
            club.pause(request.user)
            messages.success(request, _("쉬는 중으로 바꿨어요. 회장에게 알렸어요."))
        case "resume":
            club.resume(request.user)
            messages.success(request, _("활동 중으로 바꿨어요. 회장에게 알렸어요."))
        case "restore":
            club.restore(request.user)
            messages.success(request, _("다시 열었어요."))
