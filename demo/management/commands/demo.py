from django.conf import settings
from django.core.management import BaseCommand, CommandError

from demo import campus as demo


class Command(BaseCommand):
    help = "Load the demo campus 새봄대학교 once. Everybody's password there is known to all."

    def add_arguments(self, parser):
        parser.add_argument("--force", action="store_true", help="load it although DEBUG is off")

    def handle(self, *, force, **options):
        if not (settings.DEBUG or force):
            raise CommandError("Demo accounts have a known password: set DEBUG, or say --force.")
        if demo.is_loaded():
            self.stdout.write("The demo campus is already there.")
            return
        made = demo.load()
        self.stdout.write(f"새봄대학교 is open: {', '.join(f'{n:,} {what}' for what, n in made)}.")
        self.stdout.write(f"Log in as student@{demo.DOMAIN}, password {demo.PASSWORD}")
