from django.core.management import BaseCommand

from kclub.daily_tasks import tasks


class Command(BaseCommand):
    help = "Run the daily tasks: end offers of a seat, delete what nobody needs any more."

    def handle(self, **options):
        for task in tasks:
            self.stdout.write(f"{task.name}: {task.run()}")
