from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "kclub.live"
    label = "live"

    def ready(self):
        from kclub import door  # noqa: F401  (its check)

        from . import face, goodbye

        face.take_over()
        goodbye.listen()
