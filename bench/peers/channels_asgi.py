"""Channels with a Redis channel layer under Daphne: addresses, views, consumer, application."""

from django.core.asgi import get_asgi_application

pages = get_asgi_application()

from asgiref.sync import async_to_sync  # noqa: E402  (after Django is set up)
from channels.auth import AuthMiddlewareStack  # noqa: E402
from channels.db import database_sync_to_async  # noqa: E402
from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402
from channels.layers import get_channel_layer  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402

from bench.peers.message_storage import save  # noqa: E402
from rooms.models import Room  # noqa: E402


class Listener(AsyncWebsocketConsumer):
    async def connect(self):
        self.group = None
        pk = self.scope["url_route"]["kwargs"]["pk"]
        if not await self.may_listen(pk):
            await self.close()
            return
        self.group = f"room-{pk}"
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()

    @database_sync_to_async
    def may_listen(self, pk):
        user = self.scope["user"]
        return user.is_authenticated and Room.objects.occupied_by(user).filter(pk=pk).exists()

    async def disconnect(self, code):
        if self.group:
            await self.channel_layer.group_discard(self.group, self.channel_name)

    async def message(self, event):
        await self.send(text_data=event["html"])


def say(request, pk):
    html = save(pk, request.user, request.body.decode())
    async_to_sync(get_channel_layer().group_send)(f"room-{pk}", {"type": "message", "html": html})
    return HttpResponse()


urlpatterns = [
    path("healthz", lambda request: HttpResponse()),
    path("rooms/<int:pk>/say/", say),
]

application = ProtocolTypeRouter(
    {
        "http": pages,
        "websocket": AllowedHostsOriginValidator(
            AuthMiddlewareStack(URLRouter([path("rooms/<int:pk>/", Listener.as_asgi())]))
        ),
    }
)
