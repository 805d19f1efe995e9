from django.urls import path

from clubs.directory import views

urlpatterns = [
    path("", views.clubs, name="clubs"),
    path("new/", views.club_new, name="club-new"),
    path("<str:slug>/", views.club, name="club"),
    path("<str:slug>/preview.jpg", views.club_preview, name="club-preview"),
    path("<str:slug>/pictures/<str:name>", views.club_picture, name="club-picture"),
    path("<str:slug>/pause/", views.club_pause, name="club-pause"),
    path("<str:slug>/edit/", views.club_edit, name="club-edit"),
]
