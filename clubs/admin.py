from django.contrib import admin

from clubs.models import (
    Application,
    AuditLogEntry,
    Ban,
    Category,
    Claim,
    Club,
    Comment,
    Event,
    Invite,
    Membership,
    Offer,
    Post,
    Question,
)


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    list_display = ["name", "name_en", "slug", "position"]


@admin.register(Club)
class ClubAdmin(admin.ModelAdmin):
    list_display = ["name", "category", "status", "join_mode", "president", "recruiting_until"]
    list_filter = ["status", "category", "join_mode"]
    search_fields = ["name", "summary"]
    list_select_related = ["category", "president"]
    raw_id_fields = ["president", "decided_by"]

    def has_add_permission(self, request):
        return False  # clubs are founded on the site

    def save_model(self, request, obj, form, change):
        obj.derive_search_fields()
        super().save_model(request, obj, form, change)


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ["user", "club", "role", "title", "joined_at"]
    list_filter = ["role"]
    list_select_related = ["user", "club"]
    search_fields = ["user__display_name", "club__name"]
    raw_id_fields = ["user", "club"]


@admin.register(Application)
class ApplicationAdmin(admin.ModelAdmin):
    list_display = ["receipt", "applicant", "club", "status", "submitted_at", "decided_by"]
    list_filter = ["status"]
    list_select_related = ["applicant", "club", "decided_by"]
    search_fields = ["receipt", "applicant__display_name", "club__name"]
    raw_id_fields = ["applicant", "club", "decided_by", "questionnaire"]


@admin.register(Question)
class QuestionAdmin(admin.ModelAdmin):
    list_display = ["text", "questionnaire", "kind", "required", "position"]
    list_select_related = ["questionnaire__club"]
    raw_id_fields = ["questionnaire"]


@admin.register(Post)
class PostAdmin(admin.ModelAdmin):
    list_display = ["title", "club", "author", "kind", "visibility", "created_at", "deleted_at"]
    list_filter = ["kind", "visibility"]
    list_select_related = ["club", "author"]
    search_fields = ["title", "club__name"]
    raw_id_fields = ["club", "author"]


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin):
    list_display = ["text", "author", "created_at", "deleted_at"]
    list_select_related = ["author"]
    raw_id_fields = ["post", "author", "parent"]


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    list_display = ["title", "club", "starts_at", "place", "public"]
    list_select_related = ["club"]
    raw_id_fields = ["club"]


@admin.register(AuditLogEntry)
class AuditLogEntryAdmin(admin.ModelAdmin):
    """To read; nothing that was written is changed or deleted."""

    list_display = ["created_at", "club", "by", "action", "about", "detail"]
    list_filter = ["action"]
    list_select_related = ["club", "by", "about"]
    search_fields = ["club__name", "by__display_name", "about__display_name"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Ban)
class BanAdmin(admin.ModelAdmin):
    list_display = ["user", "club", "by", "reason", "created_at", "until"]
    list_select_related = ["user", "club", "by"]
    raw_id_fields = ["user", "club", "by"]


@admin.register(Invite)
class InviteAdmin(admin.ModelAdmin):
    list_display = [
        "code",
        "club",
        "by",
        "created_at",
        "expires_at",
        "use_count",
        "max_uses",
        "revoked_at",
    ]
    list_select_related = ["club", "by"]
    raw_id_fields = ["club", "by"]


@admin.register(Offer)
class OfferAdmin(admin.ModelAdmin):
    list_display = ["club", "successor", "created_at"]
    list_select_related = ["club", "successor"]
    raw_id_fields = ["club", "successor"]


@admin.register(Claim)
class ClaimAdmin(admin.ModelAdmin):
    list_display = ["club", "claimant", "status", "submitted_at", "decided_by"]
    list_filter = ["status"]
    list_select_related = ["club", "claimant", "decided_by"]
    raw_id_fields = ["club", "claimant", "decided_by"]
