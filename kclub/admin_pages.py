"""Pages of Django's admin that change nothing, and those that do not tell what was written."""

from typing import NamedTuple

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import Http404


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows to look at: nothing is added, changed or deleted here, for that is done on the site."""

    actions = None

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class Heading(NamedTuple):
    """What stands in place of a row: its number, and the name of its kind."""

    pk: int
    kind: str

    def __str__(self):
        return f"{self.kind} {self.pk}"


class WithoutContentAdmin(ReadOnlyAdmin):
    """What people wrote for some eyes only: the admin site shows whose it is and when, never what.

    `fields` are all that a page shows. There is no history, for nothing is changed here.
    """

    def opened(self, request, row):
        """Note that somebody looks at the page of a row."""

    def change_view(self, request, object_id, form_url="", extra_context=None):
        heading = None
        if self.has_view_permission(request) and (
            row := self.get_object(request, unquote(object_id))
        ):
            heading = Heading(row.pk, self.opts.verbose_name)
            self.opened(request, row)
        context = {"original": heading, "subtitle": heading, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def history_view(self, request, object_id, extra_context=None):
        raise Http404
