from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "kclub.live"
    label = "live"

    def ready(self):
        from kclub.live import session_signals
        from kclub.live.endpoints import django_eventstream as eventstream

        eventstream.install()
        session_signals.connect()
