"""The page on which a member reads the dues, and those on which officers note who has paid."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Term, User
from clubs.directory.views import get_club_run_by, get_visible_club
from clubs.dues.forms import DuesForm
from clubs.dues.models.dues import Dues
from kclub import rate_limits
from kclub.errors import Refused
from kclub.files.csv_export import download
from kclub.shortcuts import render_page, see_other

MEMBERS_PER_PAGE = 50


@login_required
@require_safe
def dues(request, slug):
    """Show the dues of this term and of past ones, and whether one's own are noted as paid.

    For members.
    """
    club = get_visible_club(request.user, slug)
    membership = club.membership_of(request.user)
    if not membership:
        about = (club.get_absolute_url(), _("동아리 소개 보기"))
        raise Refused(_("회비는 부원만 볼 수 있어요."), next_step=about)
    found = Dues.objects.current(club)
    context = {
        "club": club,
        "dues": found,
        "has_paid": bool(found) and found.has_paid(request.user),
        "past_dues": Dues.objects.past(club).of_member(membership),
        "is_officer": club.is_run_by(request.user),
    }
    return render_page(request, "clubs/dues/dues.html", context)


@login_required
def dues_manage(request, slug):
    """List who has paid, or with `?unpaid=1` who has not; POST sets the dues. For officers.

    With `?term=` it is the list of a term that is over, which stays as it is.
    """
    club = get_club_run_by(request.user, slug)
    if code := request.GET.get("term"):
        past = get_object_or_404(Dues.objects.past(club), term__code=code)
        context = {"club": club, "dues": past, "is_over": True} | members_of(past, request.GET)
        return render_page(request, "clubs/dues/dues_manage.html", context)
    found = Dues.objects.current(club)
    form = DuesForm(request.POST or None, instance=Dues.objects.current(club))
    if form.is_valid():
        try:
            Dues.objects.set(club, request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("저장했어요."))
            return see_other("clubs:dues-manage", slug)
    context = {"club": club, "term": Term.objects.current(), "dues": found, "form": form}
    context["past_dues"] = Dues.objects.past(club)
    context |= members_of(found, request.GET) if found else {}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/dues/dues_manage.html", context, status=status)


def members_of(dues, query):
    """Return the context of the list of members, filtered by `?unpaid=1`."""
    memberships, only_unpaid = dues.memberships().select_related("user"), "unpaid" in query
    total = memberships.count()
    unpaid = memberships.filter(has_paid=False)
    return {
        "page": Paginator(unpaid if only_unpaid else memberships, MEMBERS_PER_PAGE).get_page(
            query.get("page")
        ),
        "only_unpaid": only_unpaid,
        "total": total,
        "unpaid_count": unpaid.count(),
    }


@login_required
@require_POST
def dues_mark(request, slug, pk):
    """Note that a member has paid (`paid=1`) or has not (`paid=0`); for officers."""
    club = get_club_run_by(request.user, slug)
    membership = get_object_or_404(club.memberships, pk=pk)
    get_dues(club).mark(membership, request.user, request.POST.get("paid") == "1")
    return see_other("clubs:dues-manage", slug)


@login_required
@require_POST
def dues_remind(request, slug):
    """Notify the members who have not paid, once in three days; for officers."""
    number = get_dues(get_club_run_by(request.user, slug)).remind(request.user)
    told = ngettext("%(n)s명에게 알렸어요.", "%(n)s명에게 알렸어요.", number) % {"n": number}
    messages.success(request, told if number else _("지금은 알릴 사람이 없어요."))
    return see_other("clubs:dues-manage", slug)


@login_required
@require_POST
def dues_csv(request, slug):
    """Export who has paid as CSV; the audit log records it, and the members are told."""
    club = get_club_run_by(request.user, slug)
    rate_limits.consume("export", request.user.pk)
    memberships = get_dues(club).memberships().select_related("user")
    rows = [[each.user, "O" if each.has_paid else ""] for each in memberships]
    members = User.objects.filter(memberships__club=club)
    club.record_export(request.user, members, detail=f"dues.csv · {len(rows)}")
    filename = f"{club.slug}-dues-{timezone.localdate():%F}.csv"
    return download(filename, [[_("이름"), _("냈음")], *rows])


def get_dues(club):
    """Return the Dues of the running term; raise Http404 where none are set."""
    found = Dues.objects.current(club)
    if found is None:
        raise Http404
    return found
