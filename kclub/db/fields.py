"""Fields that models of more than one app have, and how text is found in them."""

from django.db import models, transaction
from django.db.models import Q

from kclub.text.normalization import folded
from kclub.text.search_words import search_words


class FoldedField(models.TextField):
    """A field with the folded text of the fields `sources`, a line each, to search in.

    Saving a row fills it in. An UPDATE that writes a source writes this one too
    (`names_with_folded`).
    """

    def __init__(self, *sources, **kwargs):
        self.sources = sources
        super().__init__(**kwargs | {"default": "", "editable": False})

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        return name, path, list(self.sources), kwargs

    def fold(self, instance):
        """Return the folded text of the sources of a row."""
        texts = (folded(getattr(instance, source)) for source in self.sources)
        return "\n".join(filter(None, texts))

    def pre_save(self, instance, add):
        setattr(instance, self.attname, self.fold(instance))
        return super().pre_save(instance, add)


def names_with_folded(model, names):
    """Return the names of fields to save, with those of the FoldedFields that are made of them."""
    names = set(names)
    folded_fields = [field for field in model._meta.fields if isinstance(field, FoldedField)]
    return [*names, *(field.name for field in folded_fields if names.intersection(field.sources))]


def holds_words(text, *columns):
    """Return a condition: every word of `text`, in any spelling, stands in one of the folded columns.

    Words may be parts of longer ones. Blanks are not kept in folded text, so that a word also finds
    what was written apart.
    """
    condition = Q()
    for word in search_words(text):
        in_some = [Q(**{f"{column}__contains": word}) for column in columns]
        condition &= Q(*in_some, _connector=Q.OR)
    return condition


def fold_rows(model, names, batch=500):
    """Fill the FoldedFields of these names in all rows, so many at once. Returns how many were wrong."""
    fields = [model._meta.get_field(name) for name in names]
    rows, last, wrong = model.objects.order_by("pk"), 0, 0
    while True:
        with transaction.atomic():  # locked, so that nothing overtakes what is written meanwhile
            found = list(rows.filter(pk__gt=last).select_for_update()[:batch])
            changed = [row for row in found if fold_row(row, fields)]
            model.objects.bulk_update(changed, names)
        if not found:
            return wrong
        last, wrong = found[-1].pk, wrong + len(changed)


def fold_row(row, fields):
    """Set these FoldedFields of the row. Returns whether one had another value."""
    before = [getattr(row, field.attname) for field in fields]
    for field in fields:
        setattr(row, field.attname, field.fold(row))
    return before != [getattr(row, field.attname) for field in fields]
