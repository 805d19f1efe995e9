"""The live page of a room, for browsers without JavaScript: a frame to read and one to write in."""

import secrets
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import StreamingHttpResponse
from django.middleware.csp import get_nonce
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from kclub import live
from kclub.errors import Refused, with_retry_after
from kclub.sent_forms import keep_form
from kclub.shortcuts import see_other
from rooms.directory.views.base import get_occupancy
from rooms.live_page.live_log import END_REASONS, write_live_log
from rooms.messages.forms import MessageForm
from rooms.messages.models.mentions import read_renamed_mentions_for_display
from rooms.messages.pagination import page_of_messages
from rooms.messages.views.base import blocked_by, own_reactions, refused_form
from rooms.messages.views.messages import consume_posting_limits, post_message

CSP_OF_FRAME = settings.SECURE_CSP | {"frame-ancestors": [CSP.SELF]}
CSP_OF_PAGE = settings.SECURE_CSP | {"frame-src": [CSP.SELF]}


def login_within_frame(view):
    """Decorate a view of a frame: without a session it says so there, with a link for the whole page.

    What was written stays in the frame, and waits for the log-in.
    """

    @wraps(view)
    def framed(request, slug):
        if request.user.is_authenticated:
            return view(request, slug)
        page = reverse("rooms:live-page", args=[slug])
        is_kept = keep_form(request, page, action=reverse("rooms:messages", args=[slug]))
        context = {"page": page, "is_kept": is_kept, "text": request.POST.get("text", "")}
        return render(request, "rooms/live_page/live_logged_out.html", context, status=401)

    return framed


@login_required
@require_safe
@csp_override(CSP_OF_PAGE)
def live_page(request, slug):
    """Show the room to a browser without scripts, in two frames."""
    room = get_occupancy(request.user, slug).room
    return render(request, "rooms/live_page/live_page.html", {"room": room})


@csp_override(CSP_OF_FRAME)
@xframe_options_sameorigin
@login_within_frame
def live_composer(request, slug):
    """Show the frame to write in. After a post it is empty; the other frame shows the message."""
    occupancy = get_occupancy(request.user, slug)
    form = MessageForm(request.POST or None, request.FILES or None)
    status, refusal = 422 if form.is_bound else 200, None
    try:
        if form.is_bound and post_from(form, occupancy, request.FILES):
            return see_other("rooms:live-composer", slug)
    except Refused as refused:
        form = refused_form(MessageForm(request.POST), refused)
        status, refusal = refused.status, refused
    nonce = form["nonce"].value() or secrets.token_urlsafe(9)
    context = {"room": occupancy.room, "form": form, "nonce": nonce}
    response = render(request, "rooms/live_page/live_composer.html", context, status=status)
    return with_retry_after(response, refusal)


def post_from(form, occupancy, files):
    """Post the message in the form, if that is valid. Return whether it is."""
    consume_posting_limits(occupancy, files)
    if form.is_valid():
        post_message(occupancy, **form.cleaned_data)
    return form.is_valid()


@require_safe
@csp_override(CSP_OF_FRAME)
@xframe_options_sameorigin
@login_within_frame
def live_log(request, slug):
    """Show the frame to read in: a page that is written for ten minutes.

    It needs no thread meanwhile, and the database only when a message changes. Under WSGI the page
    ends at once, since Django cannot go on writing.
    """
    principal = live.principal_of(request)  # before the check: a ban may come in between
    occupancy = get_occupancy(request.user, slug)
    room = occupancy.room
    page = page_of_messages(room.messages.for_display())
    read_renamed_mentions_for_display(page.messages)
    context = {
        "room": room,
        "page": page,
        "own_reactions": own_reactions(request.user, page.messages),
        "read_up_to": occupancy.read_up_to,
        "blocked": blocked_by(request.user),
    }
    if room.closed_at or not hasattr(request, "scope"):
        context["reason"] = "closed" if room.closed_at else "again"
        return render(request, "rooms/live_page/live_log.html", context)

    events = live.follow(principal, room.channel, room.last_change)
    return stream_live_log(request, events, context)


def stream_live_log(request, events, context):
    """Return the page that is written while the events come."""

    def part(name, **more):
        return render_to_string(f"rooms/live_page/live_log.html#{name}", context | more, request)

    log = write_live_log(
        part("head"),
        events,
        room=context["room"],
        ends={reason: part("end", reason=reason) + part("foot") for reason in END_REASONS},
        csp_nonce=get_nonce(request),
    )
    return StreamingHttpResponse(log, headers={"X-Accel-Buffering": "no"})
