from django.urls import path

from clubs.board import views
from kclub import live

urlpatterns = [
    path("<str:slug>/board/", views.board, name="board"),
    path("<str:slug>/board/new/", views.post_new, name="post-new"),
    path("<str:slug>/board/stream/", live.stream(views.find_channel), name="board-stream"),
    path("<str:slug>/board/<int:pk>/", views.post, name="post"),
    path("<str:slug>/board/<int:pk>/edit/", views.post_edit, name="post-edit"),
    path("<str:slug>/board/<int:pk>/delete/", views.post_delete, name="post-delete"),
    path("<str:slug>/board/<int:pk>/like/", views.post_like, name="post-like"),
    path("<str:slug>/board/<int:pk>/pin/", views.post_pin, name="post-pin"),
    path("<str:slug>/board/<int:pk>/report/", views.post_report, name="post-report"),
    path("<str:slug>/board/<int:pk>/comments/", views.comments, name="comments"),
    path(
        "<str:slug>/board/<int:pk>/comments/<int:comment>/report/",
        views.comment_report,
        name="comment-report",
    ),
    path(
        "<str:slug>/board/<int:pk>/comments/<int:comment>/delete/",
        views.comment_delete,
        name="comment-delete",
    ),
    path("<str:slug>/board/<int:post>/pictures/<int:pk>/", views.picture, name="picture"),
    path(
        "<str:slug>/board/<int:post>/pictures/<int:pk>/thumbnail/",
        views.picture,
        {"size": "thumbnail"},
        name="thumbnail",
    ),
]
