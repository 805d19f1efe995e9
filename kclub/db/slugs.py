"""Slugs made of names: 필름로그 is at /clubs/필름로그/, the next club of that name at 필름로그-2."""

from itertools import chain, count

from django.db import IntegrityError, transaction
from django.utils.text import slugify


def save_at_free_slug(row, reserved):
    """Save the new `row` with a slug of its name that no other has, and none of `reserved`.

    Two requests may find the same slug free at once; the second then looks again.
    """
    while True:
        row.slug = free_slug(row, reserved)
        try:
            with transaction.atomic():
                return row.save(force_insert=True)
        except IntegrityError:
            if not type(row).objects.filter(slug=row.slug).exists():
                raise


def free_slug(row, reserved):
    """Return the first slug of the row's name that no other row has and that is not reserved."""
    base = slugify(row.name, allow_unicode=True)[:50] or row._meta.model_name
    others = type(row).objects.filter(slug__startswith=base)
    taken = {*others.values_list("slug", flat=True), *reserved}
    candidates = chain([base], (f"{base}-{number}" for number in count(2)))
    return next(slug for slug in candidates if slug not in taken)
