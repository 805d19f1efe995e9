from django.urls import path

from clubs.people.views import bans, invites, members, memberships, presidency

urlpatterns = [
    path("<str:slug>/leave/", memberships.membership_leave, name="membership-leave"),
    path("<str:slug>/follow/", memberships.follow, name="follow"),
    path("<str:slug>/members/", members.members, name="members"),
    path("<str:slug>/invite/<str:token>/", invites.invite, name="invite"),
    path("<str:slug>/handover/", presidency.presidency, name="presidency"),
    path("<str:slug>/handover/accept/", presidency.presidency_accept, name="presidency-accept"),
    path("<str:slug>/handover/decline/", presidency.presidency_decline, name="presidency-decline"),
    path(
        "<str:slug>/handover/take-back/",
        presidency.presidency_take_back,
        name="presidency-take-back",
    ),
    path("<str:slug>/handover/claim/", presidency.claim, name="claim"),
    path("<str:slug>/handover/claim/withdraw/", presidency.claim_withdraw, name="claim-withdraw"),
    path("<str:slug>/manage/members/", members.members_manage, name="members-manage"),
    path("<str:slug>/manage/members/csv/", members.members_csv, name="members-csv"),
    path("<str:slug>/manage/members/<int:pk>/", members.member_manage, name="member-manage"),
    path("<str:slug>/manage/members/<int:pk>/remove/", members.member_remove, name="member-remove"),
    path("<str:slug>/manage/bans/", bans.bans, name="bans"),
    path("<str:slug>/manage/bans/<str:username>/", bans.ban, name="ban"),
    path("<str:slug>/manage/bans/<str:username>/lift/", bans.ban_lift, name="ban-lift"),
    path("<str:slug>/manage/invites/", invites.invites, name="invites"),
    path("<str:slug>/manage/invites/<int:pk>/", invites.invite_poster, name="invite-poster"),
    path("<str:slug>/manage/invites/<int:pk>/qr/", invites.invite_qr, name="invite-qr"),
    path("<str:slug>/manage/invites/<int:pk>/revoke/", invites.invite_revoke, name="invite-revoke"),
]
