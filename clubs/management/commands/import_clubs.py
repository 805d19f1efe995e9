from pathlib import Path

from django.core.management import BaseCommand, CommandError

from accounts.models import User
from clubs.imports.club_import import ClubImport
from kclub.errors import Refused

DATA_ERROR, NO_INPUT = 65, 66  # exit codes of sysexits.h


class Command(BaseCommand):
    help = "Invite presidents and members of the clubs in CSV files. See docs/operating.md."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", help="CSV file of clubs")
        parser.add_argument("--members", help="CSV file of members of these or other clubs")
        parser.add_argument("--by", required=True, help="mail address of one of the union")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")

    def handle(self, *, file, members, by, dry_run, **options):
        if not file and not members:
            raise CommandError("There is neither a file of clubs nor one of members.")
        contents = read(file), read(members)
        union = User.objects.filter(email=by, is_staff=True).first()
        if not union:
            raise CommandError(f"{by} is not of the union.")
        try:
            clubs = ClubImport(contents[0], union, contents[1])
            self.report(clubs.club_lines)
            self.report(clubs.member_lines)
            if not dry_run or not clubs.is_valid:
                clubs.run()
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=DATA_ERROR) from refusal

    def report(self, lines):
        """Print what becomes of each line, with its faults and warnings below it."""
        for line in lines:
            self.stdout.write(str(line))
            for sentence in line.faults + line.warnings:
                self.stdout.write(f"    {sentence}")


def read(file):
    """Return the bytes of a file, or None where none is named."""
    try:
        return Path(file).read_bytes() if file else None
    except OSError as error:
        sentence = f"{file} cannot be read: {error.strerror}"
        raise CommandError(sentence, returncode=NO_INPUT) from error
