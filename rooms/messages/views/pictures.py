"""Pictures of messages."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from kclub.files.images import image_response
from rooms.messages.models.pictures import Picture


@require_safe
def picture(request, slug, pk, size="file"):
    """Serve a picture, or its `thumbnail`, to people in the room now; no browser keeps it."""
    visible = Picture.objects.visible_to(request.user)
    picture = get_object_or_404(visible, pk=pk, message__room__slug=slug)
    return image_response(getattr(picture, size), "private, no-store")
