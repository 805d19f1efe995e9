"""Django's own handler, django-eventstream's own listeners."""

from django.core.asgi import get_asgi_application

application = get_asgi_application()

from django_eventstream import views  # noqa: E402

views.listener_manager = views.ListenerManager()
