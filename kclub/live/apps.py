from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "kclub.live"
    label = "live"

    def ready(self):
        from . import face, goodbye

        face.take_over()
        goodbye.listen()
