"""Departments of the school, as the union lists them."""

from typing import NamedTuple

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kclub.text.normalization import normalized


class DepartmentChanges(NamedTuple):
    """What adding a list would change; names are pairs (college, department)."""

    new: list
    shown_again: list
    unchanged: list


class DepartmentQuerySet(models.QuerySet):
    """Departments by whether students may choose them."""

    def shown(self):
        return self.filter(hidden=False)

    def changes_by(self, names):
        """Return the DepartmentChanges that adding the pairs `names` would make."""
        hidden = {(row.college, row.name): row.hidden for row in self.all()}
        changes = DepartmentChanges([], [], [])
        for name in dict.fromkeys(names):
            if name not in hidden:
                changes.new.append(name)
            elif hidden[name]:
                changes.shown_again.append(name)
            else:
                changes.unchanged.append(name)
        return changes

    @transaction.atomic
    def add(self, names):
        """Add departments, as pairs (college, department). Those that were hidden come back.

        Adding them again changes nothing.
        """
        for college, name in dict.fromkeys(names):
            self.update_or_create(
                college=normalized(college), name=normalized(name), defaults={"hidden": False}
            )


class Department(models.Model):
    """A department in a college. It is hidden instead of deleted: people have been counted in it."""

    college = models.CharField(_("단과대"), max_length=40)
    name = models.CharField(_("학과"), max_length=40)
    hidden = models.BooleanField(default=False)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        ordering = ["college", "name"]
        constraints = [
            models.UniqueConstraint(fields=["college", "name"], name="one_department_per_college")
        ]
        verbose_name = pgettext_lazy("이름", "학과")

    def __str__(self):
        return f"{self.college} {self.name}"

    def hide(self, hidden=True):
        """Offer the department to students no more, or again if `hidden` is False."""
        Department.objects.filter(pk=self.pk).update(hidden=hidden)
