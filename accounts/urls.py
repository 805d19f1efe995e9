from django.urls import path

from accounts import views
from kclub import live

app_name = "accounts"
urlpatterns = [
    # In place of allauth's views at these addresses; its names lead here too.
    path("accounts/confirm-email/", views.sent, name="email-verification-sent"),
    path("accounts/logout/", views.log_out, name="log-out"),
    path("accounts/confirm-email/<str:key>/", views.confirm, name="email-verification"),
    path("me/", views.me, name="profile"),
    path("me/blocks/", views.blocks, name="blocks"),
    path("me/edit/", views.edit, name="profile-edit"),
    path("me/delete/", views.close, name="closure"),
    path("me/stream/", live.stream(lambda user: user.channel), name="stream"),
    path("notifications/", views.notifications, name="notifications"),
    path("notifications/read/", views.read_all, name="notifications-read"),
    path("notifications/<int:pk>/read/", views.read, name="notification-read"),
    path("people/<str:username>/", views.person, name="person"),
    path("people/<str:username>/block/", views.block, name="block"),
    path("people/<str:username>/unblock/", views.unblock, name="unblock"),
]
