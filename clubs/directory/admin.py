"""Categories and clubs in Django's admin."""

from django.contrib import admin

from clubs.directory.categories import Category
from clubs.directory.models import Club


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    list_display = ["name", "name_en", "slug", "position"]


@admin.register(Club)
class ClubAdmin(admin.ModelAdmin):
    list_display = [
        "name",
        "english_name",
        "category",
        "status",
        "join_mode",
        "president",
        "recruiting_until",
    ]
    list_filter = ["status", "category", "join_mode"]
    search_fields = ["name", "english_name", "summary"]
    list_select_related = ["category", "president"]
    raw_id_fields = ["president", "decided_by"]
    exclude = ["logo", "cover", "cover_alt"]  # whose files are encoded anew on the site

    def has_add_permission(self, request):
        return False  # clubs are founded on the site

    def has_delete_permission(self, request, obj=None):
        """Return False: the page that asks would list all that is written in the club."""
        return False

    def save_model(self, request, obj, form, change):
        obj.derive_search_fields()
        super().save_model(request, obj, form, change)
