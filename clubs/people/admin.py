"""Memberships, bans, invites, offers and claims in Django's admin."""

from django.contrib import admin

from clubs.people.models.bans import Ban
from clubs.people.models.claims import Claim
from clubs.people.models.invites import Invite
from clubs.people.models.memberships import Membership
from clubs.people.models.offers import Offer


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ["user", "club", "role", "title", "joined_at"]
    list_filter = ["role"]
    list_select_related = ["user", "club"]
    search_fields = ["user__display_name", "club__name"]
    raw_id_fields = ["user", "club"]


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
