from django.core.management import BaseCommand, CommandError

from kclub.daily_tasks import run_all


class Command(BaseCommand):
    help = "Run the daily tasks: end offers of a seat, delete what nobody needs any more."

    def handle(self, **options):
        failed = run_all(self.stdout.write)
        if failed is None:
            self.stdout.write("Another process runs the daily tasks.")
        elif failed:
            raise CommandError(f"These have failed: {'; '.join(failed)}")
