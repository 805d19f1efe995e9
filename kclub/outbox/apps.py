from django.apps import AppConfig
from django.db.models.signals import pre_migrate
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    name = "kclub.outbox"
    label = "outbox"
    verbose_name = _("보낼 메일")

    def ready(self):
        """Register the sender of mail as the first of all senders, and what precedes migrations."""
        from kclub.db import mysql_collation
        from kclub.outbox import sender  # noqa: F401

        pre_migrate.connect(mysql_collation.before_migrations, sender=self)
