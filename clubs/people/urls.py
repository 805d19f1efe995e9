from django.urls import path

from clubs.people.views import bans, invites, members, memberships, presidency

urlpatterns = [
    path("<str:slug>/leave/", memberships.leave, name="leave"),
    path("<str:slug>/follow/", memberships.follow, name="follow"),
    path("<str:slug>/members/", members.members, name="members"),
    path("<str:slug>/invite/<str:token>/", invites.invited, name="invited"),
    path("<str:slug>/handover/", presidency.handover, name="handover"),
    path("<str:slug>/handover/accept/", presidency.accept, name="handover-accept"),
    path("<str:slug>/handover/decline/", presidency.decline, name="handover-decline"),
    path("<str:slug>/handover/take-back/", presidency.take_back, name="handover-take-back"),
    path("<str:slug>/handover/claim/", presidency.claim, name="claim"),
    path("<str:slug>/handover/claim/withdraw/", presidency.claim_withdraw, name="claim-withdraw"),
    path("<str:slug>/manage/members/", members.manage_members, name="manage-members"),
    path("<str:slug>/manage/members/csv/", members.members_csv, name="members-csv"),
    path("<str:slug>/manage/members/<int:pk>/", members.manage_member, name="manage-member"),
    path("<str:slug>/manage/members/<int:pk>/remove/", members.member_remove, name="member-remove"),
    path("<str:slug>/manage/bans/", bans.bans, name="bans"),
    path("<str:slug>/manage/bans/<str:username>/", bans.ban, name="ban"),
    path("<str:slug>/manage/bans/<str:username>/lift/", bans.unban, name="unban"),
    path("<str:slug>/manage/invites/", invites.invites, name="invites"),
    path("<str:slug>/manage/invites/<int:pk>/", invites.invite_poster, name="invite-poster"),
    path("<str:slug>/manage/invites/<int:pk>/qr/", invites.invite_square, name="invite-square"),
    path("<str:slug>/manage/invites/<int:pk>/revoke/", invites.invite_revoke, name="invite-revoke"),
]
