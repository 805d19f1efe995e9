"""Memberships, bans, invites, offers and claims in Django's admin, to look at.

A list tells nobody's name, a page does. The code of an invite would let its reader in.
"""

from django.contrib import admin

from clubs.audit_log.admin import OfClubAdmin
from clubs.people.models.bans import Ban
from clubs.people.models.claims import Claim
from clubs.people.models.invites import Invite
from clubs.people.models.memberships import Membership
from clubs.people.models.offers import Offer


@admin.register(Membership)
class MembershipAdmin(OfClubAdmin):
    list_display = ["pk", "club", "role", "joined_at"]
    fields = ["club", "user", "role", "title", "joined_at"]
    list_filter = ["role"]
    list_select_related = ["club"]
    search_fields = ["club__name"]


@admin.register(Ban)
class BanAdmin(OfClubAdmin):
    list_display = ["pk", "club", "created_at", "until"]
    fields = ["club", "user", "by", "created_at", "until"]
    list_select_related = ["club"]


@admin.register(Invite)
class InviteAdmin(OfClubAdmin):
    list_display = ["pk", "club", "created_at", "expires_at", "use_count", "max_uses", "revoked_at"]
    fields = ["club", "by", "created_at", "expires_at", "use_count", "max_uses", "revoked_at"]
    list_select_related = ["club"]


@admin.register(Offer)
class OfferAdmin(OfClubAdmin):
    list_display = ["pk", "club", "created_at"]
    fields = ["club", "successor", "created_at"]
    list_select_related = ["club"]


@admin.register(Claim)
class ClaimAdmin(OfClubAdmin):
    list_display = ["pk", "club", "status", "submitted_at"]
    fields = ["club", "claimant", "status", "submitted_at", "decided_by"]
    list_filter = ["status"]
    list_select_related = ["club"]
