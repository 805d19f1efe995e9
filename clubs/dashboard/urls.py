from django.urls import path

from clubs.dashboard import views
from kclub import live

urlpatterns = [
    path("<str:slug>/manage/", views.dashboard, name="dashboard"),
    path("<str:slug>/manage/stream/", live.stream(views.find_channel), name="dashboard-stream"),
]
