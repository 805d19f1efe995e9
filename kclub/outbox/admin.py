"""The outbox in the admin site, for the operator: it is read there, and failed mail is sent again."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kclub.outbox.dead_addresses import DeadAddress
from kclub.outbox.models import OutgoingMail


@admin.register(OutgoingMail)
class OutgoingMailAdmin(admin.ModelAdmin):
    list_display = ["recipient", "subject", "created_at", "due_at", "sent_at", "failed_at", "error"]
    list_filter = [
        ("failed_at", admin.EmptyFieldListFilter),
        ("sent_at", admin.EmptyFieldListFilter),
    ]
    search_fields = ["recipient", "message_id"]
    exclude = ["content"]  # it may hold a link that logs somebody in
    ordering = ["-pk"]
    actions = ["retry"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.action(description=_("다시 보내기"), permissions=["delete"])
    def retry(self, request, queryset):
        """Put failed mail back into the outbox; whoever may delete it may do this, too."""
        for mail in queryset.failed():
            mail.retry(by=request.user)


@admin.register(DeadAddress)
class DeadAddressAdmin(admin.ModelAdmin):
    list_display = ["address", "reason", "died_at"]
    search_fields = ["address"]
    ordering = ["-died_at"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
