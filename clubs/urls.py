from django.urls import path

from clubs.views import board, clubs, events, joining, log, members, queue, recruiting, reports
from kclub import live

app_name = "clubs"
urlpatterns = [
    path("", clubs.club_list, name="list"),
    path("new/", clubs.new, name="new"),
    path("<str:slug>/", clubs.detail, name="detail"),
    path("<str:slug>/edit/", clubs.edit, name="edit"),
    path("<str:slug>/join/", joining.join, name="join"),
    path("<str:slug>/draft/", joining.draft, name="draft"),
    path("<str:slug>/applications/<str:receipt>/", joining.application, name="application"),
    path(
        "<str:slug>/applications/<str:receipt>/accept/",
        joining.application_accept,
        name="application-accept",
    ),
    path("<str:slug>/withdraw/", joining.withdraw, name="withdraw"),
    path("<str:slug>/leave/", joining.leave, name="leave"),
    path("<str:slug>/follow/", joining.follow, name="follow"),
    path("<str:slug>/members/", members.members, name="members"),
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
    path("<str:slug>/manage/", queue.manage, name="manage"),
    path("<str:slug>/manage/stream/", live.stream(queue.find_desk), name="desk-stream"),
    path("<str:slug>/manage/applications/", queue.applications, name="applications"),
    path("<str:slug>/manage/applications/bulk/", queue.applications_bulk, name="applications-bulk"),
    path("<str:slug>/manage/applications/csv/", queue.applications_csv, name="applications-csv"),
    path("<str:slug>/manage/applications/<int:pk>/", queue.application, name="manage-application"),
    path("<str:slug>/manage/members/", members.manage_members, name="manage-members"),
    path("<str:slug>/manage/members/<int:pk>/", members.manage_member, name="manage-member"),
    path("<str:slug>/manage/members/<int:pk>/remove/", members.member_remove, name="member-remove"),
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
