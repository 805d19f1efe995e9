from django.core.management import BaseCommand

from kclub.daily_tasks import tasks


class Command(BaseCommand):
    help = "Do what has to be done once a day: let offers end, forget what nobody needs any more."

    def handle(self, **options):
        for what, do in tasks:
            self.stdout.write(f"{what}: {do()}")
