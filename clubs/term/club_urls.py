from django.urls import path

from clubs.term import views

urlpatterns = [
    path("<str:slug>/manage/term/", views.roster, name="roster"),
    path("<str:slug>/manage/term/ask/", views.roster_ask, name="roster-ask"),
    path("<str:slug>/manage/term/csv/", views.roster_csv, name="roster-csv"),
]
