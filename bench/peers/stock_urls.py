"""django-eventstream as it comes: addresses and views."""

import django_eventstream
from django.http import HttpResponse
from django.urls import path
from django_eventstream import views
from django_eventstream.channelmanager import DefaultChannelManager

from bench.peers.message_storage import save
from rooms.models import Room


class Members(DefaultChannelManager):
    def can_read_channel(self, user, channel):
        pk = channel.removeprefix("room-")
        return user is not None and Room.objects.occupied_by(user).filter(pk=pk).exists()


def say(request, pk):
    html = save(pk, request.user, request.body.decode())
    django_eventstream.send_event(f"room-{pk}", "", html, json_encode=False)
    return HttpResponse()


def stream(request, pk):
    return views.events(request, channels=[f"room-{pk}"])


urlpatterns = [
    path("healthz", lambda request: HttpResponse()),
    path("rooms/<int:pk>/say/", say),
    path("rooms/<int:pk>/stream/", stream),
]
