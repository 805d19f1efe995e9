from django.urls import path

from clubs.dashboard import views
from kclub import live

urlpatterns = [
    path("<str:slug>/manage/", views.manage, name="manage"),
    path("<str:slug>/manage/stream/", live.stream(views.find_desk), name="desk-stream"),
]
