from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, re_path
from django.views.static import serve

from kclub import live
from rooms.models import Room


def say(request, pk):
    """Say the body in the room. Answers the message's number."""
    message = Room.objects.get(pk=pk).post(request.user, request.body.decode())
    return HttpResponse(message.number)


def page(request, pk):
    return render(request, "page.html", {"room": Room.objects.get(pk=pk)})


def tell(request, pk):
    """Tell the room, and the user's other pages, the name of an event."""
    live.publish(f"room:{pk}", event=request.body.decode())
    live.publish(request.user.channel, event="notified")
    return HttpResponse()


def leave(request, pk):
    Room.objects.get(pk=pk).leave(request.user)
    return HttpResponse()


def sign_out(request):
    logout(request)
    return HttpResponse()


urlpatterns = [
    path("healthz", lambda request: HttpResponse()),
    re_path("^static/(?P<path>.*)$", serve, {"document_root": settings.STATICFILES_DIRS[0]}),
    path("rooms/<int:pk>/", page),
    path("rooms/<int:pk>/say/", say),
    path("rooms/<int:pk>/tell/", tell),
    path("rooms/<int:pk>/leave/", leave),
    path("sign-out/", sign_out),
    path("rooms/<int:pk>/stream/", live.stream(lambda user, pk: f"room:{pk}"), name="stream"),
    path("me/stream/", live.stream(lambda user: user.channel)),
]
