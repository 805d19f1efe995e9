from django.contrib.auth import logout
from django.http import HttpResponse
from django.urls import path

from kclub import live
from rooms.models import Room


def say(request, pk):
    """Say the body in the room. Answers the message's number."""
    message = Room.objects.get(pk=pk).post(request.user, request.body.decode())
    return HttpResponse(message.number)


def leave(request, pk):
    Room.objects.get(pk=pk).leave(request.user)
    return HttpResponse()


def sign_out(request):
    logout(request)
    return HttpResponse()


urlpatterns = [
    path("healthz", lambda request: HttpResponse()),
    path("rooms/<int:pk>/say/", say),
    path("rooms/<int:pk>/leave/", leave),
    path("sign-out/", sign_out),
    path("rooms/<int:pk>/stream/", live.stream(lambda user, pk: f"room:{pk}")),
    path("me/stream/", live.stream(lambda user: user.channel)),
]
