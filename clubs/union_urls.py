from django.urls import path

from clubs.views import union

app_name = "union"
urlpatterns = [
    path("", union.desk, name="desk"),
    path("<str:slug>/approve/", union.club_approve, name="club-approve"),
    path("<str:slug>/return/", union.club_return, name="club-return"),
]
