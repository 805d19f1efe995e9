from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "K-Club"

    def ready(self):
        from accounts import allauth_adapter, notification_mails, receivers  # noqa: F401
        from accounts.exports import maker, own  # noqa: F401
        from accounts.push import checks, sender  # noqa: F401
        from accounts.search import people  # noqa: F401

        receivers.connect_subjects()
