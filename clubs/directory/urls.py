from django.urls import path

from clubs.directory import views

urlpatterns = [
    path("", views.club_list, name="list"),
    path("new/", views.new, name="new"),
    path("<str:slug>/", views.detail, name="detail"),
    path("<str:slug>/edit/", views.edit, name="edit"),
]
