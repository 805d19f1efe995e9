"""`manage.py breached_passwords`: write the file of passwords that nobody may have."""

from pathlib import Path

from django.core.management.base import BaseCommand

from accounts import breached_passwords
from accounts.forms.passwords import MIN_PASSWORD_LENGTH


class Command(BaseCommand):
    help = "Write the file of breached passwords anew, of lists with a password a line."

    def add_arguments(self, parser):
        parser.add_argument("lists", nargs="+", type=Path)
        parser.add_argument("--to", type=Path, default=breached_passwords.FILE)

    def handle(self, *args, lists, to, **options):
        words = (word for each in lists for word in each.read_text(errors="replace").splitlines())
        long_enough = (word for word in words if len(word) >= MIN_PASSWORD_LENGTH)
        count = breached_passwords.write(long_enough, to)
        self.stdout.write(f"{count} passwords in {to}")
