"""The view that serves the pictures people put up of themselves."""

from base64 import b64decode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from accounts.views.people import get_person
from kclub.files.images import image_response

CACHED = "private, max-age=600"  # seconds until a browser asks again whether it may be seen
EMPTY_GIF = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


@login_required
@require_safe
def avatar(request, username, name):
    """Serve a person's picture by the name of its file; an empty one to whom it is not shown.

    Names stand in rooms in the same bytes for everybody, so the page cannot know who may see it:
    under the empty picture are the letters of the name.
    """
    person = get_person(request.user, username)
    file = person.find_avatar(name)
    if file is None:
        raise Http404
    if "avatar" in person.shown_fields(request.user):
        return image_response(file, CACHED)
    return HttpResponse(EMPTY_GIF, "image/gif", headers={"Cache-Control": CACHED})
