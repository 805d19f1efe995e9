"""Addresses of the stock peer."""

import django_eventstream
from django.db import transaction
from django.http import HttpResponse
from django.urls import path
from django_eventstream import views
from django_eventstream.channelmanager import DefaultChannelManager

from rooms.models import Message, Room


class Members(DefaultChannelManager):
    def can_read_channel(self, user, channel):
        pk = channel.removeprefix("room-")
        return user is not None and Room.objects.occupied_by(user).filter(pk=pk).exists()


def say(request, pk):
    """As the site's, but sent by django-eventstream."""
    with transaction.atomic():
        room = Room.objects.get(pk=pk)
        number = room.next_change()
        text = request.body.decode()
        message = Message(room=room, author=request.user, text=text, number=number, change=number)
        message.save()
        html = message.html()
        transaction.on_commit(
            lambda: django_eventstream.send_event(f"room-{pk}", "", html, json_encode=False)
        )
    return HttpResponse(number)


def stream(request, pk):
    return views.events(request, channels=[f"room-{pk}"])


urlpatterns = [
    path("healthz", lambda request: HttpResponse()),
    path("rooms/<int:pk>/say/", say),
    path("rooms/<int:pk>/stream/", stream),
]
