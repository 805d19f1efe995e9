"""The page on which a member confirms their clubs, and the roster for those who run one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts import verification_renewals
from accounts.login_limits import mail_limits
from accounts.models import Enrolment, Term, User
from clubs.directory.models import Club
from clubs.directory.views import get_club_run_by
from clubs.term.forms import EnrolmentForm
from clubs.term.models import Confirmation, Window, ensure_open_window
from clubs.term.roster import past_members, rosters
from kclub import rate_limits
from kclub.errors import Conflict, Refused
from kclub.files.csv_export import download
from kclub.shortcuts import render_page, see_other


@login_required
def my_term(request):
    """Show the user's department, status and clubs of this term; POST states the first two."""
    user, window = request.user, Window.objects.to_confirm()
    term = window.term if window else Term.objects.current()
    latest = user.enrolments.select_related("term").order_by("-term__starts_on").first()
    enrolment = latest if latest and latest.term == term else None
    initial = {"department": latest.department_id} if latest else {}
    fields = ("department_id", "status", "student_number")
    stated = enrolment and Enrolment(**{name: getattr(enrolment, name) for name in fields})
    asks_for_number = bool(window and window.asks_for_numbers)
    form = EnrolmentForm(
        request.POST or None, instance=stated, initial=initial, asks_for_number=asks_for_number
    )
    if form.is_valid():
        if term is None:
            raise Refused(_("지금은 학기 중이 아니에요."))
        given = form.cleaned_data.get("student_number")
        if given and given != (enrolment and enrolment.student_number):
            rate_limits.consume("student-number", user.pk)
        try:
            Enrolment.objects.declare(user, term, **form.cleaned_data)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        else:
            messages.success(request, _("저장했어요."))
            return see_other("my-term")
    given = user.confirmations.filter(club=OuterRef("pk"), term=term)
    clubs = list(Club.objects.open().of(user).by_name().annotate(is_confirmed=Exists(given)))
    unconfirmed = [club for club in clubs if not club.is_confirmed]
    left = window.clubs_left(user) if window else None
    context = {
        "window": window,
        "term": term,
        "enrolment": enrolment,
        "form": form,
        "clubs": clubs,
        "may_confirm_all": len(unconfirmed) > 1 and (left is None or left >= len(unconfirmed)),
        "left": left,
        "wants_renewal": window and window.wants_renewal_of(user),
    }
    status = 422 if form.errors else 200
    return render_page(request, "clubs/term/term.html", context, status=status)


@login_required
@require_POST
def my_term_confirm(request):
    """Confirm the club `club`, or all clubs of the user where none is named."""
    for club in _named_clubs(request):
        Confirmation.objects.confirm(club, request.user)
    messages.success(request, _("이번 학기에도 함께해요."))
    return see_other("my-term")


@login_required
@require_POST
def my_term_take_back(request):
    """Take back the confirmation of the club `club`."""
    club = get_object_or_404(Club.objects.of(request.user), slug=request.POST.get("club"))
    Confirmation.objects.take_back(club, request.user)
    messages.success(request, _("확인을 취소했어요."))
    return see_other("my-term")


@login_required
@require_POST
def my_term_renew(request):
    """Mail the user the link by which they renew their verification for this term."""
    window = ensure_open_window()
    request.user.ensure_verified(_("학교 메일을 인증하면 확인할 수 있어요."))
    rate_limits.attempt(*mail_limits(request, request.user.email))
    verification_renewals.mail_link(request.user, window.term)
    messages.success(request, _("학교 메일로 링크를 보냈어요."))
    return see_other("my-term")


@login_required
@require_safe
def roster(request, slug):
    """Show how many members have confirmed, and who has not; for the president and officers.

    Of departments it shows how many people are of each college, never whose.
    """
    club = get_club_run_by(request.user, slug)
    window = Window.objects.to_confirm()
    term = window.term if window else Term.objects.current()
    context = {"club": club, "term": term, "window": window}
    if term:
        confirmed = Confirmation.objects.filter(club=club, term=term, user__isnull=False)
        waiting = club.memberships.exclude(user__in=confirmed.values("user"))
        unrenewed = club.memberships.filter(user__in=confirmed.unrenewed().values("user"))
        unrenewed = list(unrenewed.ranked().select_related("user"))
        past = past_members(club).ranked().select_related("user")
        waiting = list(waiting.exclude(pk__in=past.values("pk")).ranked().select_related("user"))
        context |= {
            "roster": rosters(term, [club])[club.pk],
            "waiting": [each for each in waiting if each.user.is_verified],
            "unverified": unrenewed + [each for each in waiting if not each.user.is_verified],
            "past": list(past),
            "confirmations": list(
                confirmed.select_related("user").order_by("user__display_name_key")
            ),
            "was_asked": Confirmation.objects.was_asked(club),
        }
    return render_page(request, "clubs/term/roster.html#roster", context)


@login_required
@require_POST
def roster_csv(request, slug):
    """Export who has confirmed, as CSV; the audit log records it, and the members are told."""
    club = get_club_run_by(request.user, slug)
    rate_limits.consume("export", request.user.pk)
    window = Window.objects.to_confirm()
    term = window.term if window else Term.objects.current()
    given = Confirmation.objects.filter(club=club, term=term, user__isnull=False)
    given = given.select_related("user").order_by("user__display_name_key")
    rows = [[each.user, f"{timezone.localtime(each.at):%Y-%m-%d %H:%M}"] for each in given]
    people = User.objects.filter(confirmations__in=given.order_by())
    club.record_export(request.user, people, detail=f"roster.csv · {len(rows)}")
    filename = f"{club.slug}-roster-{timezone.localdate():%F}.csv"
    return download(filename, [[_("이름"), _("확인한 때")], *rows])


@login_required
@require_POST
def roster_ask(request, slug):
    """Notify the members who have not confirmed yet, once in three days; for its officers."""
    club = get_club_run_by(request.user, slug)
    number = Confirmation.objects.ask(club, request.user)
    told = ngettext("%(n)s명에게 알렸어요.", "%(n)s명에게 알렸어요.", number) % {"n": number}
    messages.success(request, told if number else _("지금은 알릴 사람이 없어요."))
    return see_other("clubs:roster", slug)


def _named_clubs(request):
    """Return the club the form names, or all of the user's; 404 if it is none of theirs."""
    clubs = Club.objects.open().of(request.user).order_by("pk")
    if slug := request.POST.get("club"):
        return [get_object_or_404(clubs, slug=slug)]
    return list(clubs)
