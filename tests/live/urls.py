import secrets
import time
from datetime import timedelta

from allauth.account import signals
from django.conf import settings
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path, re_path
from django.utils import timezone
from django.views.static import serve

from clubs.signals import member_left
from kclub import live
from rooms.models import Room
from tests import factories


def say(request, pk):
    """Say the body in the room. Answers the message's number."""
    message = Room.objects.get(pk=pk).post(request.user, request.body.decode())
    return HttpResponse(message.number)


def whisper(request, pk):
    """Say it, in a worker that is killed before it has told anybody."""
    with transaction.atomic():
        message = Room.objects.get(pk=pk).post(request.user, request.body.decode())
        transaction.get_connection().run_on_commit.clear()
    return HttpResponse(message.number)


def read(request, pk):
    """Mark the room as read up to the number in the body."""
    request.user.occupancies.get(room=pk).mark_read(int(request.body))
    return HttpResponse("read")


def page(request, pk):
    return render(request, "page.html", {"room": Room.objects.get(pk=pk)})


def tell(request, pk):
    """Tell the room, and the user's other pages, the name of an event."""
    live.publish(f"room:{pk}", event=request.body.decode())
    live.publish(request.user.channel, event="notified")
    return HttpResponse()


def lose(request, pk, how):
    """Let the user lose their right to listen, in one of many ways."""
    LOSSES[how](Room.objects.select_related("owner").get(pk=pk), request.user, request)
    return HttpResponse()


def somebody(**fields):
    """A user more; the factory begins to count anew in each worker."""
    name = secrets.token_hex(8)
    return factories.make_user(name, email=f"{name}@saebom.example", **fields)


def lose_club(room, user, request):
    club = factories.make_club(president=somebody(), opened=False)
    Room.objects.filter(pk=room.pk).update(club=club)
    member_left.send(sender=type(club), club=club, user=user)


def change_password(room, user, request):
    user.set_password("another one 2026")
    user.save()
    signals.password_changed.send(sender=None, request=request, user=user)


def lose_row(room, user, request):
    """As if by hand in the database: nobody is told."""
    room.occupancies.filter(user=user).delete()


LOSSES = {
    "leave": lambda room, user, request: room.leave(user),
    "kick": lambda room, user, request: room.kick(user, by=room.owner),
    "ban": lambda room, user, request: room.ban(user, by=room.owner),
    "club": lose_club,
    "address": lambda room, user, request: user.unverify(),
    "suspended": lambda room, user, request: user.suspend(
        somebody(is_staff=True), timezone.now() + timedelta(days=1), "test"
    ),
    "password": change_password,
    "session": lambda room, user, request: (
        request.session.get_model_class().objects.get(pk=request.session.session_key).delete()
    ),
    "sign-out": lambda room, user, request: logout(request),
    "row": lose_row,
}


def slowly(request):
    """Answer after so many seconds as the body says."""
    time.sleep(float(request.body))
    return HttpResponse("done")


urlpatterns = [
    path("healthz", lambda request: HttpResponse()),
    re_path("^static/(?P<path>.*)$", serve, {"document_root": settings.STATICFILES_DIRS[0]}),
    path("rooms/<int:pk>/", page),
    path("rooms/<int:pk>/say/", say),
    path("rooms/<int:pk>/whisper/", whisper),
    path("rooms/<int:pk>/read/", read),
    path("rooms/<int:pk>/tell/", tell),
    path("rooms/<int:pk>/lose/<how>/", lose),
    path("slowly/", slowly),
    path("rooms/<int:pk>/stream/", live.stream(lambda user, pk: f"room:{pk}"), name="stream"),
    path("me/stream/", live.stream(lambda user: user.channel)),
    path("union/", include("clubs.union.urls")),  # which notifications lead to
]
