"""The admin site's pages of accounts. People sign up themselves; the union edits them here."""

from allauth.account import admin as addresses
from allauth.account.decorators import secure_admin_login
from allauth.mfa import admin as second_factors
from allauth.socialaccount import admin as linked_accounts
from django.contrib import admin
from django.db import transaction

from accounts.models import Agreement, Notification, PushDelivery, SchoolDomain, User
from kclub import live
from kclub.admin_pages import WithoutContentAdmin

admin.site.login = secure_admin_login(admin.site.login)  # allauth counts wrong passwords
NOT_HERE = [  # the secrets of others, and what lets somebody in: for nobody alone, and unlogged
    second_factors.Authenticator,
    addresses.EmailAddress,
    linked_accounts.SocialAccount,
    linked_accounts.SocialApp,
    linked_accounts.SocialToken,
]
admin.site.unregister(NOT_HERE)


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = [
        "display_name", "email", "verified_at", "is_active", "is_staff", "has_second_factor",
        "joined_at",
    ]  # fmt: skip
    list_filter = ["is_active", "is_staff", "has_second_factor"]
    search_fields = ["display_name", "handle", "email", "username"]
    readonly_fields = [
        "display_name", "handle", "email", "username", "last_login", "joined_at", "agreed_at",
    ]  # fmt: skip
    exclude = [
        "password",
        "groups",
        "user_permissions",
        "quiet_from",
        "quiet_until",
        "push_shows_text",
    ]

    def has_add_permission(self, request):
        """Return False: people sign up, and `manage.py createsuperuser` makes the first user."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Return False: people close their accounts, and what was theirs is not listed here."""
        return False

    @transaction.atomic
    def save_model(self, request, user, form, change):
        before = user.lock()
        super().save_model(request, user, form, change)
        user.note_powers(before, by=request.user)
        if not (user.is_active and user.is_verified):
            live.end_user(user, "deactivated")


@admin.register(Agreement)
class AgreementAdmin(admin.ModelAdmin):
    """Who has agreed to what and when, for whoever has to prove it."""

    list_display = ["user", "text", "given_at", "withdrawn_at"]
    list_filter = ["text__kind"]
    search_fields = ["user__handle"]
    ordering = ["-pk"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(SchoolDomain)
class SchoolDomainAdmin(admin.ModelAdmin):
    list_display = ["name", "with_subdomains"]


@admin.register(Notification)
class NotificationAdmin(WithoutContentAdmin):
    """Whether somebody was told; what they were told is theirs."""

    list_display = ["user", "kind", "created_at", "read_at"]
    fields = ["user", "kind", "created_at", "read_at"]
    list_select_related = ["user"]


@admin.register(PushDelivery)
class PushDeliveryAdmin(admin.ModelAdmin):
    """What is on its way to devices, and why not; without what it says and where to."""

    list_display = ["created_at", "due_at", "sent_at", "failed_at", "error"]
    list_filter = [("failed_at", admin.EmptyFieldListFilter)]
    exclude = ["subscription", "notification"]
    ordering = ["-pk"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
