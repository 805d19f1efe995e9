from django.urls import path

from clubs.term import views

urlpatterns = [
    path("<str:slug>/manage/term/", views.roster, name="roster"),
]
