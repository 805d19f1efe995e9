"""`manage.py reset_second_factors ADDRESS`: for a union too small for a recovery by two."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from clubs.audit_log.models import AuditLogEntry
from kclub.errors import Conflict


class Command(BaseCommand):
    help = "Remove all second factors of the account with that address, and end its log-ins."

    def add_arguments(self, parser):
        parser.add_argument("address")

    @transaction.atomic
    def handle(self, *, address, **options):
        user = User.objects.filter(email=address.strip().lower()).first()
        if not user:
            raise CommandError(f"No account has the address {address}")
        try:
            user.reset_second_factors()
        except Conflict:
            raise CommandError(f"{address} has no second factor") from None
        AuditLogEntry.objects.create(action=AuditLogEntry.Action.RECOVERED, by=None, about=user)
        self.stdout.write(f"{address} logs in by password now, and has a day to turn one on")
