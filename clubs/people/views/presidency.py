"""The page on which the presidency of a club is offered, accepted and claimed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clubs.directory.viewer_status import ViewerStatus
from clubs.directory.views import get_visible_club
from clubs.people.club.presidency import PRESIDENT_INACTIVE_AFTER
from clubs.people.forms import ClaimForm
from clubs.people.models.offers import OFFER_VALID_FOR
from clubs.people.views.members import MEMBERS_PER_PAGE
from kclub.errors import Gone, Refused
from kclub.shortcuts import parse_number, render_page, search_text, see_other


@login_required
def presidency(request, slug):
    """Show the president, the pending offer and the candidates; for members.

    POST offers the presidency to the member whose membership is `to`; for the president.
    """
    club = get_club_of(request, slug)
    if request.method == "POST":
        ensure_president(club, request.user)
        memberships = club.memberships.select_related("user")
        successor = get_object_or_404(memberships, pk=parse_number(request.POST.get("to"))).user
        club.offer_presidency(successor, by=request.user)
        messages.success(
            request, _("%(name)s님에게 회장을 맡아 달라고 물었어요.") % {"name": successor}
        )
        return see_other("clubs:presidency", slug)
    return show_presidency(request, club)


@login_required
@require_POST
def presidency_accept(request, slug):
    """Accept the offered presidency; for the member to whom it was offered."""
    club = get_club_of(request, slug)
    offer = club.offers.filter(successor=request.user).first()
    if offer is None and not club.is_presided_by(request.user):
        raise Gone(_("이 제안은 끝났어요."), next_step=(club.get_absolute_url(), _("동아리 보기")))
    if offer:
        offer.accept(request.user)
    messages.success(request, _("이제 %(club)s 회장이에요.") % {"club": club})
    return see_other("clubs:dashboard", slug)


@login_required
@require_POST
def presidency_decline(request, slug):
    """Decline the offered presidency; for the member to whom it was offered."""
    club = get_club_of(request, slug)
    for offer in club.offers.filter(successor=request.user):
        offer.decline(request.user)
    messages.success(request, _("회장 제안을 사양했어요."))
    return see_other(club)


@login_required
@require_POST
def presidency_take_back(request, slug):
    """Take back the offer; for the president."""
    club = get_club_of(request, slug)
    ensure_president(club, request.user)
    for offer in club.offers.all():
        offer.take_back(request.user)
    messages.success(request, _("제안을 취소했어요."))
    return see_other("clubs:presidency", slug)


@login_required
@require_POST
def claim(request, slug):
    """Claim the presidency of a club whose president does not act.

    Officers may; members may if no officer can.
    """
    club = get_club_of(request, slug)
    form = ClaimForm(request.POST)
    if not form.is_valid():
        return show_presidency(request, club, form)
    club.claim(request.user, **form.cleaned_data)
    messages.success(request, _("연합회에 물었어요. 결정되면 알려 드릴게요."))
    return see_other("clubs:presidency", slug)


@login_required
@require_POST
def claim_withdraw(request, slug):
    """Withdraw the viewer's claim."""
    club = get_club_of(request, slug)
    for claim in club.claims.undecided().filter(claimant=request.user):
        claim.withdraw()
    messages.success(request, _("신청을 취소했어요."))
    return see_other("clubs:presidency", slug)


def get_club_of(request, slug):
    """Return the club. Raises Refused unless the viewer is a member."""
    club = get_visible_club(request.user, slug)
    if not ViewerStatus(club, request.user).is_member:
        about = (club.get_absolute_url(), _("동아리 소개 보기"))
        raise Refused(_("부원만 볼 수 있어요."), next_step=about)
    return club


def ensure_president(club, user):
    """Raise Refused unless the user is the president."""
    if not club.is_presided_by(user):
        raise Refused(_("회장만 자리를 넘겨줄 수 있어요."))


def show_presidency(request, club, form=None):
    """Render the page; `form` is an invalid ClaimForm, or None."""
    user, presides = request.user, club.is_presided_by(request.user)
    query = search_text(request.GET)
    context = {
        "club": club,
        "offer": club.offer,
        "offer_days": OFFER_VALID_FOR.days,
        "inactive_days": PRESIDENT_INACTIVE_AFTER.days,
        "presides": presides,
        "query": query,
        "form": form or ClaimForm(),
        "my_claim": club.claims.undecided().filter(claimant=user).first(),
        "may_claim": may_claim(club, user),
    }
    if presides:
        context["candidates"] = find_candidates(club, user, query)
    status = 422 if form else 200
    return render_page(request, "clubs/people/presidency.html#candidates", context, status=status)


def find_candidates(club, user, query):
    """Return the memberships of verified members to whom `user`, the president, may offer it."""
    others = club.memberships.named(query).exclude(user=user).ranked()
    verified = others.filter(user__verified_at__isnull=False).select_related("user")
    candidates = list(verified[:MEMBERS_PER_PAGE])
    for membership in candidates:
        membership.club = club
    return candidates


def may_claim(club, user):
    """Whether the user may claim the presidency."""
    try:
        club.ensure_may_claim(user)
    except Refused:
        return False
    return True
