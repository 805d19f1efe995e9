from django.apps import AppConfig


class ClubsConfig(AppConfig):
    name = "clubs"

    def ready(self):
        from clubs import receivers  # noqa: F401
        from clubs.board import profile as posts  # noqa: F401
        from clubs.people import channels, profile  # noqa: F401
        from clubs.recruiting import profile as applications  # noqa: F401
