from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import BaseCommand


class Command(BaseCommand):
    """Django's command of this name needs GNU gettext; ours runs wherever K-Club does."""

    help = "Compile the catalogues in locale/ for the machine to read."

    def handle(self, **options):
        for source in sorted((settings.BASE_DIR / "locale").glob("*/LC_MESSAGES/*.po")):
            compiled = source.with_suffix(".mo")
            with source.open("rb") as catalogue, compiled.open("wb") as file:
                write_mo(file, read_po(catalogue))
            self.stdout.write(f"{compiled.relative_to(settings.BASE_DIR)}")
