import signal

from django.core.management import BaseCommand, CommandError

from kclub import outbox
from kclub.outbox.delivery import ServerAway

STOPS_WITHIN = 8  # seconds


class Command(BaseCommand):
    help = "Deliver what is in the outbox, where no worker of the web does (SEND_FROM_WEB=false)."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="deliver what is due, and end")

    def handle(self, *, once, **options):
        if once:
            self.send_once()
        else:
            stopping = {signal.SIGTERM, signal.SIGINT}
            signal.pthread_sigmask(signal.SIG_BLOCK, stopping)
            for sender in outbox.senders:
                sender.start()
            signal.sigwait(stopping)
            for sender in outbox.senders:
                sender.stop_soon()
            for sender in outbox.senders:
                sender.stop(STOPS_WITHIN)

    def send_once(self):
        try:
            for sender in reversed(outbox.senders):  # mail last, which may raise
                if not sender.send_all():
                    self.stdout.write(f"Another process is the {sender.name}.")
        except ServerAway as error:
            raise CommandError(f"The mail server is away: {error}") from error
