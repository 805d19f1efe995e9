from django.urls import path

from clubs.imports import views

urlpatterns = [
    path("invited/<str:token>/", views.club_invitation, name="club-invitation"),
    path("invited/member/<str:token>/", views.member_invitation, name="member-invitation"),
]
