"""Addresses of a site that only streams."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import path

from kclub import live


def find(user, key):
    if key == "missing":
        raise Http404
    if key == "closed":
        raise PermissionDenied
    return f"board:{key}"


urlpatterns = [
    path("me/stream/", live.stream(lambda user: user.channel), name="me"),
    path("public/<str:key>/stream/", live.stream(find, anonymous=True), name="public"),
    path("not/stream/", lambda request: HttpResponse("a page")),
    path("<str:key>/stream/", live.stream(find), name="board"),
]
