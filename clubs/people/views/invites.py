"""The pages on which officers make, show and revoke invites, and users accept them."""

import qrcode
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.encoding import uri_to_iri
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from qrcode.image.svg import SvgPathImage

from accounts.login_limits import network_of
from clubs.directory.viewer_status import ViewerStatus
from clubs.directory.views import get_club_run_by, get_visible_club
from clubs.people.forms import InviteCodeForm, InviteForm
from clubs.people.models.invites import Invite
from kclub import rate_limits
from kclub.shortcuts import render_page, see_other

RECENT_ENDED_INVITES = 20  # in the list, below those that can be used


@login_required
def invites(request, slug):
    """List the invites; POST makes one. For the president and officers."""
    club = get_club_run_by(request.user, slug)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        rate_limits.consume("invite", request.user.pk)
        days, max_uses = form.cleaned_data["days"], form.cleaned_data["most"]
        invite = club.invite(request.user, days=days, max_uses=max_uses)
        messages.success(request, _("초대 링크를 만들었어요."))
        return see_other("clubs:invite-poster", slug, invite.pk)
    return show_invites(request, club, form)


def show_invites(request, club, form):
    """Render the usable invites, the latest ended ones, and the form to make one."""
    invites = club.invites.select_related("by")
    usable = invites.usable()
    context = {
        "club": club,
        "form": form,
        "usable": [with_address(request, invite, club) for invite in usable],
        "ended": invites.exclude(pk__in=usable.values("pk"))[:RECENT_ENDED_INVITES],
    }
    status = 422 if form.errors else 200
    return render_page(request, "clubs/people/invites.html", context, status=status)


@login_required
@require_POST
def invite_revoke(request, slug, pk):
    """Revoke an invite; for the president and officers."""
    invite = get_invite(get_club_run_by(request.user, slug), pk)
    invite.revoke(request.user)
    messages.success(request, _("초대 링크를 없앴어요."))
    return see_other("clubs:invites", slug)


@login_required
@require_safe
def invite_poster(request, slug, pk):
    """Show an invite as a poster with its QR code; for the president and officers."""
    club = get_club_run_by(request.user, slug)
    invite = with_address(request, get_invite(club, pk), club)
    return render_page(request, "clubs/people/invite_poster.html", {"club": club, "invite": invite})


@login_required
@require_safe
def invite_qr(request, slug, pk):
    """Return the address of an invite as a QR code in SVG."""
    club = get_club_run_by(request.user, slug)
    invite = with_address(request, get_invite(club, pk), club)
    return HttpResponse(
        qrcode.make(invite.address, image_factory=SvgPathImage).to_string(),
        content_type="image/svg+xml",
        headers={
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


def invite(request, slug, token):
    """Show the club of an invite and a button to join it at once; POST joins."""
    club = get_visible_club(request.user, slug)
    invite = find_invite(request, [token], club=club)
    if invite is None:
        raise Http404
    invite.club = club
    if ViewerStatus(club, request.user).is_member:
        return see_other(club)
    invite.ensure_usable()
    if request.method == "POST":
        return accept_invite(request, invite)
    if request.user.is_authenticated:
        club.ensure_not_banned(request.user)
    response = render_page(request, "clubs/people/invite.html", {"club": club, "invite": invite})
    response["Referrer-Policy"] = "same-origin"  # whoever learns the address can join
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def invite_code(request):
    """Ask for the code of an invite and lead to it; for everybody."""
    form = InviteCodeForm(request.GET or None)
    if form.is_valid():
        if invite := find_invite(request, form.cleaned_data["code"]):
            return see_other(invite)
        form.add_error("code", _("이런 초대 코드는 없어요. 글자를 다시 확인해 주세요."))
    status = 422 if form.errors else 200
    return render_page(request, "clubs/people/invite_code.html", {"form": form}, status=status)


@require_safe
def invite_short(request, code):
    """Lead from the short address of an invite to the club it is for."""
    invite = find_invite(request, [code])
    if invite is None:
        raise Http404
    return see_other(invite)


def find_invite(request, codes, **criteria):
    """Return the Invite with one of the codes, or None. Raises RateLimited for somebody who guesses them."""
    attempt = rate_limits.attempt(("invite-code", network_of(request)))
    invites = Invite.objects.select_related("club", "by")
    invite = invites.filter(token__in=codes, **criteria).first()
    if invite:
        attempt.succeeded()
    return invite


def accept_invite(request, invite):
    """Make the viewer a member, or send them to log in, and redirect to the club."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    rate_limits.consume("apply", request.user.pk)
    invite.accept(request.user)
    messages.success(
        request, _("%(club)s 부원이 됐어요. 첫인사를 남겨 보세요.") % {"club": invite.club}
    )
    return see_other(invite.club)


def get_invite(club, pk):
    """Return the club's invite; 404 if there is none."""
    invite = get_object_or_404(club.invites.select_related("by"), pk=pk)
    invite.club = club
    return invite


def with_address(request, invite, club):
    """Return the invite with its absolute `address`, and as people read and type it: `readable_address`."""
    invite.club = club
    invite.address = request.build_absolute_uri(invite.short_url)
    invite.readable_address = uri_to_iri(invite.address).partition("://")[2].rstrip("/")
    return invite
