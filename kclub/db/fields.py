"""Fields that models of more than one app have."""

from django.db import models

from kclub.text.normalization import folded


class FoldedField(models.TextField):
    """A field with the folded text of the field `source`, to search in. Saving a row fills it in.

    An UPDATE that writes the source writes this one too.
    """

    def __init__(self, source, **kwargs):
        self.source = source
        super().__init__(**kwargs | {"default": "", "editable": False})

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        return name, path, [self.source], kwargs

    def pre_save(self, instance, add):
        setattr(instance, self.attname, folded(getattr(instance, self.source)))
        return super().pre_save(instance, add)
