"""Files of messages, and the page of all pictures and files of a room."""

from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from kclub.files.documents import download_response
from kclub.shortcuts import parse_number, render_page, wants_more
from rooms.directory.views.base import get_occupancy
from rooms.messages.models.files import File

MESSAGES_PER_PAGE = 30  # with up to four pictures and a file each


@require_safe
def file(request, slug, pk):
    """Send a file to people in the room now, as a download; no browser keeps it."""
    visible = File.objects.visible_to(request.user)
    file = get_object_or_404(visible, pk=pk, message__room__slug=slug)
    return download_response(file.content, file.name, file.kind)


@login_required
@require_safe
def files(request, slug):
    """Show the pictures and files of a room, the newest first; `before` the number of a message."""
    occupancy = get_occupancy(request.user, slug)
    before = parse_number(request.GET.get("before"))
    messages = messages_with_attachments(occupancy, before)
    shown, has_older = messages[:MESSAGES_PER_PAGE], len(messages) > MESSAGES_PER_PAGE
    context = {
        "room": occupancy.room,
        "months": months_of(shown),
        "older_than": shown[-1].number if has_older else None,
    }
    part = "months" if wants_more(request) else "files"
    return render_page(request, f"rooms/messages/files.html#{part}", context)


def messages_with_attachments(occupancy, before=None):
    """Return the newest messages with attachments, one more than a page has; none of the blocked."""
    messages = occupancy.room.messages.with_attachments().not_blocked_by(occupancy.user)
    if before:
        messages = messages.filter(number__lt=before)
    messages = messages.select_related("author", "file").prefetch_related("pictures")
    newest = list(messages.order_by("-number")[: MESSAGES_PER_PAGE + 1])
    for message in newest:
        message.room = occupancy.room
    return newest


def months_of(messages):
    """Return [(a moment of the month, its Pictures, its Files), …] of messages, in their order."""
    months = []
    for _month, group in groupby(messages, lambda message: local_month(message.created_at)):
        group = list(group)
        pictures = [picture for message in group for picture in message.attached_pictures]
        files = [message.file for message in group if message.has_file]
        months.append((group[0].created_at, pictures, files))
    return months


def local_month(moment):
    local = timezone.localtime(moment)
    return local.year, local.month
