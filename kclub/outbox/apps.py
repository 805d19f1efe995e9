from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    name = "kclub.outbox"
    label = "outbox"
    verbose_name = _("보낼 메일")

    def ready(self):
        """Register the sender of mail as the first of all senders."""
        from kclub.outbox import sender  # noqa: F401
