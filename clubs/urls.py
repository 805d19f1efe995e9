from django.urls import path

from clubs.audit_log import views as log
from clubs.board import views as board
from clubs.dashboard import views as desk
from clubs.directory import views as clubs
from clubs.events import views as events
from clubs.moderation import views as reports
from clubs.people.views import bans, invites, members, presidency
from clubs.recruiting.views import applications, manage_applications, recruiting
from kclub import live

app_name = "clubs"
urlpatterns = [
    path("", clubs.club_list, name="list"),
    path("new/", clubs.new, name="new"),
    path("<str:slug>/", clubs.detail, name="detail"),
    path("<str:slug>/edit/", clubs.edit, name="edit"),
    path("<str:slug>/join/", applications.join, name="join"),
    path("<str:slug>/draft/", applications.draft, name="draft"),
    path("<str:slug>/applications/<str:receipt>/", applications.application, name="application"),
    path(
        "<str:slug>/applications/<str:receipt>/accept/",
        applications.application_accept,
        name="application-accept",
    ),
    path("<str:slug>/withdraw/", applications.withdraw, name="withdraw"),
    path("<str:slug>/leave/", applications.leave, name="leave"),
    path("<str:slug>/follow/", applications.follow, name="follow"),
    path("<str:slug>/members/", members.members, name="members"),
    path("<str:slug>/invite/<str:token>/", invites.invited, name="invited"),
    # The president
    path("<str:slug>/handover/", presidency.handover, name="handover"),
    path("<str:slug>/handover/accept/", presidency.accept, name="handover-accept"),
    path("<str:slug>/handover/decline/", presidency.decline, name="handover-decline"),
    path("<str:slug>/handover/take-back/", presidency.take_back, name="handover-take-back"),
    path("<str:slug>/handover/claim/", presidency.claim, name="claim"),
    path("<str:slug>/handover/claim/withdraw/", presidency.claim_withdraw, name="claim-withdraw"),
    # Board
    path("<str:slug>/board/", board.board, name="board"),
    path("<str:slug>/board/new/", board.post_new, name="post-new"),
    path("<str:slug>/board/stream/", live.stream(board.find_channel), name="board-stream"),
    path("<str:slug>/board/<int:pk>/", board.post, name="post"),
    path("<str:slug>/board/<int:pk>/edit/", board.post_edit, name="post-edit"),
    path("<str:slug>/board/<int:pk>/delete/", board.post_delete, name="post-delete"),
    path("<str:slug>/board/<int:pk>/like/", board.post_like, name="post-like"),
    path("<str:slug>/board/<int:pk>/pin/", board.post_pin, name="post-pin"),
    path("<str:slug>/board/<int:pk>/report/", reports.post_report, name="post-report"),
    path("<str:slug>/board/<int:pk>/comments/", board.comments, name="comments"),
    path(
        "<str:slug>/board/<int:pk>/comments/<int:comment>/report/",
        reports.comment_report,
        name="comment-report",
    ),
    path(
        "<str:slug>/board/<int:pk>/comments/<int:comment>/delete/",
        board.comment_delete,
        name="comment-delete",
    ),
    path("<str:slug>/board/<int:post>/pictures/<int:pk>/", board.picture, name="picture"),
    path(
        "<str:slug>/board/<int:post>/pictures/<int:pk>/thumbnail/",
        board.picture,
        {"size": "thumbnail"},
        name="thumbnail",
    ),
    # Events
    path("<str:slug>/events/", events.events, name="events"),
    path("<str:slug>/events/new/", events.event_new, name="event-new"),
    path("<str:slug>/events/<int:pk>/", events.event, name="event"),
    path("<str:slug>/events/<int:pk>/rsvp/", events.event_rsvp, name="event-rsvp"),
    # Manage
    path("<str:slug>/manage/", desk.manage, name="manage"),
    path("<str:slug>/manage/stream/", live.stream(desk.find_desk), name="desk-stream"),
    path("<str:slug>/manage/applications/", manage_applications.applications, name="applications"),
    path(
        "<str:slug>/manage/applications/bulk/",
        manage_applications.applications_bulk,
        name="applications-bulk",
    ),
    path(
        "<str:slug>/manage/applications/csv/",
        manage_applications.applications_csv,
        name="applications-csv",
    ),
    path(
        "<str:slug>/manage/applications/<int:pk>/",
        manage_applications.application,
        name="manage-application",
    ),
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
    path("<str:slug>/manage/reports/", reports.cases, name="reports"),
    path("<str:slug>/manage/reports/<int:pk>/", reports.case, name="case"),
    path("<str:slug>/manage/log/", log.log, name="log"),
    path("<str:slug>/manage/recruiting/", recruiting.recruiting, name="recruiting"),
    path("<str:slug>/manage/questions/", recruiting.questions, name="questions"),
    path("<str:slug>/manage/questions/preview/", recruiting.preview, name="questions-preview"),
    path("<str:slug>/manage/questions/again/", recruiting.ask_again, name="questions-again"),
    path("<str:slug>/manage/questions/<int:pk>/", recruiting.question, name="question"),
    path(
        "<str:slug>/manage/questions/<int:pk>/move/",
        recruiting.question_move,
        name="question-move",
    ),
    path(
        "<str:slug>/manage/questions/<int:pk>/delete/",
        recruiting.question_delete,
        name="question-delete",
    ),
]
