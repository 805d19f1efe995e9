from django.contrib import admin

from accounts.models import Notification, SchoolDomain, User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ["display_name", "email", "verified_at", "is_active", "is_staff", "joined_at"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["display_name", "email", "username"]
    readonly_fields = ["username", "last_login", "joined_at", "agreed_at"]
    exclude = ["password", "groups", "user_permissions"]


@admin.register(SchoolDomain)
class SchoolDomainAdmin(admin.ModelAdmin):
    list_display = ["name", "with_subdomains"]


@admin.register(Notification)
class NotificationAdmin(admin.ModelAdmin):
    list_display = ["user", "sentence", "created_at", "read_at"]
    raw_id_fields = ["user"]
