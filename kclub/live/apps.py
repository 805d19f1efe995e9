from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "kclub.live"
    label = "live"

    def ready(self):
        from kclub.live import session_signals
        from kclub.live.endpoints import django_eventstream as eventstream
        from kclub.server import http_protocol  # noqa: F401  (its check)

        eventstream.take_over()
        session_signals.listen()
