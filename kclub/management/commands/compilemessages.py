from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import BaseCommand


class Command(BaseCommand):
    """A command in the place of Django's, which needs GNU gettext; this one needs only Babel."""

    help = "Compile the catalogues in locale/ that changed since they were last compiled."

    def handle(self, verbosity, **options):
        for source in sorted(settings.BASE_DIR.glob("locale/*/LC_MESSAGES/*.po")):
            compiled = source.with_suffix(".mo")
            if compiled.exists() and compiled.stat().st_mtime > source.stat().st_mtime:
                continue
            unfinished = source.with_suffix(".mo.new")
            with source.open("rb") as catalogue, unfinished.open("wb") as file:
                write_mo(file, read_po(catalogue))
            unfinished.replace(compiled)
            if verbosity:
                self.stdout.write(f"{compiled.relative_to(settings.BASE_DIR)}")
