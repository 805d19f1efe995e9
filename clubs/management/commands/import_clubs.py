from pathlib import Path

from django.core.management import BaseCommand, CommandError

from accounts.models import User
from clubs.imports.club_import import ClubImport
from kclub.errors import Refused

DATA_ERROR, NO_INPUT = 65, 66  # exit codes of sysexits.h


class Command(BaseCommand):
    help = "Invite the presidents of the clubs in a CSV file to open them. See docs/operating.md."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--by", required=True, help="mail address of one of the union")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")

    def handle(self, *, file, by, dry_run, **options):
        try:
            content = Path(file).read_bytes()
        except OSError as error:
            sentence = f"{file} cannot be read: {error.strerror}"
            raise CommandError(sentence, returncode=NO_INPUT) from error
        union = User.objects.filter(email=by, is_staff=True).first()
        if not union:
            raise CommandError(f"{by} is not of the union.")
        try:
            clubs = ClubImport(content, union)
            self.report(clubs)
            if not dry_run or not clubs.is_valid:
                clubs.run()
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=DATA_ERROR) from refusal

    def report(self, clubs):
        """Print what becomes of each line, with its faults below it."""
        for line in clubs.lines:
            self.stdout.write(str(line))
            for fault in line.faults:
                self.stdout.write(f"    {fault}")
