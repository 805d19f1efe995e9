from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "K-Club"

    def ready(self):
        from accounts import allauth_adapter, receivers  # noqa: F401  (its guard is a check)

        receivers.connect_subjects()
