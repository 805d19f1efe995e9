from django.core.management import BaseCommand

from accounts.push import vapid


class Command(BaseCommand):
    help = "Print new keys for pushes to devices, as lines of the environment."

    def handle(self, **options):
        private_key = vapid.new_private_key()
        self.stdout.write(f"# The public key is {vapid.public_key(private_key)}")
        self.stdout.write(f"VAPID_PRIVATE_KEY={private_key}")
