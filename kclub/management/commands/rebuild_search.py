"""manage.py rebuild_search: fold all searched texts anew, and make their indexes anew."""

from django.core.management import BaseCommand

from kclub.db.fields import FoldedField, fold_rows
from kclub.db.search_index import create_indexes, indexes, rebuild_index


class Command(BaseCommand):
    help = "Fold all searched texts anew and rebuild their indexes, while the site runs."

    def handle(self, **options):
        create_indexes()
        for index in indexes:
            fields = [each for each in index.model._meta.fields if isinstance(each, FoldedField)]
            wrong = fold_rows(index.model, [field.name for field in fields])
            rebuild_index(index)
            self.stdout.write(
                f"{index.label}: {index.model.objects.count():,} rows, {wrong:,} texts corrected."
            )
