"""The live page of a room, for browsers without JavaScript: a page that is written as it happens."""

import asyncio
import re
import secrets
import time

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, StreamingHttpResponse
from django.middleware.csp import get_nonce
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from kclub import live
from kclub.errors import Refused
from kclub.shortcuts import see_other
from rooms.directory.views.base import get_occupancy, with_retry_after
from rooms.messages.forms import MessageForm
from rooms.messages.pagination import page_of_messages
from rooms.messages.views.base import blocked_by, refused_form
from rooms.messages.views.messages import hit_posting_limits, post_message

LASTS = 600  # seconds a page is written; a link goes on
FRAMED = settings.SECURE_CSP | {"frame-ancestors": [CSP.SELF]}
FRAMING = settings.SECURE_CSP | {"frame-src": [CSP.SELF]}
MARKS = re.compile(r"<!--([a-z-]+)-->")  # between the parts of live_log.html
CHANGED = re.compile(r'<hx-partial hx-target="#(m\d+)"[^>]*>(.*)</hx-partial>', re.DOTALL)


@login_required
@require_safe
@csp_override(FRAMING)
def live_page(request, slug):
    """The room for a browser without scripts: one frame in which it goes on, one to write in."""
    return render(
        request, "rooms/live_page/live_page.html", {"room": get_occupancy(request.user, slug).room}
    )


@login_required
@csp_override(FRAMED)
@xframe_options_sameorigin
def live_composer(request, slug):
    """The frame to write in. It comes back empty, and the other one shows what was said."""
    occupancy = get_occupancy(request.user, slug)
    form, status, refusal = MessageForm(request.POST or None, request.FILES or None), 200, None
    if form.is_bound:
        status = 422
        try:
            hit_posting_limits(occupancy, request.FILES)
            if form.is_valid():
                post_message(occupancy, **form.cleaned_data)
                return see_other("rooms:live-say", slug)
        except Refused as refused:
            form = refused_form(MessageForm(request.POST), refused)
            status, refusal = refused.status, refused
    nonce = form["nonce"].value() or secrets.token_urlsafe(9)
    context = {"room": occupancy.room, "form": form, "nonce": nonce}
    return with_retry_after(
        render(request, "rooms/live_page/live_composer.html", context, status=status), refusal
    )


@login_required
@require_safe
@csp_override(FRAMED)
@xframe_options_sameorigin
def live_log(request, slug):
    """The frame in which the room goes on: a page that is written for ten minutes.

    Meanwhile it needs no thread and no connection. Plain Django ends it at once.
    """
    viewer = live.principal_of(request)  # before they are asked about: a ban may come meanwhile
    occupancy = get_occupancy(request.user, slug)
    room = occupancy.room
    context = {
        "room": room,
        "page": page_of_messages(room.messages.for_display()),
        "read_up_to": occupancy.read_up_to,
        "blocked": blocked_by(request.user),
    }
    whole = render_to_string("rooms/live_page/live_log.html", context, request)
    head, _here, *ends, _end, foot = MARKS.split(whole)
    ends = dict(zip(ends[1::2], ends[2::2], strict=True))
    if room.closed_at:
        return HttpResponse(head + ends["closed"] + foot)
    if not hasattr(request, "scope"):
        return HttpResponse(head + ends["again"] + foot)
    happening = live.follow(viewer, room.channel, room.last_change)
    parts = write(head, happening, ends, foot, get_nonce(request))
    return StreamingHttpResponse(parts, headers={"X-Accel-Buffering": "no"})


async def write(head, happening, ends, foot, nonce):
    """The page bit by bit; `ends` are the words for why it is over."""
    yield head
    over, until = "again", time.monotonic() + LASTS
    try:
        while True:
            event, data = await asyncio.wait_for(anext(happening), until - time.monotonic())
            if event == "stream-end":
                over = data if data in ends else "over"
            elif not event:
                yield anew(data, nonce)
            elif event == "keep-alive":
                yield "\n"
    except (StopAsyncIteration, TimeoutError):
        yield ends[over] + foot
    finally:
        await happening.aclose()


def anew(html, nonce):
    """A message as it stands on a page that is written on: a changed one hides what it was."""
    changed = CHANGED.fullmatch(html.strip())
    if not changed:
        return html
    key, line = changed.groups()
    new = f"{key}-{secrets.token_hex(4)}"
    hide = f'[id="{key}"],[id^="{key}-"]{{display:none}}[id="{new}"]{{display:grid}}'
    return f'<style nonce="{nonce}">{hide}</style>' + line.replace(f'id="{key}"', f'id="{new}"', 1)
