from django.urls import path

from clubs.board.views import (
    comments,
    pictures,
    polls,
    post_actions,
    post_files,
    post_reads,
    post_revisions,
    posts,
)
from kclub import live

urlpatterns = [
    path("<str:slug>/board/", posts.posts, name="posts"),
    path("<str:slug>/board/new/", post_actions.post_new, name="post-new"),
    path("<str:slug>/board/stream/", live.stream(posts.find_channel), name="board-stream"),
    path("<str:slug>/board/<int:pk>/", posts.post, name="post"),
    path("<str:slug>/board/<int:pk>/edit/", post_actions.post_edit, name="post-edit"),
    path("<str:slug>/board/<int:pk>/delete/", post_actions.post_delete, name="post-delete"),
    path("<str:slug>/board/<int:pk>/like/", post_actions.post_like, name="post-like"),
    path("<str:slug>/board/<int:pk>/pin/", post_actions.post_pin, name="post-pin"),
    path("<str:slug>/board/<int:pk>/poll/", polls.poll, name="post-poll"),
    path("<str:slug>/board/<int:pk>/poll/close/", polls.poll_close, name="post-poll-close"),
    path("<str:slug>/board/<int:pk>/read/", post_reads.post_read, name="post-read"),
    path("<str:slug>/board/<int:pk>/reads/", post_reads.post_reads, name="post-reads"),
    path(
        "<str:slug>/board/<int:pk>/revisions/",
        post_revisions.post_revisions,
        name="post-revisions",
    ),
    path("<str:slug>/board/<int:pk>/report/", post_actions.post_report, name="post-report"),
    path("<str:slug>/board/<int:pk>/comments/", comments.comments, name="comments"),
    path(
        "<str:slug>/board/<int:pk>/comments/<int:comment>/report/",
        comments.comment_report,
        name="comment-report",
    ),
    path(
        "<str:slug>/board/<int:pk>/comments/<int:comment>/delete/",
        comments.comment_delete,
        name="comment-delete",
    ),
    path("<str:slug>/board/<int:post>/files/<int:pk>/", post_files.post_file, name="post-file"),
    path("<str:slug>/board/<int:post>/pictures/<int:pk>/", pictures.picture, name="picture"),
    path(
        "<str:slug>/board/<int:post>/pictures/<int:pk>/thumbnail/",
        pictures.picture,
        {"size": "thumbnail"},
        name="picture-thumbnail",
    ),
]
