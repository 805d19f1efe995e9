from django.apps import AppConfig


class ClubsConfig(AppConfig):
    name = "clubs"

    def ready(self):
        from clubs import receivers  # noqa: F401
        from clubs.people import channels  # noqa: F401
